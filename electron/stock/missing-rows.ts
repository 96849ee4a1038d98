import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'
import type { Clock } from '../ports'
import { HeldLists } from './held-lists'
import { MOST_UNASKED } from './list-guard'
import type { RowStatements } from './stock-rows'
import type { StockSweep } from './stock-sweep'

/** Stock rows are looked through for missing ones in blocks of neighbouring ids. */
const IDS_PER_STEP = 2000

interface Deps {
  db: Database
  clock: Pick<Clock, 'now'>
  connectionId: string
}

/** The stored rows of a connection that a whole stock list did not name. */
export class MissingRows {
  readonly #deps: Deps
  readonly #rows: RowStatements

  constructor(deps: Deps, rows: RowStatements) {
    this.#deps = deps
    this.#rows = rows
  }

  /** See `StockSweep.lastStoredId`. */
  lastStoredId(): number {
    const { db, connectionId } = this.#deps
    const newestFirst = db.sqlite.prepare<[string], number>(
      `SELECT r.id FROM stock_rows r CROSS JOIN products p ON p.id = r.product_id
       WHERE p.connection_id = ? ORDER BY r.id DESC LIMIT 1`,
    )
    return newestFirst.pluck().get(connectionId) ?? 0
  }

  /** A run that set removals aside and came no further has left them. */
  forgetRemovals({ id: runId }: StockSweep): void {
    this.#deps.db.write(() => this.#rows.unstageRemovals({ runId }))
  }

  /** Returns whether they may go. If so, that is set aside. */
  async stageRemovals(sweep: StockSweep, signal: AbortSignal): Promise<boolean> {
    let gone = 0
    const { db, connectionId } = this.#deps
    const { id: runId, seen, lastStoredId, startedAt } = sweep
    // What a delivery or an answer told of a product since the sweep began may be newer than the page that left it out.
    const idsBetween = db.sqlite
      .prepare<[number, number, string, number], number>(
        `SELECT r.id FROM stock_rows r JOIN products p ON p.id = r.product_id
         LEFT JOIN product_readings d ON d.product_id = p.id
         WHERE r.id BETWEEN ? AND ? AND p.connection_id = ?
           AND max(coalesce(d.dirty_at, 0), coalesce(d.read_at, 0)) < ?`,
      )
      .pluck()
    for (let first = 1; first <= lastStoredId; first += IDS_PER_STEP) {
      const last = Math.min(first + IDS_PER_STEP - 1, lastStoredId)
      if (!seen.hasAll(first, last)) {
        const missing = idsBetween.all(first, last, connectionId, startedAt).filter((id) => !seen.has(id))
        gone += missing.length
        if (missing.length > 0) {
          db.write(() => {
            for (const id of missing) this.#rows.stageRemoval({ runId, connectionId }, id)
          })
        }
      }
      await yieldToLoop(signal)
    }
    return this.#mayShrink(sweep, gone)
  }

  #mayShrink({ position: { received } }: StockSweep, gone: number): boolean {
    const { db, clock, connectionId } = this.#deps
    const count = db.sqlite.prepare<[string], number>(
      `SELECT count(*) FROM products p JOIN stock_rows r ON r.product_id = p.id WHERE p.connection_id = ?`,
    )
    // Counting takes a moment, and where little goes it does not matter.
    const stored = gone > MOST_UNASKED ? (count.pluck().get(connectionId) ?? 0) : gone
    return new HeldLists(db, connectionId).mayShrink(
      { resource: 'availability', received, gone, stored },
      clock.now(),
    )
  }
}
