import type { FigureName, StockListing, StockQuery } from '../../shared/domain/stock'
import type { Database } from '../db/database'
import { dayOf } from '../lib/day'
import type { StockRowInput } from '../stock/provider-rows'
import type { SnapshotWriter } from '../stock/snapshot-writer'
import { StockIndex } from '../stock/stock-index'
import { createSnapshotWriter } from '../stock/stock-store'
import { aLocation, aProduct, aStockRow, storeConnection } from './factories'
import { openTestDatabase } from './test-database'

export const signal: AbortSignal = new AbortController().signal
export const whole = { isWhole: true }

interface Level extends Record<FigureName, number> {
  sku: string
  location: string
  stockValue: number
  nextDeliveryAt: number | null
  changedAt: number
  runId: string
}

/** A writer whose stock pages follow each other by themselves. */
export interface TestRun extends Omit<SnapshotWriter, 'putStock' | 'commitStock'> {
  putStock(page: StockRowInput[]): void
  /** `isWhole`: every row could be used. Default of `isAtEnd`: true. */
  commitStock(
    list: { isWhole: boolean; isAtEnd?: boolean },
    signal: AbortSignal,
  ): ReturnType<SnapshotWriter['commitStock']>
}

export function readingOn(writer: SnapshotWriter): TestRun {
  const start = writer.stockPosition()
  let position = start ?? { nextPage: 1, total: null, received: 0, largestPage: 0 }
  const put = (page: StockRowInput[], isWhole: boolean) => {
    const { nextPage, received, largestPage, total } = position
    position = {
      nextPage: nextPage + 1,
      total,
      received: received + page.length,
      largestPage: Math.max(largestPage, page.length),
    }
    writer.putStock(page, { position, isWhole })
  }
  return {
    ...writer,
    putStock: (page) => put(page, true),
    commitStock({ isWhole, isAtEnd = true }, signal) {
      if (!isWhole) put([], false)
      return writer.commitStock({ isAtEnd }, signal)
    },
  }
}

/** A store with one connection, and what tests look up in it. */
export class StockSetup {
  readonly db: Database
  connectionId: string
  now = 1000
  readonly clock = { now: () => this.now }
  pageSize = 1000
  /** Ids of the products that the window shows. */
  onScreen: number[] = []
  /** What `onChanged` was told. */
  told: (readonly number[] | null)[] = []
  #runs = 0

  constructor(db: Database = openTestDatabase()) {
    this.db = db
    this.connectionId = storeConnection(db)
  }

  /** See `dayOf`. */
  readonly today = () => dayOf(this.now)

  /** The ids of runs are run-1, run-2 and so on. */
  startRun(source: 'full' | 'quick' = 'full'): TestRun {
    const writer = createSnapshotWriter({
      db: this.db,
      clock: this.clock,
      connectionId: this.connectionId,
      runId: `run-${++this.#runs}`,
      source,
      pageSize: this.pageSize,
      onScreen: this.onScreen,
      onChanged: (productIds) => this.onChanged(productIds),
    })
    return readingOn(writer)
  }

  /** A run over a stock list, one page each. Returns how many figures changed. */
  async sync(...pages: StockRowInput[][]): Promise<number> {
    const run = this.startRun()
    for (const page of pages) run.putStock(page)
    return (await run.commitStock(whole, signal)).changes
  }

  levels(): Level[] {
    return this.db.sqlite
      .prepare<[], Level>(
        `SELECT p.sku, l.name AS location, s.on_hand AS onHand, s.allocated, s.available, s.on_order AS onOrder,
           s.in_transit AS inTransit, s.stock_value AS stockValue, s.next_delivery_at AS nextDeliveryAt,
           s.changed_at AS changedAt, s.run_id AS runId
         FROM stock_levels s JOIN products p ON p.id = s.product_id JOIN locations l ON l.id = s.location_id
         ORDER BY p.sku, l.name`,
      )
      .all()
  }

  changes() {
    return this.db.sqlite
      .prepare(
        `SELECT p.sku, l.name AS location, c.figure, c.before, c.after, c.changed_at AS changedAt, c.source, c.run_id AS runId
         FROM stock_changes c JOIN products p ON p.id = c.product_id JOIN locations l ON l.id = c.location_id ORDER BY c.id`,
      )
      .all()
  }

  count(table: string): number {
    return this.#number(`SELECT count(*) FROM ${table}`)
  }

  /** Rows written so far. */
  writes(): number {
    return this.#number('SELECT total_changes()')
  }

  productId(sku: string): number {
    return this.#number('SELECT id FROM products WHERE sku = ?', sku)
  }

  /** When whole stock lists were last read, of all connections. */
  confirmedAt(): unknown[] {
    return this.db.sqlite.prepare(`SELECT at FROM watermarks WHERE resource = 'availability'`).pluck().all()
  }

  protected onChanged(productIds: readonly number[] | null): void {
    this.told.push(productIds)
  }

  #number(query: string, ...parameters: string[]): number {
    return (
      this.db.sqlite
        .prepare<string[], number>(query)
        .pluck()
        .get(...parameters) ?? 0
    )
  }
}

/** The same with an index that hears of every change at once, as in the app. */
export class IndexSetup extends StockSetup {
  readonly index = new StockIndex(this)

  /** Everything by name, unless told otherwise. */
  ask(values: Partial<StockQuery> = {}) {
    return this.index.list({ ...this.listing(), offset: 0, limit: 100, ...values })
  }

  listing(): StockListing {
    return {
      connectionId: this.connectionId,
      search: '',
      locationId: null,
      category: null,
      supplierId: null,
      states: [],
      marks: [],
      sort: { column: 'product', descending: false },
    }
  }

  skus(values: Partial<StockQuery> = {}): string[] {
    return this.ask(values).rows.map((row) => row.sku)
  }

  locationId(name: string): number {
    return this.index.summary().locations.find((location) => location.name === name)?.id ?? -1
  }

  /** Two shops: A is fine, B is low in one, C was never stocked, D is out in both. */
  async storeShop(): Promise<void> {
    const run = this.startRun()
    run.putLocations([aLocation({ name: 'Main', isDefault: true }), aLocation({ name: 'Shop' })])
    run.putProducts([
      aProduct({ sku: 'A', name: 'Ánis tea', barcode: '9421', category: 'Tea' }),
      aProduct({
        sku: 'B',
        name: 'Beard oil 100 ml',
        category: 'Care',
        reorderPoint: 2,
        reorderPoints: [{ locationExternalId: 'location-shop', reorderPoint: 5, reorderQuantity: 10 }],
        suppliers: [
          { externalId: 'supplier-1', name: 'Oil Works', supplierSku: '' },
          { externalId: 'supplier-2', name: 'Second', supplierSku: '' },
        ],
      }),
      aProduct({ sku: 'C', name: 'beard oil 50 ml', category: '' }),
      aProduct({ sku: 'D', name: 'Dish', category: 'Care', reorderPoint: 1 }),
      aProduct({ sku: 'E', name: 'Engraving', type: 'Service' }),
    ])
    run.putStock([
      aStockRow({ sku: 'A', onHand: 7.5 }),
      aStockRow({ sku: 'A', location: 'Shop', onHand: 0.1, bin: '1' }),
      aStockRow({ sku: 'A', location: 'Shop', onHand: 0.2, bin: '2' }),
      aStockRow({ sku: 'B', onHand: 9 }),
      aStockRow({ sku: 'B', location: 'Shop', onHand: 4, allocated: 1, available: 3 }),
      aStockRow({ sku: 'D', onHand: 0, available: -2, allocated: 2 }),
    ])
    await run.commitStock(whole, signal)
    await this.index.reload()
  }

  protected override onChanged(productIds: readonly number[] | null): void {
    void this.index.changed(productIds)
  }
}
