import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SyncRun } from '../shared/domain/sync-run'
import { expectShopOnScreen } from './testing/expect-shop'
import { createTestApp, type TestApp } from './testing/test-app'

const plan = { products: 60, locations: 2, seed: 5 }
const MINUTE_MS = 60_000
const everyRun = { status: null, trigger: null, kind: null, offset: 0, limit: 50 }

let app: TestApp

beforeEach(async () => {
  app = await createTestApp({ simulator: { plan } })
})

afterEach(() => app.close())

/** The run that comes when so much time has passed; null: none. Time stands still while it reads. */
async function runWithin(minutes: number): Promise<SyncRun | null> {
  const finished = app.next('sync.finished')
  const until = app.clock.monotonic() + minutes * MINUTE_MS
  app.events.length = 0
  const hasStarted = () => app.events.some(({ name }) => name === 'sync.started')
  while (app.clock.monotonic() < until && !hasStarted()) await app.clock.advance(10_000)
  return hasStarted() ? finished : null
}

async function firstRow(connectionId: string) {
  const row = (await app.stock(connectionId)).rows[0]
  if (!row) throw new Error('no rows')
  return row
}

describe('syncing by itself', () => {
  it('reads what changed every 15 minutes', async () => {
    const { connectionId } = await app.connect()
    const { sku } = await firstRow(connectionId)
    const location = app.cin7.shop.locations[0]?.name ?? ''
    app.cin7.clearStock(sku)
    app.cin7.setStock({ sku, location }, { onHand: 4321 })

    expect(await runWithin(13)).toBeNull()
    const run = await runWithin(4)

    expect(run).toMatchObject({ trigger: 'schedule', kind: 'quick', status: 'success' })
    expect((await firstRow(connectionId)).onHand).toBe(4321)
    expect(await runWithin(17)).toMatchObject({ trigger: 'schedule', changes: 0 })
  })

  it('says when the next sync is due', async () => {
    const { connectionId } = await app.connect()
    const { nextAt } = await app.call('sync.overview', { connectionId })
    const inMinutes = ((nextAt ?? 0) - app.clock.now()) / MINUTE_MS
    expect(inMinutes).toBeGreaterThan(13)
    expect(inMinutes).toBeLessThan(17)
  })

  it('does nothing of that when it is switched off, until it is switched on again', async () => {
    const { connectionId } = await app.connect()
    await app.call('settings.set', { syncAutomatically: false })
    expect((await app.call('sync.overview', { connectionId })).nextAt).toBeNull()
    expect(await runWithin(120)).toBeNull()

    await app.call('settings.set', { syncAutomatically: true, syncIntervalMinutes: 5 })
    expect(await runWithin(6)).toMatchObject({ trigger: 'schedule' })
  })

  it('is not stalled or hurried by a wall clock that is set', async () => {
    await app.connect()
    app.clock.jumpWallClock(-5 * 60 * MINUTE_MS)
    expect(await runWithin(17)).toMatchObject({ trigger: 'schedule' })
    app.clock.jumpWallClock(48 * 60 * MINUTE_MS)
    expect(await runWithin(12)).toBeNull()
  })

  it('makes up once for what was due while the computer slept', async () => {
    const { connectionId } = await app.connect()
    app.clock.jumpWallClock(8 * 60 * MINUTE_MS)
    const finished = app.next('sync.finished')
    app.wake()
    expect(await finished).toMatchObject({ trigger: 'wake', kind: 'quick', status: 'success' })
    expect((await app.call('sync.runs', { ...everyRun, connectionId })).total).toBe(2)
  })

  it('leaves refused keys alone until they are replaced', async () => {
    const { connectionId } = await app.connect()
    app.cin7.addFault({ status: 403, body: 'Incorrect credentials!', times: Number.POSITIVE_INFINITY })
    expect(await app.sync(connectionId)).toMatchObject({ status: 'failed' })
    app.cin7.clearCalls()
    expect(await runWithin(120)).toBeNull()
    expect(app.cin7.calls).toEqual([])
  })
})

describe('a quick sync', () => {
  const quick = async (connectionId: string) => {
    const finished = app.next('sync.finished')
    await app.call('sync.start', { connectionId, kind: 'quick' })
    return finished
  }

  it('asks only for products that changed, and for all stock of a small shop', async () => {
    const { connectionId } = await app.connect()
    app.cin7.clearCalls()
    const run = await quick(connectionId)
    expect(run).toMatchObject({ kind: 'quick', trigger: 'manual', status: 'success', products: 0 })
    expect(new Set(app.cin7.calls.map(({ path }) => path))).toEqual(
      new Set(['product', 'ref/productavailability']),
    )
  })

  it('reads a long stock list bit by bit, and all of it within a few runs', async () => {
    const { connectionId } = await app.connect()
    app.cin7.behaviour.pageCap = 4
    const rows = app.cin7.expectedFigures()
    for (const { sku, location } of rows) app.cin7.setStock({ sku, location }, { onHand: 77 })
    const calls: number[] = []
    for (let index = 0; index < 4; index += 1) {
      app.cin7.clearCalls()
      await quick(connectionId)
      calls.push(app.cin7.calls.filter(({ path }) => path === 'ref/productavailability').length)
    }
    expect(Math.max(...calls)).toBeLessThanOrEqual(21)
    await expectShopOnScreen(app, connectionId)
  })
})
