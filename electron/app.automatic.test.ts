import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SyncRun } from '../shared/domain/sync-run'
import { createTestApp, type TestApp } from './testing/test-app'
import { waitUntil } from './testing/wait-until'

const plan = { products: 60, locations: 2, seed: 5 }
const MINUTE_MS = 60_000
const everyRun = { status: null, trigger: null, offset: 0, limit: 50 }

let app: TestApp

beforeEach(async () => {
  app = await createTestApp({ simulator: { plan } })
})

afterEach(() => app.close())

/** The run that comes when so much time has passed; null: none. */
async function runWithin(minutes: number): Promise<SyncRun | null> {
  let ended: SyncRun | null = null
  const finished = app.next('sync.finished').then((run) => {
    ended = run
  })
  const before = app.events.length
  await app.clock.advance(minutes * MINUTE_MS)
  const hasStarted = app.events.slice(before).some(({ name }) => name === 'sync.started')
  if (hasStarted) await finished
  return ended
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
    const shown = await app.stock(connectionId)
    const expected = new Map<string, number>()
    for (const { sku, onHand } of app.cin7.expectedFigures())
      expected.set(sku, (expected.get(sku) ?? 0) + onHand)
    for (const row of shown.rows) expect(row.onHand, row.sku).toBeCloseTo(expected.get(row.sku) ?? 0, 4)
  })
})

describe('a sync that is cut short', () => {
  const cutNetwork = () => {
    let tries = 0
    app.useFetch(async () => {
      tries += 1
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) })
    })
    return { tries: () => tries, mend: () => app.useFetch((url, init) => fetch(url, init)) }
  }

  it('waits for the network and goes on by itself when it is back', async () => {
    const { connectionId } = await app.connect()
    const network = cutNetwork()
    app.events.length = 0
    const finished = app.next('sync.finished')
    const startedAt = app.clock.now()
    await app.call('sync.start', { connectionId, kind: 'full' })
    await waitUntil(() => network.tries() >= 20)
    network.mend()

    expect(await finished).toMatchObject({ status: 'success', failures: [], waitedMs: 0 })
    expect(app.clock.now() - startedAt).toBeGreaterThan(5 * MINUTE_MS)
    const waits = app.events.flatMap((event) =>
      event.name === 'sync.progress' && event.payload.waitingFor ? [event.payload.waitingFor] : [],
    )
    expect(new Set(waits)).toEqual(new Set(['network']))
  })

  it('goes on at the page it had come to after the app was closed and opened', async () => {
    const { connectionId } = await app.connect()
    app.cin7.behaviour.pageCap = 20
    const { sku } = await firstRow(connectionId)
    app.cin7.clearStock(sku)
    app.cin7.addFault({ path: 'ref/productavailability', page: 4, hang: true })
    app.cin7.clearCalls()
    await app.call('sync.start', { connectionId, kind: 'full' })
    await waitUntil(() =>
      app.cin7.calls.some(({ path, page }) => path === 'ref/productavailability' && page === 4),
    )
    app.cin7.clearFaults()
    app.cin7.clearCalls()

    await app.restart()
    const run = await app.next('sync.finished')

    expect(run).toMatchObject({ trigger: 'schedule', kind: 'full', status: 'success' })
    const pages = app.cin7.calls.flatMap(({ path, page }) =>
      path === 'ref/productavailability' ? [page] : [],
    )
    expect(Math.min(...pages)).toBeGreaterThanOrEqual(3)
    expect((await firstRow(connectionId)).onHand).toBe(0)
  })
})

describe('pages that could not be read', () => {
  it('are read again on request, and only they', async () => {
    const { connectionId } = await app.connect()
    app.cin7.behaviour.pageCap = 20
    const rows = app.cin7.expectedFigures().filter(({ onHand }) => onHand > 0)
    for (const { sku, location } of rows) app.cin7.setStock({ sku, location }, { onHand: 55 })
    app.cin7.addFault({
      path: 'ref/productavailability',
      page: 2,
      status: 500,
      body: '',
      times: Number.POSITIVE_INFINITY,
    })
    const partial = await app.sync(connectionId)
    expect(partial).toMatchObject({ status: 'partial', retries: 4 })
    expect(partial.failures).toMatchObject([{ resource: 'availability', page: 2, isWholePage: true }])

    app.cin7.clearFaults()
    app.cin7.clearCalls()
    const finished = app.next('sync.finished')
    await app.call('sync.retryPages', { runId: partial.id })

    expect(await finished).toMatchObject({ kind: 'pages', trigger: 'retry', status: 'success', calls: 1 })
    const shown = new Map((await app.stock(connectionId)).rows.map((row) => [row.sku, row.onHand]))
    for (const { sku } of rows) {
      const expected = app.cin7.expectedFigures().filter((row) => row.sku === sku)
      expect(shown.get(sku), sku).toBe(expected.reduce((sum, row) => sum + row.onHand, 0))
    }
    await expect(app.call('sync.retryPages', { runId: partial.id })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('a stock list that is suddenly much shorter', () => {
  it('is held until the user says that so much is gone', async () => {
    const { connectionId } = await app.connect()
    const before = await app.stock(connectionId)
    for (const { sku } of before.rows.slice(5)) app.cin7.clearStock(sku)

    const held = await app.sync(connectionId)
    expect(held).toMatchObject({ status: 'partial', failures: [{ code: 'list_held' }], changes: 0 })
    expect((await app.stock(connectionId)).rows).toEqual(before.rows)
    const overview = await app.call('sync.overview', { connectionId })
    expect(overview.held).toMatchObject([{ resource: 'availability' }])

    const finished = app.next('sync.finished')
    await app.call('sync.acceptHeld', { connectionId })
    expect((await finished).status).toBe('success')
    const left = (await app.stock(connectionId)).rows.filter(({ onHand }) => onHand !== 0)
    expect(left.length).toBeLessThanOrEqual(5)
    expect((await app.call('sync.overview', { connectionId })).held).toEqual([])
  })
})
