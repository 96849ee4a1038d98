import type { StockFilter, StockPage, StockQuery, StockRow, StockSummary } from '../../shared/domain/stock'
import type { IndexedStock } from './indexed-stock'
import { placesInState, type Scope, sumUp } from './product-sums'
import { searchWords } from './search-text'
import { pick, select } from './slots'
import { filterTest, rankStates, wordsTest } from './stock-filter'
import { sortSlots } from './stock-order'
import { summarize } from './stock-summary'

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

/** Answers questions about stock that stays as it is meanwhile, and keeps what the next question can use. */
export class StockView {
  readonly #stock: IndexedStock
  #order: { key: string; slots: Uint32Array } | null = null
  #states: { scope: Scope; ranks: Uint8Array } | null = null
  #answer: Answer | null = null
  #summary: StockSummary | null = null

  constructor(stock: IndexedStock) {
    this.#stock = stock
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
    this.#summary ??= summarize(this.#stock, this.#ranksIn(null))
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
    const ranks = () => this.#ranksIn(scope)
    const matches =
      last && search.startsWith(last.search)
        ? select(last.matches, wordsTest(this.#stock, words))
        : select(this.#stock.slots(), filterTest(this.#stock, query, { scope, words, ranks }))
    const slots = pick(this.#sorted(query, scope), matches)
    this.#answer = { question, search, matches, slots }
    return slots
  }

  #sorted({ sort }: StockQuery, scope: Scope): Uint32Array {
    const key = JSON.stringify([sort, scope])
    if (this.#order?.key === key) return this.#order.slots
    const slots = sortSlots(this.#stock, sort, { scope, ranks: () => this.#ranksIn(scope) })
    this.#order = { key, slots }
    return slots
  }

  #ranksIn(scope: Scope): Uint8Array {
    if (this.#states?.scope !== scope) this.#states = { scope, ranks: rankStates(this.#stock, scope) }
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
