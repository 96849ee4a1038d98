import { AppError, isAppError } from '../../shared/errors'
import type { Database } from '../db/database'
import { untilAborted } from '../lib/until-aborted'
import type { Clock, Log } from '../ports'
import { ConfirmedStock } from '../stock/confirmed-stock'
import type { StockRowInput } from '../stock/provider-rows'
import type { ProductRuns } from './product-runs'
import type { Reading } from './provider-hooks'

interface Deps {
  db: Database
  clock: Pick<Clock, 'now'>
  log: Log
  runs: ProductRuns
  /** See `ProviderHooks.productStock`. */
  productStock(connectionId: string, externalId: string, reading: Reading): Promise<StockRowInput[] | null>
  /** See `SnapshotWriterDeps.onChanged`. */
  onChanged(connectionId: string, productIds: readonly number[] | null): void
}

/**
 * `gone`: it is not marked any more. `outdated`: it was marked again meanwhile. `unread`: the answer cannot be relied on.
 * `doubted`: see `Confirmed`.
 */
export type ReadingOutcome = 'confirmed' | 'gone' | 'outdated' | 'unread' | 'doubted'

/** Reads the stock of single products and stores it as confirmed. */
export class ProductReader {
  readonly #deps: Deps
  readonly #stores = new Map<string, ConfirmedStock>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Rejects when the provider cannot be asked, or the store not written. */
  async read(connectionId: string, externalId: string, signal: AbortSignal): Promise<ReadingOutcome> {
    const { runs } = this.#deps
    const store = this.#storeOf(connectionId)
    const asked = store.ask(externalId)
    if (!asked) return 'gone'
    const rows = await this.#askFor(connectionId, externalId, signal)
    if (!rows) {
      store.noteAsked(asked)
      runs.failed(connectionId, unread)
      return 'unread'
    }
    const confirmed = store.put(asked, rows, runs.open(connectionId))
    if (confirmed.outcome === 'doubted') runs.failed(connectionId, doubted)
    if (confirmed.outcome !== 'kept') return confirmed.outcome
    runs.confirmed(connectionId, { stockRows: rows.length, changes: confirmed.changes })
    this.#deps.onChanged(connectionId, confirmed.hasNewLocation ? null : [asked.productId])
    return 'confirmed'
  }

  async #askFor(
    connectionId: string,
    externalId: string,
    signal: AbortSignal,
  ): Promise<StockRowInput[] | null> {
    const { log, runs, productStock } = this.#deps
    let calls = 0
    const onCall = () => {
      calls += 1
    }
    try {
      const rows = await untilAborted(productStock(connectionId, externalId, { signal, onCall }), signal)
      // Tries that fail again and again do not fill the history.
      if (rows) runs.open(connectionId)
      return rows
    } catch (error) {
      if (signal.aborted) throw error
      log.warn('the stock of a product could not be read', { connectionId, error })
      runs.failed(connectionId, isAppError(error) ? error : broken)
      throw error
    } finally {
      runs.called(connectionId, calls)
    }
  }

  #storeOf(connectionId: string): ConfirmedStock {
    const { db, clock } = this.#deps
    const store = this.#stores.get(connectionId) ?? new ConfirmedStock({ db, clock, connectionId })
    this.#stores.set(connectionId, store)
    return store
  }
}

const unread = new AppError(
  'provider_changed',
  'The stock of a product could not be read for certain. It is read again later.',
)
const doubted = new AppError(
  'provider_changed',
  'Many products came back without stock that had some before, so the stored figures were kept until the whole list is read.',
)
const broken = new AppError(
  'internal',
  'Something in Shelfwatch went wrong while a product was read. Its figures are kept, and it is read again later.',
)
