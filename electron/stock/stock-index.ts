import type { StockFilter, StockListing, StockPage, StockQuery, StockRow } from '../../shared/domain/stock'
import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'
import type { Clock } from '../ports'
import { findCode } from './find-code'
import { IndexReader } from './index-reader'
import { IndexedStock } from './indexed-stock'
import { neighbours } from './neighbours'
import { OverAll } from './over-all'
import type { TimelessSummary } from './stock-summary'
import { StockView } from './stock-view'

const PRODUCTS_PER_STEP = 500

/**
 * One connection's stock view, kept in memory so that search, filters and sorting answer within a
 * frame. The store is the truth; `reload` and `changed` bring the index in line with it.
 */
export class StockIndex {
  readonly #reader: IndexReader
  readonly #today: () => number
  #stock = new IndexedStock([], new Map())
  #overAll = new OverAll(this.#stock)
  /** A new one after each change: what it keeps is true only until then. */
  #view: StockView
  readonly #clock: Pick<Clock, 'now'>

  #reloading: Promise<void> | null = null
  #isOutOfDate = true
  /** Changed while everything was being read. */
  #missedIds: number[] = []

  /** `today`: see `dayOf`. */
  constructor(deps: { db: Database; connectionId: string; clock: Pick<Clock, 'now'>; today: () => number }) {
    this.#today = deps.today
    this.#reader = new IndexReader(deps.db, deps.connectionId)
    this.#clock = deps.clock
    this.#view = new StockView(this.#stock, deps.clock, this.#overAll)
  }

  /**
   * Reads everything in small steps. Until it is done the index answers from what it had before.
   * Asked again meanwhile, it starts over.
   */
  reload(): Promise<void> {
    this.#isOutOfDate = true
    this.#reloading ??= this.#readAll()
    return this.#reloading
  }

  /**
   * Brings the index in line with the store; resolves when it is. A few products are read at once.
   * null: read everything again, for example because locations changed.
   */
  async changed(productIds: readonly number[] | null): Promise<void> {
    if (productIds === null) return this.reload()
    if (this.#reloading) {
      this.#missedIds.push(...productIds)
      return this.#reloading
    }
    this.#refresh(productIds)
  }

  async #readAll(): Promise<void> {
    try {
      let stock = this.#stock
      while (this.#isOutOfDate) {
        this.#isOutOfDate = false
        stock = await this.#readOnce()
      }
      this.#stock = stock
      this.#overAll = new OverAll(stock)
      this.#refresh(this.#missedIds.splice(0))
    } finally {
      // In the same breath as the last look at what was missed: a change that comes later must not wait for this reading.
      this.#reloading = null
    }
  }

  async #readOnce(): Promise<IndexedStock> {
    const reader = this.#reader
    const stock = new IndexedStock(reader.locations(), reader.suppliers())
    const { products, levels } = reader.counts()
    stock.reserve(products, levels)
    let block = reader.after(0, PRODUCTS_PER_STEP)
    while (block.products.length > 0) {
      stock.put(block)
      await yieldToLoop()
      block = reader.after(block.products.at(-1)![0], PRODUCTS_PER_STEP)
    }
    while (stock.nameOrder.mergeStep()) await yieldToLoop()
    return stock
  }

  #refresh(productIds: readonly number[]): void {
    for (const [first, last] of neighbours(productIds)) {
      const block = this.#reader.between(first, last)
      const isSupplierNew = block.suppliers.some(([, supplierId]) => !this.#stock.suppliers.has(supplierId))
      if (isSupplierNew) this.#stock.suppliers = this.#reader.suppliers()
      this.#overAll.forget(this.#stock.put(block))
    }
    this.#readMarks()
    this.#view = new StockView(this.#stock, this.#clock, this.#overAll)
  }

  #readMarks(): void {
    const { confirmedAt, today } = this.#stock
    this.#stock.confirmedAt = this.#reader.confirmedAt()
    this.#stock.gapsAt = this.#reader.gapsAt()
    this.#stock.today = this.#today()
    if (this.#stock.confirmedAt !== confirmedAt || this.#stock.today !== today) this.#overAll.forgetAll()
  }

  /** As of the last change. It stays the same object until the next one, and may grow while it is. */
  get stock(): IndexedStock {
    return this.#stock
  }

  list(query: StockQuery): StockPage {
    return this.#view.list(query)
  }

  findCode(code: string): number[] {
    return findCode(this.#stock, code)
  }

  ids(listing: StockListing, productIds: readonly number[] | null): number[] {
    return this.#view.ids(listing, productIds)
  }

  rows(productIds: readonly number[], filter: StockFilter): StockRow[] {
    return this.#view.rows(productIds, filter)
  }

  summary(): TimelessSummary {
    return this.#view.summary()
  }
}
