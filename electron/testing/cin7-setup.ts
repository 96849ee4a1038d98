import { afterEach, expect } from 'vitest'
import type { SyncFailure, SyncResource } from '../../shared/domain/sync-run'
import type { CallEnd } from '../connections/account'
import { createCin7 } from '../integrations/cin7'
import { stockList } from '../integrations/cin7/lists'
import { type Simulator, type SimulatorOptions, startSimulator } from '../integrations/cin7/simulator'
import { Secret } from '../lib/secret'
import type { OrderReading } from '../stock/order-writer'
import type { OrderGoodsInput, OrderInput, ProductInput, StockRowInput } from '../stock/provider-rows'
import type { SnapshotWriter } from '../stock/snapshot-writer'
import type { ListPosition } from '../stock/stock-sweep'
import type { ProviderRun } from '../sync/provider-run'
import type { ReadPlan } from '../sync/read-plan'
import { FakeClock } from './fake-clock'
import { seededRandom, silentLog } from './node-ports'

const LONGEST_PASSING_MS = 5 * 60_000
const small = { products: 40, locations: 2 }
let running: Simulator | null = null

afterEach(async () => {
  await running?.close()
  running = null
})

/** The real client against the simulator over real HTTP, on a clock that makes waits instant. */
export async function setUpCin7(options: SimulatorOptions = {}, { passUpToMs = LONGEST_PASSING_MS } = {}) {
  const clock = new FakeClock({ passUpToMs })
  const simulator = await startSimulator({ plan: small, clock, ...options })
  running = simulator
  const trackedFetch = clock.tracking((url, init) => fetch(url, init))
  const ends: CallEnd[] = []
  const onCallEnd = (_connectionId: string, end: CallEnd) => void ends.push(end)
  const cin7 = createCin7({ clock, fetch: trackedFetch, log: silentLog, random: seededRandom(11), onCallEnd })
  const access = {
    connectionId: 'one',
    apiUrl: simulator.url,
    credentials: new Secret(simulator.credentials),
  }
  const check = (changes: Partial<typeof access> = {}) =>
    cin7.checkCredentials({ ...access, ...changes, signal: new AbortController().signal })
  const ask = () => cin7.ask({ ...access, signal: new AbortController().signal })
  const sync = (run: ProviderRun) => cin7.sync({ ...access, run })
  return { simulator, clock, cin7, access, check, ask, sync, ends }
}

/** Keeps what a sync hands over; of a row that comes again on a later page, the later one. */
export class RecordingWriter implements SnapshotWriter {
  readonly steps: string[] = []
  readonly #products = new Map<string, ProductInput>()
  readonly #stock = new Map<string, StockRowInput>()
  readonly locations: string[] = []
  readonly commits: { isAtEnd: boolean }[] = []
  productsReadAt: number | null = null
  /** Of the stock list, as known from before. */
  pages: number | null = null
  /** Products whose stock is most worth reading. */
  worth: string[] = []
  readonly readAlone = new Map<string, readonly StockRowInput[] | null>()
  /** Where the stock list is to be read on. */
  start: ListPosition | null = null
  /** How far it was read. */
  position: ListPosition | null = null
  /** Of the stock list: every page so far could be read and used. */
  isWhole = true

  putLocations: SnapshotWriter['putLocations'] = (page) => {
    this.#step('locations')
    this.locations.push(...page.map(({ name }) => name))
  }
  putCategories = () => this.#step('categories')
  putSuppliers = () => this.#step('suppliers')
  putProducts: SnapshotWriter['putProducts'] = (page) => {
    this.#step('products')
    for (const product of page) this.#products.set(product.externalId, product)
  }
  putStock: SnapshotWriter['putStock'] = (page, read) => {
    if (read) {
      this.position = read.position
      this.isWhole &&= read.isWhole
    }
    this.#step('stock')
    for (const row of page) this.#stock.set(stockList.keyOf(row), row)
  }
  stockPosition = () => this.start
  productsBegun: SnapshotWriter['productsBegun'] = () => null
  areProductsRead = () => false
  keepProductPage: SnapshotWriter['keepProductPage'] = () => {}
  forgetProductPages = () => {}
  stockPages = () => this.pages
  productsOfWorth: SnapshotWriter['productsOfWorth'] = async (most) => this.worth.slice(0, most)
  putProductStock: SnapshotWriter['putProductStock'] = (externalId, rows) => {
    this.#step('stock of a product')
    this.readAlone.set(externalId, rows)
  }
  noteProductsRead = (at: number) => {
    this.productsReadAt = at
  }
  finishList: SnapshotWriter['finishList'] = async (list) => {
    this.#step(`finish ${list}`)
    return { isHeld: false }
  }
  commitStock: SnapshotWriter['commitStock'] = async ({ isAtEnd }) => {
    this.commits.push({ isAtEnd })
    this.#step('commit')
    return { changes: 0, isHeld: false }
  }
  readonly ordersPut: OrderInput[] = []
  readonly goods = new Map<string, OrderGoodsInput>()
  readonly orderReadings: OrderReading[] = []
  orders: SnapshotWriter['orders'] = {
    putOrders: (page) => void this.ordersPut.push(...page),
    unread: () => this.ordersPut.filter(({ isOpen }) => isOpen),
    putGoods: (id, goods) => void this.goods.set(id, goods),
    commit: (reading) => {
      this.orderReadings.push(reading)
      return { isBelieved: this.ordersPut.length > 0 }
    },
    forget: async () => {},
  }
  discard = async () => {}

  /** Pages of one list in a row count as one step. */
  #step(name: string): void {
    if (this.steps.at(-1) !== name) this.steps.push(name)
  }

  get products(): ProductInput[] {
    return [...this.#products.values()]
  }

  get stock(): StockRowInput[] {
    return [...this.#stock.values()]
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

const everything = {
  kind: 'full',
  pageSize: 1_000,
  pageLimit: 1_000,
  products: true,
  stock: true,
  changedSince: null,
} as const

/** A run that notes what it is told. */
export function aRun(plan: ReadPlan = everything) {
  const writer = new RecordingWriter()
  const abort = new AbortController()
  const failures: SyncFailure[] = []
  const pages: Parameters<ProviderRun['onPage']>[0][] = []
  const waits: Parameters<ProviderRun['onWait']>[0][] = []
  let calls = 0
  let rowsLost = 0
  const run: ProviderRun = {
    plan,
    writer,
    signal: abort.signal,
    onList: () => {},
    onPage: (page) => pages.push(page),
    onFailure: (failure) => failures.push(failure),
    onRowsLost: (_, rows) => {
      rowsLost += rows
    },
    onCall: () => {
      calls += 1
    },
    onWait: (wait) => waits.push(wait),
  }
  const waitedMs = () => waits.reduce((sum, wait) => sum + wait.waitedMs, 0)
  const rowsOf = (resource: SyncResource) =>
    pages.filter((page) => page.resource === resource).reduce((sum, page) => sum + page.rows, 0)
  return {
    run,
    writer,
    abort,
    failures,
    pages,
    waits,
    waitedMs,
    rowsOf,
    calls: () => calls,
    rowsLost: () => rowsLost,
  }
}

/** Every figure is there, and every product once. */
export function expectEverythingRead(simulator: Simulator, writer: RecordingWriter) {
  const expected = simulator.expectedFigures()
  const figures = writer.figures
  for (const { sku, location, available } of expected) {
    expect(figures.get(`${sku} @ ${location}`) ?? 0, `${sku} @ ${location}`).toBeCloseTo(available, 4)
  }
  const active = simulator.shop.products.filter(({ isDeprecated }) => !isDeprecated)
  expect(writer.products.map(({ sku }) => sku).sort()).toEqual(active.map(({ sku }) => sku.trim()).sort())
}
