import { eq } from 'drizzle-orm'
import { stockSweeps } from '../../drizzle/schema'
import type { Database } from '../db/database'
import { IdSet } from '../lib/id-set'

/** How far a list was read: what it takes to go on with its next page. */
export interface ListPosition {
  nextPage: number
  /** Rows announced; null: the provider does not say. */
  total: number | null
  /** Rows read so far, and of the largest page. */
  received: number
  largestPage: number
}

export type SweepKind = 'full' | 'quick'

/** One reading of a connection's stock list from start to end, by one run or by several. */
export interface StockSweep {
  id: string
  /** Of the run that began it. */
  kind: SweepKind
  startedAt: number
  /** Rows asked for at once: what the pages go by. */
  pageSize: number
  /** When the newest page was stored. */
  storedAt: number
  /** Rows that became zero because their product, read alone meanwhile, did not name them. */
  zeroed: number
  /**
   * The connection's newest row when the sweep began, 0 for none. What came later is not this sweep's to remove.
   * As long as this row stays, SQLite gives later rows higher ids, whatever other connections lose.
   */
  lastStoredId: number
  /** Ids of the stock rows that were named so far. */
  seen: IdSet
  isWhole: boolean
  position: ListPosition
}

/** A sweep that is not at its end, one per connection. */
export class SweepStore {
  readonly #db: Database
  readonly #connectionId: string

  constructor(db: Database, connectionId: string) {
    this.#db = db
    this.#connectionId = connectionId
  }

  /** null: there is none of these kinds and pages whose newest page was stored after that time, epoch ms. */
  find(storedAfter: Partial<Record<SweepKind, number>>, pageSize: number): StockSweep | null {
    const row = this.#db.orm
      .select()
      .from(stockSweeps)
      .where(eq(stockSweeps.connectionId, this.#connectionId))
      .get()
    if (row?.pageSize !== pageSize || row.storedAt < (storedAfter[row.kind] ?? Number.POSITIVE_INFINITY))
      return null
    const { connectionId: _, seen, nextPage, total, received, largestPage, ...sweep } = row
    return { ...sweep, seen: IdSet.fromBytes(seen), position: { nextPage, total, received, largestPage } }
  }

  /** Call inside the `write` that stores what the sweep read last. */
  keep({ seen, position, ...sweep }: StockSweep): void {
    const row = { ...sweep, ...position, seen: Buffer.from(seen.toBytes()) }
    this.#db.orm
      .insert(stockSweeps)
      .values({ connectionId: this.#connectionId, ...row })
      .onConflictDoUpdate({ target: stockSweeps.connectionId, set: row })
      .run()
  }

  /** Call inside a `write`. */
  forget(): void {
    this.#db.orm.delete(stockSweeps).where(eq(stockSweeps.connectionId, this.#connectionId)).run()
  }
}
