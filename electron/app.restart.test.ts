import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from './testing/test-app'
import { waitUntil } from './testing/wait-until'

const DAY_MS = 24 * 60 * 60_000

const plan = { products: 150, locations: 3, seed: 5 }

describe('quitting and starting again', () => {
  let app: TestApp

  beforeEach(async () => {
    app = await createTestApp({ simulator: { plan } })
  })

  afterEach(() => app.close())

  const figuresBySku = async (connectionId: string, locationId: number | null = null) => {
    const { rows } = await app.stock(connectionId, { locationId })
    return new Map(rows.map((row) => [row.sku, row]))
  }

  it('shows after a restart what was there, and the same once everything is read again', async () => {
    const { connectionId } = await app.connect()
    const before = await app.stock(connectionId)
    await app.restart()

    const kept = await app.stock(connectionId)
    const summary = await app.call('stock.summary', { connectionId })
    await app.next('stock.changed')

    expect(kept).toEqual(before)
    expect(await app.stock(connectionId)).toEqual(before)
    expect(await app.call('stock.summary', { connectionId })).toEqual(summary)
  })

  it('shows after a restart the figures of a sync that came after the view was last looked at', async () => {
    const { connectionId } = await app.connect()
    const sku = (await app.stock(connectionId)).rows[0]?.sku ?? ''
    const location = app.cin7.shop.locations[0]?.name ?? ''
    await app.restart()
    app.cin7.clearStock(sku)
    app.cin7.setStock({ sku, location }, { onHand: 4321 })
    await app.sync(connectionId)

    await app.restart()

    expect((await figuresBySku(connectionId)).get(sku)?.onHand).toBe(4321)
  })

  it('tells after a restart how many products are stale by then, though no list was looked at', async () => {
    const { connectionId } = await app.connect()
    const fresh = await app.call('stock.summary', { connectionId })
    expect(fresh.stale).toBe(0)
    await app.stop()
    await app.clock.advance(2 * DAY_MS)
    app.cin7.addFault({ status: 503, times: Number.POSITIVE_INFINITY })
    await app.start()

    const { stale, products } = await app.call('stock.summary', { connectionId })
    expect(keptView(app.dataDir)).not.toBe('null')
    expect(stale).toBe(products)
  })

  it('has thrown away the view it kept before a sync changes any figure', async () => {
    const { connectionId } = await app.connect()
    await app.stock(connectionId)
    await app.restart()
    await app.stock(connectionId)
    app.cin7.addFault({ path: 'ref/location', hang: true })
    app.cin7.clearCalls()
    const kept = () => keptView(app.dataDir)
    expect(kept()).not.toBe('null')

    await app.call('sync.start', { connectionId, kind: 'full' })
    await waitUntil(() => app.cin7.calls.length > 0)

    expect(kept()).toBe('null')
    await app.call('sync.cancel', { connectionId })
  })

  it('notes a run that quitting cut short', async () => {
    const { connectionId } = await app.connect()
    app.cin7.addFault({ path: 'ref/productavailability', hang: true })
    app.cin7.clearCalls()
    await app.call('sync.start', { connectionId, kind: 'full' })
    await waitUntil(() => app.cin7.calls.at(-1)?.path.includes('productavailability') ?? false)

    await app.restart()

    const { runs } = await app.call('sync.runs', { ...everyRun, connectionId })
    expect(runs[0]).toMatchObject({ status: 'cancelled' })
    expect(runs[0]?.failures[0]?.message).toMatch(/closed while this sync/)
  })

  const everyRun = { status: null, trigger: null, kind: null, offset: 0, limit: 50 }
})

/** What is stored for the next start, read beside the running app as the next start would. */
function keptView(dataDir: string): unknown {
  const db = new BetterSqlite3(join(dataDir, 'shelfwatch.db'), { readonly: true })
  try {
    return db.prepare("SELECT value FROM settings WHERE key = 'stock.firstView'").pluck().get()
  } finally {
    db.close()
  }
}
