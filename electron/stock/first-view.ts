import { z } from 'zod'
import { StockPage, StockQuery } from '../../shared/domain/stock'
import type { SettingsStore } from '../settings/settings-store'
import { TimelessSummary } from './stock-summary'

const KEY = 'stock.firstView'

const Kept = z.object({
  connectionId: z.uuid(),
  summary: TimelessSummary,
  /** null: the list was not looked at. */
  list: z.object({ query: StockQuery, page: StockPage }).nullable(),
})
type Kept = z.infer<typeof Kept>

/**
 * What the views showed before anything was searched or filtered, kept over a quit so that a large shop is
 * on screen before its index is read. Only a sync changes stock, and each one throws it away, so it is
 * either right or not there.
 */
export class FirstView {
  readonly #settings: SettingsStore
  #kept: Kept | null
  #shown: Omit<Kept, 'summary'> | null = null

  constructor(deps: { settings: SettingsStore }) {
    this.#settings = deps.settings
    this.#kept = deps.settings.readValue(KEY, Kept)
  }

  isKeptFor(connectionId: string): boolean {
    return this.#kept?.connectionId === connectionId
  }

  page(query: StockQuery): StockPage | null {
    const list = this.#kept?.list
    return list && isSame(list.query, query) ? list.page : null
  }

  summary(connectionId: string): TimelessSummary | null {
    return this.#kept?.connectionId === connectionId ? this.#kept.summary : null
  }

  /** Each page that the index has answered with. */
  note(query: StockQuery, page: StockPage): void {
    if (isFirst(query)) this.#shown = { connectionId: query.connectionId, list: { query, page } }
  }

  /** Each summary that the index has answered with. */
  noteSummary(connectionId: string): void {
    if (this.#shown?.connectionId === connectionId) return
    this.#shown = { connectionId, list: this.isKeptFor(connectionId) ? (this.#kept?.list ?? null) : null }
  }

  /** At a quit. `summary` gives null while the index is not read; then what was kept before stays. */
  keep(summary: (connectionId: string) => TimelessSummary | null): void {
    const shown = this.#shown
    const ofShown = shown && summary(shown.connectionId)
    if (ofShown) this.#settings.writeValue(KEY, { ...shown, summary: ofShown })
  }

  /** Before stored figures change. */
  forget(): void {
    this.#shown = null
    if (this.#kept) this.#settings.writeValue(KEY, null)
    this.#kept = null
  }
}

function isFirst({ search, locationId, category, supplierId, states, marks, offset }: StockQuery): boolean {
  const isFiltered = locationId !== null || category !== null || supplierId !== null
  return search === '' && !isFiltered && states.length === 0 && marks.length === 0 && offset === 0
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
