import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectNothingLeftBehind, expectShopOnScreen, expectShopStored } from './testing/expect-shop'
import { noNetwork } from './testing/node-ports'
import { createTestApp, type TestApp } from './testing/test-app'
import { waitUntil } from './testing/wait-until'

const plan = { products: 60, locations: 2, seed: 5 }
const MINUTE_MS = 60_000

let app: TestApp

beforeEach(async () => {
  app = await createTestApp({ simulator: { plan } })
})

afterEach(() => app.close())

async function firstRow(connectionId: string) {
  const row = (await app.stock(connectionId)).rows[0]
  if (!row) throw new Error('no rows')
  return row
}

function setEverywhere(sku: string, onHand: number): void {
  for (const { name } of app.cin7.shop.locations) app.cin7.setStock({ sku, location: name }, { onHand })
}

describe('a sync that is cut short', () => {
  const cutNetwork = () => {
    let backAt = Number.NaN
    app.fetchThrough(noNetwork)
    const mend = () =>
      app.fetchThrough((url, init) => {
        backAt ||= app.clock.now()
        return fetch(url, init)
      })
    return { mend, backAt: () => backAt }
  }

  it('waits ten minutes for the network, says so once and goes on within a minute when it is back', async () => {
    const { connectionId } = await app.connect()
    const network = cutNetwork()
    app.events.length = 0
    const finished = app.next('sync.finished')
    const startedAt = app.clock.now()
    await app.call('sync.start', { connectionId, kind: 'full' })
    await waitUntil(() => app.clock.now() - startedAt >= 10 * MINUTE_MS)
    const mendedAt = app.clock.now()
    network.mend()

    const run = await finished
    expect(run).toMatchObject({ status: 'success', failures: [], limitWaits: 0 })
    expect(run.waitedMs).toBeGreaterThanOrEqual(9 * MINUTE_MS)
    expect(network.backAt() - mendedAt).toBeLessThanOrEqual(MINUTE_MS)
    const waits = app.events.flatMap((event) =>
      event.name === 'sync.progress' && event.payload.waitingFor ? [event.payload.waitingFor] : [],
    )
    expect(new Set(waits)).toEqual(new Set(['network']))
    const everyRun = { connectionId, status: null, trigger: null, kind: null, offset: 0, limit: 50 }
    expect((await app.call('sync.runs', everyRun)).total).toBe(2)
  })

  it('gives up on a network that stays away for hours, and syncs within a minute or two when it is back', async () => {
    const { connectionId } = await app.connect()
    const network = cutNetwork()
    expect(await app.sync(connectionId)).toMatchObject({ status: 'failed', failures: [{ code: 'offline' }] })
    const finished = app.next('sync.finished')
    const mendedAt = app.clock.now()
    network.mend()

    expect(await finished).toMatchObject({ trigger: 'network', kind: 'full', status: 'success' })
    expect(network.backAt() - mendedAt).toBeLessThan(2 * MINUTE_MS)
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
    expect(partial).toMatchObject({ status: 'partial', retries: 4, failed: 20 })
    expect(partial.failures).toMatchObject([{ resource: 'availability', page: 2, isWholePage: true }])

    app.cin7.clearFaults()
    app.cin7.clearCalls()
    const finished = app.next('sync.finished')
    await app.call('sync.retryPages', { runId: partial.id })

    expect(await finished).toMatchObject({ kind: 'pages', trigger: 'retry', status: 'success', calls: 1 })
    await expectShopOnScreen(app, connectionId)
    await expect(app.call('sync.retryPages', { runId: partial.id })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('a sync that goes on where one failed', () => {
  it('reads the pages again at which the service went down', async () => {
    const { connectionId } = await app.connect()
    app.cin7.behaviour.pageCap = 20
    const shown = (await app.stock(connectionId)).rows
    for (const { sku } of shown.slice(0, 20)) app.cin7.clearStock(sku)
    for (const { sku } of shown.slice(20)) setEverywhere(sku, 44)
    app.cin7.addFault({
      path: 'ref/productavailability',
      after: 2,
      status: 500,
      body: '',
      times: Number.POSITIVE_INFINITY,
    })
    expect((await app.sync(connectionId)).status).toBe('failed')
    app.cin7.clearFaults()

    expect((await app.sync(connectionId)).status).toBe('success')
    await expectShopStored(app, connectionId)
    expectNothingLeftBehind(app)
  })
})

describe('a page of which no row can be used', () => {
  it('leaves the figures that it may have held', async () => {
    const { connectionId } = await app.connect()
    const before = (await app.stock(connectionId)).rows
    app.cin7.behaviour.pageCap = 20
    app.cin7.addFault({
      path: 'ref/productavailability',
      page: 2,
      change: (json) => {
        const page = json as { ProductAvailabilityList: { OnHand: unknown }[] }
        for (const row of page.ProductAvailabilityList) row.OnHand = 'a lot'
        return page
      },
    })

    expect(await app.sync(connectionId)).toMatchObject({ status: 'partial', failed: 20, changes: 0 })
    expect((await app.stock(connectionId)).rows).toMatchObject(
      before.map(({ sku, onHand }) => ({ sku, onHand })),
    )
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

describe('a list with more pages than may be read', () => {
  it('is told to be cut off, and read on when the limit is raised', async () => {
    const { connectionId } = await app.connect()
    app.cin7.behaviour.pageCap = 20
    await app.call('settings.set', { pageLimit: 3 })
    for (const { sku, location } of app.cin7.expectedFigures())
      app.cin7.setStock({ sku, location }, { onHand: 66 })

    const cut = await app.sync(connectionId)
    expect(cut).toMatchObject({ status: 'partial', failures: [{ code: 'page_limit' }] })
    expect(cut.failures[0]?.message).toMatch(/left \d+ of \d+ pages of Cin7's stock list unread/)

    await app.call('settings.set', { pageLimit: 50 })
    app.cin7.clearCalls()
    expect((await app.sync(connectionId)).status).toBe('success')
    const pages = app.cin7.calls.flatMap(({ path, page }) =>
      path === 'ref/productavailability' ? [page] : [],
    )
    expect(Math.min(...pages)).toBe(4)
    await expectShopOnScreen(app, connectionId)
  })
})
