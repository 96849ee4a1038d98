import type { Database } from '../db/database'

const WHOLE = 'availability'
const WITH_GAPS = 'availability with gaps'
const SINCE = 'availability since'
const PACES = 'stock paces'

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
    return this.#at(WHOLE)
  }

  /**
   * When the list was read with gaps since it was last read without: until it is again, figures may be out of step. Epoch ms;
   * null: not since.
   */
  gapsAt(): number | null {
    const at = this.#at(WITH_GAPS)
    return at !== null && at > (this.confirmedAt() ?? 0) ? at : null
  }

  /** Whether the list was ever read to its end, with gaps or without. */
  wasRead(): boolean {
    const find = this.#db.sqlite.prepare<[string]>(
      `SELECT 1 FROM watermarks WHERE connection_id = ? AND resource IN ('${WHOLE}', '${WITH_GAPS}')`,
    )
    return find.get(this.#connectionId) !== undefined
  }

  /** Pages of so many rows that the list had when it was last read to its end; null: not yet. The provider may send fewer. */
  listPages(pageSize: number): number | null {
    const find = this.#db.sqlite.prepare<[string], { rows: number; pageRows: number }>(
      'SELECT rows, page_rows AS pageRows FROM stock_lists WHERE connection_id = ?',
    )
    const length = find.get(this.#connectionId)
    return length ? Math.ceil(length.rows / Math.max(1, Math.min(length.pageRows, pageSize))) : null
  }

  /** Rows of the whole list, and of its largest page. Call inside a `write`. */
  putListLength({ rows, pageRows }: { rows: number; pageRows: number }): void {
    this.#db.sqlite
      .prepare(
        `INSERT INTO stock_lists (connection_id, rows, page_rows) VALUES (?, ?, ?)
         ON CONFLICT (connection_id) DO UPDATE SET (rows, page_rows) = (excluded.rows, excluded.page_rows)
         WHERE (rows, page_rows) IS NOT (excluded.rows, excluded.page_rows)`,
      )
      .run(this.#connectionId, rows, pageRows)
  }

  /** Up to when the products are known to be stored, epoch ms by the provider's clock; null: never read. */
  productsReadAt(): number | null {
    return this.#at('products')
  }

  /** The run that did that. */
  productsReadBy(): string | null {
    const find = this.#db.sqlite.prepare<[string], string>(
      `SELECT run_id FROM watermarks WHERE connection_id = ? AND resource = 'products'`,
    )
    return find.pluck().get(this.#connectionId) ?? null
  }

  /** Call inside a `write`. */
  putProductsRead(at: number, runId: string): void {
    this.#put('products', at, runId)
  }

  /** Notes that a run, begun at `at`, read the list to its end by `endedAt`. Call inside a `write`. */
  put(read: { at: number; endedAt: number; runId: string; isWhole: boolean }): void {
    const { at, endedAt, runId, isWhole } = read
    const since = this.knownSince()
    this.#put(isWhole ? WHOLE : WITH_GAPS, at, runId)
    if (isWhole && this.#at(SINCE) === null) this.#put(SINCE, since ?? endedAt, runId)
  }

  /**
   * Since when every change of a figure is recorded: from the end of the first whole list on. Epoch ms; null: not yet.
   * A store from before this was noted answers with the earliest thing it knows.
   */
  knownSince(): number | null {
    const noted = this.#at(SINCE)
    const confirmedAt = this.confirmedAt()
    if (noted !== null || confirmedAt === null) return noted
    const first = this.#db.sqlite
      .prepare<[string], number>(
        `SELECT c.changed_at FROM stock_changes c JOIN products p ON p.id = c.product_id
         WHERE p.connection_id = ? ORDER BY c.id LIMIT 1`,
      )
      .pluck()
    return Math.min(first.get(this.#connectionId) ?? confirmedAt, confirmedAt)
  }

  /** When the paces of all products were last worked out, epoch ms; null: never. */
  pacesAt(): number | null {
    return this.#at(PACES)
  }

  /** Call inside a `write`. */
  putPacesAt(at: number): void {
    this.#put(PACES, at, '')
  }

  #at(resource: string): number | null {
    const find = this.#db.sqlite.prepare<[string, string], number>(
      'SELECT at FROM watermarks WHERE connection_id = ? AND resource = ?',
    )
    return find.pluck().get(this.#connectionId, resource) ?? null
  }

  #put(resource: string, at: number, runId: string): void {
    this.#db.sqlite
      .prepare(
        `INSERT INTO watermarks (connection_id, resource, at, run_id) VALUES (?, ?, ?, ?)
         ON CONFLICT (connection_id, resource) DO UPDATE SET at = excluded.at, run_id = excluded.run_id`,
      )
      .run(this.#connectionId, resource, at, runId)
  }
}
