import type { Database } from '../db/database'
import type { Clock } from '../ports'
import { StockIndex } from './stock-index'

interface Entry {
  index: StockIndex
  loaded: Promise<StockIndex>
  isReady: boolean
}

/** One stock index per connection, read from the store when it is first asked for. */
export class StockIndexes {
  readonly #deps: { db: Database; clock: Pick<Clock, 'now'>; today: () => number }
  readonly #entries = new Map<string, Entry>()

  /** `today`: see `dayOf`. */
  constructor(deps: { db: Database; clock: Pick<Clock, 'now'>; today: () => number }) {
    this.#deps = deps
  }

  load(connectionId: string): Promise<StockIndex> {
    const known = this.#entries.get(connectionId)
    if (known) return known.loaded
    const index = new StockIndex({ ...this.#deps, connectionId })
    const entry: Entry = { index, loaded: Promise.resolve(index), isReady: false }
    entry.loaded = index.reload().then(
      () => {
        entry.isReady = true
        return index
      },
      (error: unknown) => {
        this.#entries.delete(connectionId)
        throw error
      },
    )
    this.#entries.set(connectionId, entry)
    return entry.loaded
  }

  /** null while it is still being read, or was never asked for. */
  ready(connectionId: string): StockIndex | null {
    const entry = this.#entries.get(connectionId)
    return entry?.isReady ? entry.index : null
  }

  /** See `StockIndex.changed`. An index that was never asked for has nothing to catch up with. */
  async changed(connectionId: string, productIds: readonly number[] | null): Promise<void> {
    await this.#entries.get(connectionId)?.index.changed(productIds)
  }

  drop(connectionId: string): void {
    this.#entries.delete(connectionId)
  }
}
