import { afterEach, describe, expect, it } from 'vitest'
import type { SyncFailure } from '../../../shared/domain/sync-run'
import { AppError } from '../../../shared/errors'
import { Secret } from '../../lib/secret'
import type { ProductInput, StockRowInput } from '../../stock/provider-rows'
import type { SnapshotWriter } from '../../stock/snapshot-writer'
import type { ProviderRun } from '../../sync/provider-run'
import { FakeClock } from '../../testing/fake-clock'
import { seededRandom, silentLog } from '../../testing/node-ports'
import { createCin7 } from '.'
import {
  coreLimit,
  mostCallsWithin,
  type Simulator,
  type SimulatorOptions,
  shortestGap,
  startSimulator,
} from './simulator'

const LONGEST_PASSING_MS = 5 * 60_000
const small = { products: 40, locations: 2 }
const limitText = 'You have reached 60 calls per 60 seconds API limit.'

let simulator: Simulator

afterEach(async () => simulator?.close())

async function setUp(options: SimulatorOptions = {}, { passUpToMs = LONGEST_PASSING_MS } = {}) {
  const clock = new FakeClock({ passUpToMs })
  simulator = await startSimulator({ plan: small, clock, ...options })
  const trackedFetch = clock.tracking((url, init) => fetch(url, init))
  const cin7 = createCin7({ clock, fetch: trackedFetch, log: silentLog, random: seededRandom(11) })
  const access = {
    connectionId: 'one',
    apiUrl: simulator.url,
    credentials: new Secret(simulator.credentials),
  }
  const check = (changes: Partial<typeof access> = {}) =>
    cin7.checkCredentials({ ...access, ...changes, signal: new AbortController().signal })
  const sync = (run: ProviderRun) => cin7.sync({ ...access, run })
  return { clock, cin7, access, check, sync }
}

class RecordingWriter implements SnapshotWriter {
  readonly steps: string[] = []
  readonly products: ProductInput[] = []
  readonly stock: StockRowInput[] = []
  readonly locations: string[] = []

  putLocations: SnapshotWriter['putLocations'] = (page) => {
    this.#step('locations')
    this.locations.push(...page.map(({ name }) => name))
  }
  putCategories = () => this.#step('categories')
  putSuppliers = () => this.#step('suppliers')
  putProducts: SnapshotWriter['putProducts'] = (page) => {
    this.#step('products')
    this.products.push(...page)
  }
  putStock: SnapshotWriter['putStock'] = (page) => {
    this.#step('stock')
    this.stock.push(...page)
  }
  finishList: SnapshotWriter['finishList'] = async (list) => this.#step(`finish ${list}`)
  commitStock = async () => {
    this.#step('commit')
    return { changes: 0 }
  }
  discard = async () => {}

  /** Pages of one list in a row count as one step. */
  #step(name: string): void {
    if (this.steps.at(-1) !== name) this.steps.push(name)
  }

  /** Sums per SKU and location, in the simulator's words. */
  get figures(): Map<string, number> {
    const sums = new Map<string, number>()
    for (const { sku, location, available } of this.stock) {
      const pair = `${sku} @ ${location}`
      sums.set(pair, (sums.get(pair) ?? 0) + available)
    }
    return sums
  }
}

function aRun() {
  const writer = new RecordingWriter()
  const abort = new AbortController()
  const failures: SyncFailure[] = []
  const pages: Parameters<ProviderRun['onPage']>[0][] = []
  const waits: Parameters<ProviderRun['onWait']>[0][] = []
  let calls = 0
  const run: ProviderRun = {
    writer,
    signal: abort.signal,
    onPage: (page) => pages.push(page),
    onFailure: (failure) => failures.push(failure),
    onCall: () => {
      calls += 1
    },
    onWait: (wait) => waits.push(wait),
  }
  const waitedMs = () => waits.reduce((sum, wait) => sum + wait.waitedMs, 0)
  return { run, writer, abort, failures, pages, waits, waitedMs, calls: () => calls }
}

/** Every figure is there, none twice. */
function expectEverythingRead(writer: RecordingWriter) {
  const expected = simulator.expectedFigures()
  const figures = writer.figures
  for (const { sku, location, available } of expected) {
    expect(figures.get(`${sku} @ ${location}`) ?? 0, `${sku} @ ${location}`).toBeCloseTo(available, 4)
  }
  const grains = writer.stock.map(({ productExternalId, location, bin, batch, expiresAt }) =>
    [productExternalId, location, bin, batch, expiresAt].join('|'),
  )
  expect(new Set(grains).size).toBe(grains.length)
  const active = simulator.shop.products.filter(({ isDeprecated }) => !isDeprecated)
  expect(writer.products.map(({ sku }) => sku).sort()).toEqual(active.map(({ sku }) => sku.trim()).sort())
}

describe('checking credentials', () => {
  it('tells whose account it is', async () => {
    const { check } = await setUp()
    expect(await check()).toMatchObject({
      companyName: 'Harbour Supply Co',
      currency: 'NZD',
      timeZone: 'Pacific/Auckland',
      responseMs: expect.any(Number),
    })
    expect(simulator.calls.map(({ path }) => path)).toEqual(['me', 'product'])
  })

  it('refuses wrong keys after no more calls than needed', async () => {
    const { check } = await setUp()
    const credentials = new Secret({ accountId: 'wrong', applicationKey: 'wrong' })
    await expect(check({ credentials })).rejects.toMatchObject({ code: 'credentials_rejected' })
    expect(simulator.calls).toHaveLength(2)
  })

  it('never sends, nor repeats, keys with characters that no header takes', async () => {
    const { check } = await setUp()
    const credentials = new Secret({ accountId: 'ключ-1', applicationKey: 'a\nb' })
    const failure = await check({ credentials }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'credentials_rejected' })
    expect(String((failure as Error).message)).not.toContain('ключ')
    expect(simulator.calls).toHaveLength(0)
  })

  it('accepts keys that may read products but not the company', async () => {
    const { check } = await setUp()
    simulator.addFault({
      path: 'me',
      status: 403,
      body: { ErrorCode: 403, Exception: 'No access' },
      times: 9,
    })
    expect(await check()).toMatchObject({ companyName: 'Cin7 Core account', currency: '', timeZone: '' })
  })

  it('refuses keys that may not read products', async () => {
    const { check } = await setUp()
    simulator.addFault({ path: 'product', status: 403, body: 'Incorrect credentials!', times: 9 })
    await expect(check()).rejects.toMatchObject({ code: 'credentials_rejected' })
  })

  it.each([
    [
      'a captive portal',
      { status: 200, body: '<html>Sign in</html>', headers: { 'Content-Type': 'text/html' } },
      'not_the_provider',
    ],
    [
      'a redirect',
      { status: 302, body: '', headers: { Location: 'https://example.com/' } },
      'not_the_provider',
    ],
    ['another service', { status: 200, body: { hello: 'world' } }, 'provider_changed'],
    ['a service that is down', { status: 503, body: '' }, 'provider_unavailable'],
    ['a connection that is cut', { cut: 'before' as const }, 'provider_unavailable'],
  ])('tells %s', async (_, fault, code) => {
    const { check } = await setUp()
    simulator.addFault({ ...fault, times: Number.POSITIVE_INFINITY })
    await expect(check()).rejects.toMatchObject({ code })
  })

  it('tells an address with a wrong path', async () => {
    const { check } = await setUp()
    const apiUrl = simulator.url.replace('v2', 'v9')
    await expect(check({ apiUrl })).rejects.toMatchObject({ code: 'not_the_provider' })
  })

  it('tells that nobody listens', async () => {
    const { check } = await setUp()
    await simulator.close()
    await expect(check()).rejects.toMatchObject({ code: 'offline' })
    simulator = await startSimulator({ plan: small })
  })

  it('waits out a short limit, and says so when it lasts', async () => {
    const { check } = await setUp()
    simulator.addFault({ status: 429, headers: { 'Retry-After': '60 Seconds' }, body: limitText })
    expect(await check()).toMatchObject({ companyName: 'Harbour Supply Co' })
    simulator.addFault({
      status: 429,
      headers: { 'Retry-After': '' },
      body: limitText,
      times: Number.POSITIVE_INFINITY,
    })
    await expect(check()).rejects.toMatchObject({ code: 'rate_limited' })
  })
})

describe('a sync', () => {
  it('reads every list in the order in which rows refer to each other, then makes the figures visible', async () => {
    const { sync } = await setUp()
    const { run, writer, failures, calls } = aRun()
    await sync(run)
    expect(writer.steps).toEqual([
      'locations',
      'finish locations',
      'categories',
      'finish categories',
      'suppliers',
      'finish suppliers',
      'products',
      'finish products',
      'stock',
      'commit',
    ])
    expect(failures).toEqual([])
    expect(calls()).toBe(simulator.calls.length)
    expectEverythingRead(writer)
  })

  it('asks for levels and suppliers and for the largest pages', async () => {
    const { sync } = await setUp()
    const { run, writer } = aRun()
    await sync(run)
    const asked = simulator.calls.find(({ path }) => path === 'product')?.query
    expect(asked).toMatchObject({ limit: '1000', IncludeReorderLevels: 'true', IncludeSuppliers: 'true' })
    expect(
      writer.products.some(
        ({ suppliers, reorderPoints }) => suppliers.length > 0 && reorderPoints.length > 0,
      ),
    ).toBe(true)
  })

  it('leaves out bins that are listed as locations', async () => {
    const { sync } = await setUp()
    const { run, writer } = aRun()
    await sync(run)
    expect(writer.locations).toEqual(simulator.shop.locations.map(({ name }) => name))
  })

  it.each([
    ['the real page size is hidden', { pageCap: 7 }],
    ['the total is missing', { pageCap: 7, total: 'absent' as const }],
    ['the total is too low', { pageCap: 7, total: { offBy: -9 } }],
    ['the total is too high', { pageCap: 7, total: { offBy: 100 } }],
    ['the total changes from page to page', { pageCap: 7, total: 'drifting' as const }],
    ['the account is an older one', { olderAccount: true }],
    [
      'rows are inserted meanwhile',
      { pageCap: 7, rowShift: { path: 'ref/productavailability', fromPage: 3, rows: 1 } },
    ],
    ['products are inserted meanwhile', { pageCap: 7, rowShift: { path: 'product', fromPage: 2, rows: 2 } }],
    [
      'rows are removed meanwhile',
      { pageCap: 7, rowShift: { path: 'ref/productavailability', fromPage: 3, rows: -1 } },
    ],
  ])('reads everything once when %s', async (_, behaviour) => {
    const { sync } = await setUp(behaviour)
    const { run, writer } = aRun()
    await sync(run)
    expectEverythingRead(writer)
  })

  it('tells after each page how far it is', async () => {
    const { sync } = await setUp({ pageCap: 10 })
    const { run, pages } = aRun()
    await sync(run)
    const products = pages.filter(({ resource }) => resource === 'products')
    expect(products.map(({ pagesDone, pagesKnown, rows }) => [pagesDone, pagesKnown, rows])).toEqual([
      [1, 4, 10],
      [2, 4, 10],
      [3, 4, 10],
      [4, 4, 10],
    ])
  })

  it('stays within Core’s limit over many calls, so that it is never refused', async () => {
    const { sync, cin7, check } = await setUp({ pageCap: 1, limit: coreLimit })
    const first = aRun()
    await Promise.all([sync(first.run), check(), check()])
    expect(simulator.calls.length).toBeGreaterThan(120)
    expect(mostCallsWithin(simulator.calls, 60_000)).toBeLessThanOrEqual(55)
    expect(shortestGap(simulator.calls)).toBeGreaterThanOrEqual(350)
    expect(Math.max(...simulator.calls.map(({ inFlight }) => inFlight))).toBe(1)
    expect(simulator.calls.every(({ status }) => status === 200)).toBe(true)
    expect(cin7.budget('one').limit).toBe(60)
    expectEverythingRead(first.writer)
  })

  it('keeps the pace of one connection apart from another’s, and forgets it when told', async () => {
    const { check, cin7 } = await setUp()
    await check()
    expect(cin7.budget('one')).toEqual({ used: 2, limit: 60 })
    expect(cin7.budget('two')).toEqual({ used: 0, limit: 60 })
    cin7.forget('one')
    expect(cin7.budget('one')).toEqual({ used: 0, limit: 60 })
  })
})

describe('a sync that is told to slow down', () => {
  const object = { ErrorCode: 429, Exception: limitText }
  it.each([
    [
      '429 with “60 Seconds”',
      { status: 429, headers: { 'Retry-After': '60 Seconds' }, body: [object] },
      60_000,
    ],
    ['429 with “30 sec”', { status: 429, headers: { 'Retry-After': '30 sec' }, body: object }, 30_000],
    ['429 with “30”', { status: 429, headers: { 'Retry-After': '30' }, body: '' }, 30_000],
    ['429 with nonsense', { status: 429, headers: { 'Retry-After': 'soon' }, body: object }, 10_000],
    ['429 without Retry-After', { status: 429, headers: { 'Retry-After': '' }, body: object }, 10_000],
    ['429 with an endless wait', { status: 429, headers: { 'Retry-After': '86400' }, body: object }, 300_000],
    [
      '503 with the text',
      { status: 503, headers: { 'Retry-After': '' }, body: [{ ...object, ErrorCode: 503 }] },
      10_000,
    ],
    [
      '400 with the text',
      { status: 400, headers: { 'Retry-After': '' }, body: [{ ...object, ErrorCode: 400 }] },
      10_000,
    ],
    ['an error object with status 200', { status: 200, headers: {}, body: [object] }, 10_000],
  ])('waits out %s and loses no page', async (_, fault, expectedMs) => {
    const { sync } = await setUp({ pageCap: 15 })
    simulator.addFault({ ...fault, path: 'product', page: 2 })
    const { run, writer, waits, waitedMs } = aRun()
    await sync(run)
    expectEverythingRead(writer)
    expect(waitedMs()).toBe(expectedMs)
    expect(waits.map(({ until }) => until === null)).toEqual([false, true])
  })

  it('waits until the date the service names, by the service’s own clock', async () => {
    const { sync, clock } = await setUp()
    const serverNow = clock.now() + 86_400_000
    const headers = {
      Date: new Date(serverNow).toUTCString(),
      'Retry-After': new Date(serverNow + 40_000).toUTCString(),
    }
    simulator.addFault({ status: 429, headers, body: limitText, path: 'product' })
    const { run, waitedMs } = aRun()
    await sync(run)
    expect(waitedMs()).toBe(40_000)
  })

  it('waits longer each time when refused three times in a row', async () => {
    const { sync, clock } = await setUp()
    simulator.addFault({
      status: 429,
      headers: { 'Retry-After': '' },
      body: limitText,
      path: 'supplier',
      times: 3,
    })
    const { run, writer, waits, waitedMs } = aRun()
    const startedAt = clock.now()
    await sync(run)
    expectEverythingRead(writer)
    expect(waitedMs()).toBe(70_000)
    expect(waits[0]?.until).toBeGreaterThanOrEqual(startedAt + 10_000)
  })

  it('comes through although other software uses the same key', async () => {
    const { sync } = await setUp({ pageCap: 2, limit: { calls: 20, windowMs: 60_000 } })
    const { run, writer } = aRun()
    await sync(run)
    expectEverythingRead(writer)
  })

  it('gives up when the limit never ends', async () => {
    const { sync } = await setUp()
    simulator.addFault({ status: 429, body: limitText, path: 'product', times: Number.POSITIVE_INFINITY })
    await expect(sync(aRun().run)).rejects.toMatchObject({ code: 'rate_limited' })
  })
})

describe('a sync that meets a fault', () => {
  const forEver = { times: Number.POSITIVE_INFINITY }

  it.each([
    ['a cut connection', { cut: 'before' as const }],
    ['a connection cut after the headers', { cut: 'after-headers' as const }],
    ['a connection cut in the body', { cut: 100 }],
    ['a truncated body', { truncate: 200 }],
    ['an empty body', { body: '' }],
    ['status 500', { status: 500, body: '' }],
    ['status 502 with HTML', { status: 502, body: '<html>Bad gateway</html>' }],
    ['status 503 without the limit’s words', { status: 503, body: '' }],
    ['a 403 in a burst', { status: 403, body: 'Incorrect credentials!' }],
  ])('gets over %s', async (_, fault) => {
    const { sync } = await setUp({ pageCap: 15 })
    simulator.addFault({ ...fault, path: 'ref/productavailability', page: 2, times: 2 })
    const { run, writer, failures } = aRun()
    await sync(run)
    expectEverythingRead(writer)
    expect(failures).toEqual([])
  })

  it.each([
    ['status 500', { status: 500, body: '' }, 'provider_unavailable', 5],
    ['a cut connection', { cut: 50 }, 'provider_unavailable', 5],
    ['a truncated body', { truncate: 50 }, 'provider_changed', 5],
    ['HTML', { body: '<html></html>', headers: { 'Content-Type': 'text/html' } }, 'not_the_provider', 1],
    ['a refusal', { status: 400, body: { ErrorCode: 400, Exception: 'No.' } }, 'provider_refused', 1],
    [
      'an error object with status 200',
      { body: { ErrorCode: 404, Exception: 'No.' } },
      'provider_refused',
      1,
    ],
    ['an unknown shape', { body: { Total: 3, Rows: [] } }, 'provider_changed', 1],
    ['refused keys', { status: 403, body: 'Incorrect credentials!' }, 'credentials_rejected', 3],
  ])('keeps the old figures when %s lasts', async (_, fault, code, calls) => {
    const { sync } = await setUp({ pageCap: 15 })
    simulator.addFault({ ...fault, ...forEver, path: 'ref/productavailability', page: 2 })
    const { run, writer } = aRun()
    await expect(sync(run)).rejects.toMatchObject({ code })
    expect(writer.steps).not.toContain('commit')
    const tries = simulator.calls.filter(({ path, page }) => path === 'ref/productavailability' && page === 2)
    expect(tries).toHaveLength(calls)
  })

  it('goes on without suppliers when only these are refused, and retires none', async () => {
    const { sync } = await setUp()
    simulator.addFault({
      path: 'supplier',
      status: 403,
      body: { ErrorCode: 403, Exception: 'No access.' },
      ...forEver,
    })
    const { run, writer, failures } = aRun()
    await sync(run)
    expectEverythingRead(writer)
    expect(writer.steps).not.toContain('finish suppliers')
    expect(failures).toEqual([
      {
        resource: 'suppliers',
        page: null,
        code: 'provider_refused',
        message: 'Cin7 refused the request: No access.',
      },
    ])
  })

  it('says a thousand times nothing about a thousand strange rows, and loses no good one', async () => {
    const { sync } = await setUp()
    const strange = Array.from({ length: 1_000 }, (_, index) => ({
      ID: `x${index}`,
      Location: 'Here',
      OnHand: 'many',
    }))
    simulator.addFault({
      path: 'ref/productavailability',
      page: 1,
      change: (json) => {
        const page = json as { ProductAvailabilityList: unknown[] }
        return { ...page, ProductAvailabilityList: [...strange, ...page.ProductAvailabilityList] }
      },
    })
    const { run, writer, failures, pages } = aRun()
    await sync(run)
    expectEverythingRead(writer)
    expect(pages.find(({ resource }) => resource === 'availability')?.failed).toBe(1_000)
    expect(failures).toHaveLength(21)
    expect(failures[0]).toMatchObject({ resource: 'availability', page: 1, code: 'provider_changed' })
    expect(failures[0]?.message).toContain('Row 1 of page 1 (x0)')
    expect(failures[20]?.message).toContain('980 more')
  })

  it('retires no product when a row of the list could not be read', async () => {
    const { sync } = await setUp()
    simulator.addFault({
      path: 'product',
      page: 1,
      change: (json) => {
        const page = json as { Products: unknown[] }
        return { ...page, Products: [null, ...page.Products.slice(1)] }
      },
    })
    const { run, writer } = aRun()
    await sync(run)
    expect(writer.steps).not.toContain('finish products')
    expect(writer.steps).toContain('commit')
  })

  it('takes upper- and lower-case GUIDs for the same product', async () => {
    const { sync } = await setUp()
    simulator.addFault({
      path: 'ref/productavailability',
      page: 1,
      change: (json) =>
        JSON.parse(JSON.stringify(json).replaceAll(/"ID":"[^"]+"/g, (id) => id.toUpperCase())),
    })
    const { run, writer } = aRun()
    await sync(run)
    const known = new Set(writer.products.map(({ externalId }) => externalId))
    expect(writer.stock.every(({ productExternalId }) => known.has(productExternalId))).toBe(true)
  })

  it.each([
    ['says what it could not deliver', (page: object) => ({ ...page, Errors: ['Two rows are locked.'] })],
    ['leaves the list out', (page: object) => ({ ...page, ProductAvailabilityList: null })],
  ])('keeps the old figures when Cin7 %s', async (_, change) => {
    const { sync } = await setUp()
    simulator.addFault({ path: 'ref/productavailability', page: 1, change: (json) => change(json as object) })
    const { run, writer, failures } = aRun()
    await expect(sync(run)).rejects.toMatchObject({ code: 'provider_changed' })
    expect(writer.steps).not.toContain('commit')
    expect(failures).toHaveLength(1)
  })

  it('retires no supplier when Cin7 could not deliver them all', async () => {
    const { sync } = await setUp()
    simulator.addFault({
      path: 'supplier',
      page: 1,
      change: (json) => ({ ...(json as object), SupplierList: null }),
    })
    const { run, writer, failures } = aRun()
    await sync(run)
    expect(writer.steps).not.toContain('finish suppliers')
    expect(writer.steps).toContain('commit')
    expect(failures).toMatchObject([{ resource: 'suppliers', page: 1 }])
  })

  it('passes on what the writer refuses', async () => {
    const { sync } = await setUp()
    const { run, writer } = aRun()
    writer.commitStock = () => Promise.reject(new AppError('provider_changed', 'The list is empty.'))
    await expect(sync(run)).rejects.toThrow('The list is empty.')
  })

  it('stops reading on when a page cannot be stored', async () => {
    const { sync } = await setUp({ pageCap: 5 })
    const { run, writer } = aRun()
    writer.putProducts = () => {
      throw new AppError('storage_full', 'The disk is full.')
    }
    await expect(sync(run)).rejects.toMatchObject({ code: 'storage_full' })
    expect(simulator.calls.filter(({ path }) => path === 'product').length).toBeLessThanOrEqual(2)
  })
})

describe('a sync that is cancelled', () => {
  const cancelled = new AppError('cancelled', 'The sync was cancelled.')

  it('stops at once while the service is silent', async () => {
    const { sync } = await setUp()
    const { run, abort, writer } = aRun()
    simulator.addFault({ path: 'product', hang: true })
    simulator.beforeAnswer({ path: 'product' }, () => abort.abort(cancelled))
    await expect(sync(run)).rejects.toBe(cancelled)
    expect(writer.steps).not.toContain('commit')
  })

  it('stops at once while an answer drips in', async () => {
    const { sync } = await setUp()
    const { run, abort } = aRun()
    simulator.addFault({ path: 'product', drip: { bytes: 1, everyMs: 5 } })
    simulator.beforeAnswer({ path: 'product' }, () => setImmediate(() => abort.abort(cancelled)))
    await expect(sync(run)).rejects.toBe(cancelled)
  })

  it('stops at once while it waits out the limit', async () => {
    const { sync } = await setUp({}, { passUpToMs: 350 })
    const { run, abort, waits } = aRun()
    simulator.addFault({ path: 'product', status: 429, body: limitText })
    const given = run.onWait
    run.onWait = (wait) => {
      given(wait)
      if (wait.until !== null) abort.abort(cancelled)
    }
    await expect(sync(run)).rejects.toBe(cancelled)
    expect(waits.at(-1)?.until).toBeNull()
  })

  it('stops at once while it waits for its turn', async () => {
    const { sync } = await setUp({}, { passUpToMs: 0 })
    const { run, abort } = aRun()
    run.onPage = () => abort.abort(cancelled)
    await expect(sync(run)).rejects.toBe(cancelled)
    expect(simulator.calls).toHaveLength(1)
  })
})
