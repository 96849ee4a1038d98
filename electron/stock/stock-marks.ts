import type { Database } from '../db/database'

const WHOLE = 'availability'

/** What is noted about the reading of a connection's stock list. */
export class StockMarks {
  readonly #db: Database
  readonly #connectionId: string

  constructor(db: Database, connectionId: string) {
    this.#db = db
    this.#connectionId = connectionId
  }

  /**
   * When the list was last read without gaps: no figure is older. Epoch ms; null: not yet, so what is
   * absent is not known to be zero.
   */
  confirmedAt(): number | null {
    const find = this.#db.sqlite.prepare<[string], number>(
      `SELECT at FROM watermarks WHERE connection_id = ? AND resource = '${WHOLE}'`,
    )
    return find.pluck().get(this.#connectionId) ?? null
  }

  /** Notes that a run, begun at `at`, read all of the list. Call inside a `write`. */
  confirm({ at, runId }: { at: number; runId: string }): void {
    this.#db.sqlite
      .prepare(
        `INSERT INTO watermarks (connection_id, resource, at, run_id) VALUES (?, '${WHOLE}', ?, ?)
         ON CONFLICT (connection_id, resource) DO UPDATE SET at = excluded.at, run_id = excluded.run_id`,
      )
      .run(this.#connectionId, at, runId)
  }
}
