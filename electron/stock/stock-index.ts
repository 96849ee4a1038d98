import {
  type StockFilter,
  type StockPage,
  type StockQuery,
  type StockRow,
  StockState,
  type StockSummary,
} from '../../shared/domain/stock'
import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'
import { IndexReader } from './index-reader'
import { IndexedStock } from './indexed-stock'
import { placesInState, type Scope, sumUp } from './product-sums'
import { searchWords } from './search-text'
import { pick, select } from './slots'
import { sortSlots } from './stock-order'
import { stateRank } from './stock-state'
import { summarize } from './stock-summary'

const PRODUCTS_PER_STEP = 500
const NOT_KEPT = 255

/** What one question left behind that the next one, a letter further or a page on, can build on. */
interface Answer {
  /** Everything of the question but the search and the page. */
  question: string
  search: string
  /** The slots that match, in their own order: memory is read in one sweep then, five times as fast. */
  matches: Uint32Array
  /** The same, sorted as asked. */
  slots: Uint32Array
}

/**
 * One connection's stock view, kept in memory so that search, filters and sorting answer within a
 * frame. The store is the truth; `reload` and `changed` bring the index in line with it.
 */
export class StockIndex {
  readonly #reader: IndexReader
  #stock = new IndexedStock([], new Map())
  #order: { key: string; slots: Uint32Array } | null = null
  #states: { scope: Scope; ranks: Uint8Array } | null = null
  #answer: Answer | null = null
  #summary: StockSummary | null = null

  #reloading: Promise<void> | null = null
  #isOutOfDate = true
  /** Changed while everything was being read. */
  #missedIds: number[] = []

  constructor(deps: { db: Database; connectionId: string }) {
    this.#reader = new IndexReader(deps.db, deps.connectionId)
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
      this.#stock.put(block)
    }
    this.#stock.confirmedAt = this.#reader.confirmedAt()
    this.#order = null
    this.#states = null
    this.#answer = null
    this.#summary = null
  }

  list(query: StockQuery): StockPage {
    const { offset, limit } = query
    const scope = this.#scopeOf(query)
    if (scope === undefined) return { total: 0, offset, rows: [] }
    const slots = this.#find(query, scope)
    const rows = Array.from(slots.subarray(offset, offset + limit), (slot) => this.#row(slot, scope))
    return { total: slots.length, offset, rows }
  }

  summary(): StockSummary {
    this.#summary ??= summarize(this.#stock, this.#statesIn(null))
    return this.#summary
  }

  /** undefined: there is no such location. */
  #scopeOf({ locationId }: StockFilter): Scope | undefined {
    if (locationId === null) return null
    const place = this.#stock.locations.findIndex(({ id }) => id === locationId)
    return place < 0 ? undefined : place
  }

  /** The slots that match, sorted. Typing on only looks through what matched so far. */
  #find(query: StockQuery, scope: Scope): Uint32Array {
    const { search: typed, offset: _offset, limit: _limit, ...rest } = query
    const question = JSON.stringify(rest)
    const words = searchWords(typed)
    const search = words.join(' ')
    const last = this.#answer?.question === question ? this.#answer : null
    if (last?.search === search) return last.slots
    const matches =
      last && search.startsWith(last.search)
        ? select(last.matches, this.#searchMatcher(words))
        : select(this.#stock.slots(), this.#matcher(query, scope, words))
    const slots = pick(this.#sorted(query, scope), matches)
    this.#answer = { question, search, matches, slots }
    return slots
  }

  #sorted({ sort }: StockQuery, scope: Scope): Uint32Array {
    const key = JSON.stringify([sort, scope])
    if (this.#order?.key !== key) this.#order = { key, slots: sortSlots(this.#stock, scope, sort) }
    return this.#order.slots
  }

  #matcher(filter: StockFilter, scope: Scope, words: readonly string[]): (slot: number) => boolean {
    const stock = this.#stock
    const tests: ((slot: number) => boolean)[] = [(slot) => stock.isShown[slot] === 1]
    if (filter.category !== null) {
      const category = stock.categories.find(filter.category)
      tests.push((slot) => stock.categoryOf[slot] === category)
    }
    const { supplierId } = filter
    if (supplierId !== null) {
      const holds = stock.supplierLists.values.map((ids) => ids.includes(supplierId))
      tests.push((slot) => holds[stock.supplierListOf[slot]!] === true)
    }
    if (scope !== null || filter.states.length > 0) {
      const ranks = this.#statesIn(scope)
      const wanted = filter.states.length > 0 ? filter.states : StockState.options
      const wantedRanks = wanted.map((state) => stateRank[state])
      tests.push((slot) => wantedRanks.includes(ranks[slot]!))
    }
    if (words.length > 0) tests.push(this.#searchMatcher(words))
    return (slot) => tests.every((test) => test(slot))
  }

  #searchMatcher(words: readonly string[]): (slot: number) => boolean {
    const texts = this.#stock.searchTexts
    return (slot) => words.every((word) => texts[slot]!.includes(word))
  }

  /** The state's rank of each slot; `NOT_KEPT` where the location in view has nothing to do with the product. */
  #statesIn(scope: Scope): Uint8Array {
    if (this.#states?.scope !== scope) {
      const ranks = new Uint8Array(this.#stock.size)
      for (let slot = 0; slot < ranks.length; slot++) {
        const { state, isKept } = sumUp(this.#stock, slot, scope)
        ranks[slot] = isKept || scope === null ? stateRank[state] : NOT_KEPT
      }
      this.#states = { scope, ranks }
    }
    return this.#states.ranks
  }

  #row(slot: number, scope: Scope): StockRow {
    const stock = this.#stock
    const { isKept: _isKept, ...sums } = sumUp(stock, slot, scope)
    const supplierId = stock.supplierLists.values[stock.supplierListOf[slot]!]?.[0]
    const places = sums.state === 'ok' ? [] : placesInState(stock, slot, scope, sums.state)
    return {
      productId: stock.ids[slot]!,
      name: stock.names[slot]!,
      sku: stock.skus[slot]!,
      barcode: stock.barcodes[slot]!,
      category: stock.categories.values[stock.categoryOf[slot]!]!,
      supplier: supplierId === undefined ? '' : (stock.suppliers.get(supplierId) ?? ''),
      ...sums,
      stateLocations: places.map((place) => stock.locations[place]!.name),
    }
  }
}

/** Runs of neighbouring ids: a page of new products is one. */
function neighbours(ids: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = []
  for (const id of [...ids].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run && id <= run[1] + 1) run[1] = id
    else runs.push([id, id])
  }
  return runs
}
