import type { Database } from '../db/database'
import { StockIndex } from './stock-index'

/** One stock index per connection, read from the store when it is first asked for. */
export class StockIndexes {
  readonly #db: Database
  readonly #entries = new Map<string, { index: StockIndex; loaded: Promise<StockIndex> }>()

  constructor(deps: { db: Database }) {
    this.#db = deps.db
  }

  load(connectionId: string): Promise<StockIndex> {
    const known = this.#entries.get(connectionId)
    if (known) return known.loaded
    const index = new StockIndex({ db: this.#db, connectionId })
    const loaded = index.reload().then(
      () => index,
      (error: unknown) => {
        this.#entries.delete(connectionId)
        throw error
      },
    )
    this.#entries.set(connectionId, { index, loaded })
    return loaded
  }

  /** See `StockIndex.changed`. An index that was never asked for has nothing to catch up with. */
  async changed(connectionId: string, productIds: readonly number[] | null): Promise<void> {
    await this.#entries.get(connectionId)?.index.changed(productIds)
  }

  drop(connectionId: string): void {
    this.#entries.delete(connectionId)
  }
}
