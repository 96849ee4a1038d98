import type { Database } from '../db/database'

const WHOLE = 'purchase orders'
const WITH_GAPS = 'purchase orders with gaps'

/** What is noted about the reading of a connection's list of purchase orders. Times are epoch ms by the provider's clock. */
export class OrderMarks {
  readonly #db: Database
  readonly #connectionId: string

  constructor(db: Database, connectionId: string) {
    this.#db = db
    this.#connectionId = connectionId
  }

  /** Up to when every change of an order is known; null: the list was never read whole. */
  wholeAt(): number | null {
    return this.#at(WHOLE)
  }

  /** null: the list was never read. */
  newest(): { at: number; isWhole: boolean } | null {
    const [whole, withGaps] = [this.wholeAt(), this.#at(WITH_GAPS)]
    if (whole === null && withGaps === null) return null
    const isWhole = (whole ?? 0) >= (withGaps ?? 0)
    return { at: Math.max(whole ?? 0, withGaps ?? 0), isWhole }
  }

  /** Call inside a `write`. */
  put({ at, isWhole, runId }: { at: number; isWhole: boolean; runId: string }): void {
    this.#db.sqlite
      .prepare(
        `INSERT INTO watermarks (connection_id, resource, at, run_id) VALUES (?, ?, ?, ?)
         ON CONFLICT (connection_id, resource) DO UPDATE SET at = excluded.at, run_id = excluded.run_id`,
      )
      .run(this.#connectionId, isWhole ? WHOLE : WITH_GAPS, at, runId)
  }

  /** Call inside a `write`. */
  forget(): void {
    this.#db.sqlite
      .prepare(`DELETE FROM watermarks WHERE connection_id = ? AND resource IN ('${WHOLE}', '${WITH_GAPS}')`)
      .run(this.#connectionId)
  }

  #at(resource: string): number | null {
    const find = this.#db.sqlite.prepare<[string, string], number>(
      'SELECT at FROM watermarks WHERE connection_id = ? AND resource = ?',
    )
    return find.pluck().get(this.#connectionId, resource) ?? null
  }
}
