import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SyncRun } from '../shared/domain/sync-run'
import type { Fault } from './integrations/cin7/simulator'
import { expectNothingLeftBehind, expectShopStored, readStore } from './testing/expect-shop'
import { changeAll, smallShop } from './testing/small-shop'
import { createTestApp, type TestApp } from './testing/test-app'
import { waitUntil } from './testing/wait-until'

const STOCK = 'ref/productavailability'
const forEver = { times: Number.POSITIVE_INFINITY }

let app: TestApp
let connectionId: string

beforeEach(async () => {
  app = await createTestApp({ simulator: { shop: smallShop({ products: 60, locations: 2 }) } })
  await app.call('settings.set', { syncAutomatically: false })
  changeAll(app.cin7, 1)
  connectionId = (await app.connect()).connectionId
  app.cin7.behaviour.pageCap = 30
  changeAll(app.cin7, 2)
})

afterEach(() => app.close())

const read = (sql: string) => readStore(app, (db) => db.prepare(sql).all())
const stockRows = 'SELECT * FROM stock_rows ORDER BY id'
const stockIds = 'SELECT id FROM stock_rows ORDER BY id'

async function expectNextSyncMakesGood(): Promise<void> {
  app.cin7.clearFaults()
  expect(await app.sync(connectionId)).toMatchObject({ status: 'success' })
  await expectShopStored(app, connectionId)
  expectNothingLeftBehind(app)
}

describe('a network that wants a sign-in', () => {
  it.each([
    ['a page of its own', { body: '<html>Welcome, guest</html>', headers: { 'Content-Type': 'text/html' } }],
    ['a redirect', { status: 302, headers: { Location: 'http://guest.invalid/' }, body: '' }],
    ['status 511', { status: 511, body: '<html>Sign in</html>', headers: { 'Content-Type': 'text/html' } }],
  ])('is told by its name when it answers with %s, and touches no row', async (_, fault) => {
    const before = read(stockRows)
    app.cin7.addFault({ ...fault, ...forEver, path: STOCK, page: 2 })

    const run = await app.sync(connectionId)

    expect(run).toMatchObject({ status: 'failed', failures: [{ code: 'not_the_provider' }] })
    expect(run.failures[0]?.message).toMatch(/sign in to the network/i)
    expect(read(stockRows)).toEqual(before)
    await expectNextSyncMakesGood()
  })
})

describe('keys that are refused in the middle of a sync', () => {
  it('end it with one request to the user, keep the figures, and are not tried again by themselves', async () => {
    await app.call('settings.set', { syncAutomatically: true })
    const before = read(stockRows)
    app.cin7.addFault({ ...forEver, path: STOCK, after: 2, status: 403, body: 'Incorrect credentials!' })
    app.events.length = 0

    const run = await app.sync(connectionId)
    app.cin7.clearCalls()
    await app.clock.advance(24 * 60 * 60_000)

    expect(run).toMatchObject({ status: 'failed', failures: [{ code: 'credentials_rejected' }] })
    expect(read(stockRows)).toEqual(before)
    expect(app.cin7.calls).toEqual([])
    expect(app.events.filter(({ name }) => name === 'connection.changed')).toHaveLength(1)
    const [connection] = await app.call('connections.list', {})
    expect(connection?.problem).toMatchObject({ code: 'credentials_rejected' })
  })
})

describe('a stock list that Cin7 does not deliver as a whole', () => {
  it.each([
    ['says what is missing', (page: object) => ({ ...page, Errors: ['Two rows are locked.'] })],
    ['leaves the list out', (page: object) => ({ ...page, ProductAvailabilityList: null })],
  ])('is stored as far as it came, and nothing is removed, when Cin7 %s', async (_, change) => {
    const [gone] = app.cin7.shop.products
    app.cin7.clearStock(gone?.sku ?? '')
    const before = read(stockIds)
    app.cin7.addFault({ path: STOCK, page: 2, change: (json) => change(json as object) })

    const run = await app.sync(connectionId)

    expect(run).toMatchObject({ status: 'partial', failures: [{ resource: 'availability', page: 2 }] })
    expect(run.changes).toBeGreaterThan(0)
    expect(read(stockIds)).toEqual(expect.arrayContaining(before))
    await expectNextSyncMakesGood()
  })
})

describe('an empty list where much was stored', () => {
  it.each([
    ['stock list', STOCK, 'ProductAvailabilityList', 'availability', stockRows],
    ['product list', 'product', 'Products', 'products', 'SELECT id, missed_lists FROM products'],
  ] as const)(
    'removes nothing, however often it comes, when it is the %s',
    async (_, path, key, resource, sql) => {
      const before = read(sql)
      app.cin7.addFault({ ...forEver, path, body: { Total: 0, Page: 1, [key]: [] } })

      for (let times = 0; times < 3; times += 1) {
        const run = await app.sync(connectionId)
        expect(run).toMatchObject({ status: 'partial', failures: [{ code: 'list_held', resource }] })
      }

      expect(read(sql)).toEqual(before)
      expect((await app.call('sync.overview', { connectionId })).held).toMatchObject([{ resource }])
      await expectNextSyncMakesGood()
    },
  )
})

describe('a service that falls silent', () => {
  let requests: number

  beforeEach(() => {
    requests = 0
    app.fetchThrough((url, init) => {
      requests += 1
      return fetch(url, init)
    })
  })

  const arrived = () => app.cin7.calls.filter(({ path, page }) => path === STOCK && page === 2).length

  async function syncAgainstSilence(fault: Fault & { times: number }): Promise<SyncRun> {
    app.cin7.clearCalls()
    app.cin7.addFault({ ...fault, path: STOCK, page: 2 })
    const finished = app.next('sync.finished')
    await app.call('sync.start', { connectionId, kind: 'full' })
    for (let n = 1; n <= fault.times; n += 1) {
      await waitUntil(() => arrived() === n)
      const before = requests
      await app.clock.passUntil(() => requests > before)
    }
    return finished
  }

  it.each<[string, Fault]>([
    ['before its answer', { hang: true }],
    ['after the first byte', { drip: { bytes: 1, everyMs: 1_000_000 } }],
  ])('%s is asked again once its time is up', async (_, fault) => {
    const run = await syncAgainstSilence({ ...fault, times: 4 })
    expect(run).toMatchObject({ status: 'success', retries: 4 })
    await expectShopStored(app, connectionId)
  })

  it('for ever costs its page and is told', async () => {
    const run = await syncAgainstSilence({ hang: true, times: 5 })
    expect(run).toMatchObject({ status: 'partial', failures: [{ code: 'timed_out', page: 2 }] })
    await expectNextSyncMakesGood()
  })

  it('holds up no cancel', async () => {
    app.cin7.clearCalls()
    app.cin7.addFault({ path: STOCK, page: 2, hang: true })
    const finished = app.next('sync.finished')
    await app.call('sync.start', { connectionId, kind: 'full' })
    await waitUntil(() => arrived() > 0)
    const askedAt = app.clock.now()

    await app.call('sync.cancel', { connectionId })

    expect(await finished).toMatchObject({ status: 'cancelled' })
    expect(app.clock.now() - askedAt).toBeLessThan(1_000)
    await expectNextSyncMakesGood()
  })
})
