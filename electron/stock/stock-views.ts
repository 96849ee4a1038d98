import type {
  StockFilter,
  StockListing,
  StockPage,
  StockQuery,
  StockRow,
  StockSummary,
} from '../../shared/domain/stock'
import type { Database } from '../db/database'
import { dayOf } from '../lib/day'
import { inBackground } from '../lib/in-background'
import { yieldToLoop } from '../lib/yield'
import type { Clock, Log } from '../ports'
import type { SettingsStore } from '../settings/settings-store'
import { FirstView } from './first-view'
import type { IndexedStock } from './indexed-stock'
import { StockIndexes } from './stock-indexes'
import { summaryAt } from './stock-summary'

/** Lets the window draw what was kept before the index takes the main loop's time. */
const READ_INDEX_AFTER_MS = 400

interface Deps {
  db: Database
  settings: SettingsStore
  clock: Clock
  log: Log
  stopping: AbortSignal
  /** The index can answer, after a kept page was shown. */
  onRead(connectionId: string): void
}

/** Answers the stock view: from the index, or right after the start from what was kept of the last time. */
export class StockViews {
  readonly #deps: Deps
  readonly #indexes: StockIndexes
  readonly #first: FirstView
  readonly #readingSoon = new Set<string>()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#indexes = new StockIndexes({ ...deps, today: () => dayOf(deps.clock.now()) })
    this.#first = new FirstView(deps)
  }

  /** At the start. With something kept, the index is not read before that was shown. */
  open(connectionId: string): void {
    if (this.#first.isKeptFor(connectionId)) return
    inBackground(this.#deps.log, 'reading the stock index', this.#indexes.load(connectionId))
  }

  async list(query: StockQuery): Promise<StockPage> {
    const { connectionId } = query
    const kept = this.#indexes.ready(connectionId) ? null : this.#first.page(query)
    if (kept) {
      inBackground(this.#deps.log, 'reading the stock index', this.#readSoon(connectionId))
      return kept
    }
    const page = (await this.#indexes.load(connectionId)).list(query)
    this.#first.note(query, page)
    return page
  }

  /** See `StockView.ids`. */
  async ids(listing: StockListing, productIds: readonly number[] | null): Promise<number[]> {
    return (await this.#indexes.load(listing.connectionId)).ids(listing, productIds)
  }

  /** See `StockView.rows`. */
  async rows(productIds: readonly number[], filter: StockFilter): Promise<StockRow[]> {
    return (await this.#indexes.load(filter.connectionId)).rows(productIds, filter)
  }

  async summary(connectionId: string): Promise<StockSummary> {
    const { clock, log } = this.#deps
    const kept = this.#indexes.ready(connectionId) ? null : this.#first.summary(connectionId)
    if (kept) {
      inBackground(log, 'reading the stock index', this.#readSoon(connectionId))
      return summaryAt(kept, clock.now())
    }
    const index = await this.#indexes.load(connectionId)
    // News makes the window ask for this and for its rows: those are what is being looked at.
    await yieldToLoop()
    const summary = index.summary()
    this.#first.noteSummary(connectionId)
    return summaryAt(summary, clock.now())
  }

  /** See the call `stock.findCode`. */
  async findCode(connectionId: string, code: string): Promise<number[]> {
    return (await this.#indexes.load(connectionId)).findCode(code)
  }

  /** Before a sync changes anything that is stored. */
  forgetKept(): void {
    this.#first.forget()
  }

  /** After the store changed. `productIds` null: more than can be named. Resolves once the view shows it. */
  changed(connectionId: string, productIds: readonly number[] | null): Promise<void> {
    this.#first.forget()
    return this.#indexes.changed(connectionId, productIds)
  }

  /** Everything stored, brought up to date; reads it when nobody asked for it before. */
  async upToDate(connectionId: string): Promise<IndexedStock> {
    const index = await this.#indexes.load(connectionId)
    await index.changed([])
    return index.stock
  }

  drop(connectionId: string): void {
    this.#first.forget()
    this.#indexes.drop(connectionId)
  }

  /** At a quit. What cannot be kept costs the next start a moment. */
  keep(): void {
    try {
      this.#first.keep((connectionId) => this.#indexes.ready(connectionId)?.summary() ?? null)
    } catch (error) {
      this.#deps.log.warn('first view not kept', { error })
    }
  }

  async #readSoon(connectionId: string): Promise<void> {
    const { clock, stopping, onRead } = this.#deps
    if (this.#readingSoon.has(connectionId)) return
    this.#readingSoon.add(connectionId)
    await clock.sleep(READ_INDEX_AFTER_MS, stopping)
    if (this.#indexes.ready(connectionId)) return
    await this.#indexes.load(connectionId)
    onRead(connectionId)
  }
}
