import { z } from 'zod'
import { StockPage, StockQuery, StockSummary } from '../../shared/domain/stock'
import type { SettingsStore } from '../settings/settings-store'

const KEY = 'stock.firstView'

const Kept = z.object({ query: StockQuery, page: StockPage, summary: StockSummary })
type Kept = z.infer<typeof Kept>

/**
 * What the stock view showed before anything was searched or filtered, kept over a quit so that a large shop is
 * on screen before its index is read. Only a sync changes stock, and each one throws it away, so it is
 * either right or not there.
 */
export class FirstView {
  readonly #settings: SettingsStore
  #kept: Kept | null
  #shown: { query: StockQuery; page: StockPage } | null = null

  constructor(deps: { settings: SettingsStore }) {
    this.#settings = deps.settings
    this.#kept = deps.settings.readValue(KEY, Kept)
  }

  isKeptFor(connectionId: string): boolean {
    return this.#kept?.query.connectionId === connectionId
  }

  page(query: StockQuery): StockPage | null {
    return this.#kept && isSame(this.#kept.query, query) ? this.#kept.page : null
  }

  summary(connectionId: string): StockSummary | null {
    return this.#kept?.query.connectionId === connectionId ? this.#kept.summary : null
  }

  /** Each page that the index has answered with. */
  note(query: StockQuery, page: StockPage): void {
    if (isFirst(query)) this.#shown = { query, page }
  }

  /** At a quit. `summary` gives null while the index is not read; then what was kept before stays. */
  keep(summary: (connectionId: string) => StockSummary | null): void {
    const shown = this.#shown
    const ofShown = shown && summary(shown.query.connectionId)
    if (shown && ofShown) this.#settings.writeValue(KEY, { ...shown, summary: ofShown })
  }

  /** Before stored figures change. */
  forget(): void {
    this.#shown = null
    if (this.#kept) this.#settings.writeValue(KEY, null)
    this.#kept = null
  }
}

function isFirst({ search, locationId, category, supplierId, states, offset }: StockQuery): boolean {
  const isFiltered = locationId !== null || category !== null || supplierId !== null || states.length > 0
  return search === '' && !isFiltered && offset === 0
}

function isSame(kept: StockQuery, asked: StockQuery): boolean {
  const { connectionId, sort, limit } = kept
  return (
    isFirst(asked) &&
    asked.connectionId === connectionId &&
    asked.limit === limit &&
    asked.sort.column === sort.column &&
    asked.sort.descending === sort.descending
  )
}
