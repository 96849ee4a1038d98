import type { SyncRun } from '../../shared/domain/sync-run'
import { aSyncRun } from '../../shared/testing/a-sync-run'
import type { Database } from '../db/database'
import type { StockRowInput } from '../stock/provider-rows'
import { StockIndex } from '../stock/stock-index'
import { createSnapshotWriter } from '../stock/stock-store'
import { SyncRunStore } from '../sync/sync-run-store'
import { CatchUp } from '../webhooks/catch-up'
import { DeliveryWorker } from '../webhooks/delivery-worker'
import { FeedStore } from '../webhooks/feed-store'
import { ProductReader } from '../webhooks/product-reader'
import { ProductRuns } from '../webhooks/product-runs'
import type { DeliveryContents, SaleRef } from '../webhooks/provider-hooks'
import { Refresher } from '../webhooks/refresher'
import { aLocation, aProduct, aStockRow, storeConnection } from './factories'
import { FakeClock } from './fake-clock'
import { nodeRandom, silentLog } from './node-ports'
import { readingOn, signal, type TestRun, whole } from './stock-setup'
import { TableInbox } from './table-inbox'
import { openTestDatabase } from './test-database'

export const externalIdOf = (sku: string): string => `product-${sku.toLowerCase()}`

/** A row as a delivery has it. */
export function aDeliveredRow(values: Partial<StockRowInput> = {}) {
  const { inTransit: _, nextDeliveryAt: __, ...row } = aStockRow(values)
  return row
}

/** The parts of live updates that work on figures, on a store with one connection. The provider's answers are given by the test. */
export class LiveSetup {
  readonly db: Database
  readonly clock: FakeClock
  readonly connectionId: string
  readonly index: StockIndex
  readonly history: SyncRunStore
  readonly inbox: TableInbox
  readonly feeds: FeedStore
  readonly runs: ProductRuns
  readonly worker: DeliveryWorker
  readonly refresher: Refresher
  /** When deliveries arrived, on the monotonic clock. */
  readonly arrived = new Map<number, number>()
  /** What the provider was asked for, in order. */
  readonly asked: string[] = []
  readonly started: SyncRun[] = []
  reviews = 0
  isSyncing = false
  areKeysAccepted = true
  pageSize = 1000
  /** What the provider answers. */
  answer: (externalId: string) => Promise<StockRowInput[] | null> | StockRowInput[] | null = () => []
  answerSale: (sale: SaleRef) => Promise<string[] | null> | string[] | null = () => []
  readContents: (body: unknown) => DeliveryContents = (body) => body as DeliveryContents
  #syncs = 0

  constructor({
    db,
    clock = new FakeClock(),
    connectionId,
  }: Partial<Pick<LiveSetup, 'db' | 'clock' | 'connectionId'>> = {}) {
    this.clock = clock
    this.db = db ?? openTestDatabase()
    this.connectionId = connectionId ?? storeConnection(this.db)
    this.index = new StockIndex({ db: this.db, connectionId: this.connectionId, clock, today: () => 0 })
    this.history = new SyncRunStore({ db: this.db })
    this.inbox = new TableInbox(this.db)
    this.feeds = new FeedStore({ db: this.db })
    const common = { db: this.db, clock, log: silentLog, feeds: this.feeds }
    this.runs = new ProductRuns({
      ...common,
      random: nodeRandom,
      runs: this.history,
      onEnded: () => undefined,
    })
    const onChanged = (_: string, productIds: readonly number[] | null) => void this.index.changed(productIds)
    this.refresher = new Refresher({
      ...common,
      runs: this.runs,
      reader: new ProductReader({
        ...common,
        runs: this.runs,
        productStock: async (_, externalId, reading) => {
          reading.onCall()
          this.asked.push(externalId)
          return this.answer(externalId)
        },
        onChanged,
      }),
      catchUp: new CatchUp({
        ...common,
        sync: { isRunning: () => this.isSyncing, start: (_, { kind }) => this.#startSync(kind) },
      }),
      pageSize: () => this.pageSize,
      mayCall: () => this.areKeysAccepted,
      review: async () => {
        this.reviews += 1
      },
    })
    this.worker = new DeliveryWorker({
      ...common,
      runs: this.runs,
      inbox: this.inbox,
      readDelivery: (_, __, body) => this.readContents(body),
      productsOfSale: async (_, sale) => {
        this.asked.push(`sale ${sale.id}`)
        return this.answerSale(sale)
      },
      areOrdersWanted: () => true,
      arrivedAt: (id) => this.arrived.get(id) ?? null,
      onChanged,
      onWorked: () => undefined,
      onMarked: (id, { isProvisional }) =>
        isProvisional ? this.refresher.provisional(id) : this.refresher.wake(id),
    })
  }

  /** A catalogue and its stock, read whole. */
  async store(skus: string[], rows: StockRowInput[]): Promise<void> {
    const run = this.startRun()
    run.putLocations([aLocation({ name: 'Main', isDefault: true }), aLocation({ name: 'Shop' })])
    run.putProducts(skus.map((sku) => aProduct({ sku })))
    run.putStock(rows)
    await run.commitStock(whole, signal)
    await this.index.reload()
    await this.clock.advance(1)
  }

  startRun(source: 'full' | 'quick' = 'full'): TestRun {
    const { db, clock, connectionId, pageSize } = this
    this.#syncs += 1
    const runId = `run-${this.#syncs}`
    const onChanged = (ids: readonly number[] | null) => void this.index.changed(ids)
    return readingOn(createSnapshotWriter({ db, clock, connectionId, runId, source, pageSize, onChanged }))
  }

  /** A delivery comes in and is used as far as it can be. */
  async deliver(contents: DeliveryContents | string, { isRepeat = false } = {}): Promise<number> {
    const id = this.inbox.add(this.connectionId, contents, { isRepeat, at: this.clock.now() })
    this.arrived.set(id, this.clock.monotonic())
    await this.worker.work(this.connectionId)
    return id
  }

  deliverStock(values: Partial<StockRowInput>, options?: { isRepeat: boolean }): Promise<number> {
    return this.deliver({ kind: 'stock', rows: [aDeliveredRow(values)] }, options)
  }

  /** Until things were quiet and what is marked was read. */
  async settle(): Promise<void> {
    await this.clock.advance(5_000)
    await this.clock.advance(1)
  }

  /** The sync that is under way ends. */
  finishSync(changes: Partial<SyncRun> = {}): void {
    this.isSyncing = false
    this.refresher.syncFinished({
      ...aSyncRun(),
      connectionId: this.connectionId,
      ...this.started.at(-1),
      status: 'success',
      ...changes,
    })
  }

  /** Stock rows that hold anything, as text. */
  figures(): string[] {
    return this.db.sqlite
      .prepare<[], string>(
        `SELECT p.sku || ' ' || l.name || iif(r.bin = '', '', ' ' || r.bin) || ' ' || printf('%g', r.on_hand)
           || iif(r.in_transit = 0, '', ' + ' || printf('%g', r.in_transit))
         FROM stock_rows r JOIN products p ON p.id = r.product_id JOIN locations l ON l.id = r.location_id
         WHERE r.on_hand <> 0 OR r.available <> 0 OR r.in_transit <> 0 ORDER BY p.sku, l.name, r.bin`,
      )
      .pluck()
      .all()
  }

  /** What the view shows on hand. */
  shown(sku: string): number | undefined {
    const slot = this.index.stock.skus.indexOf(sku)
    const id = this.index.stock.ids[slot]
    const filter = {
      connectionId: this.connectionId,
      search: '',
      locationId: null,
      category: null,
      supplierId: null,
    }
    return id === undefined
      ? undefined
      : this.index.rows([id], { ...filter, states: [], marks: [] })[0]?.onHand
  }

  isProvisional(sku: string): boolean {
    return (this.index.stock.provisionalAt[this.index.stock.skus.indexOf(sku)] ?? 0) > 0
  }

  dirty(): string[] {
    return this.db.sqlite
      .prepare<[], string>(
        'SELECT p.sku FROM product_readings d JOIN products p ON p.id = d.product_id WHERE d.dirty_at IS NOT NULL ORDER BY 1',
      )
      .pluck()
      .all()
  }

  /** The runs of the history that followed deliveries, oldest first. */
  productRuns(): SyncRun[] {
    const all = { connectionId: this.connectionId, status: null, trigger: null, offset: 0, limit: 500 }
    return this.history.list({ ...all, kind: 'products' }).runs.toReversed()
  }

  async close(): Promise<void> {
    await this.worker.stop()
    await this.refresher.stop()
    this.db.close()
  }

  #startSync(kind: 'quick'): SyncRun {
    this.isSyncing = true
    const run = aSyncRun({
      id: nodeRandom.uuid(),
      connectionId: this.connectionId,
      trigger: 'webhook',
      kind,
      status: 'running',
      startedAt: this.clock.now(),
    })
    this.started.push(run)
    return run
  }
}
