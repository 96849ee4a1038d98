import type { Database } from '../db/database'

/** Which products' figures are known to be out of date, and which were read alone. Writing calls belong inside a `write`. */
export class ProductReadings {
  readonly #connectionId: string
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database, connectionId: string) {
    this.#connectionId = connectionId
    this.#sql = prepare(db)
  }

  /**
   * The stock of this product is to be read soon: what is stored is older than something that happened at `at`, epoch ms. Each
   * mark is later than the one before it, whatever the clock says: see `markOf`.
   */
  markDirty(productId: number, at: number): void {
    this.#sql.markDirty.run(productId, at)
  }

  /** Figures of a delivery stand now that nothing has confirmed. They count from the first of them. */
  markProvisional(productId: number, at: number): void {
    this.#sql.markProvisional.run(at, productId)
  }

  /** The newest mark; null: there is none. What is read after it was looked up has seen what it marks. */
  markOf(productId: number): number | null {
    return this.#sql.markOf.get(productId) ?? null
  }

  /** Since when, after that time, the first figures of deliveries stand that nothing has confirmed; null: none do. */
  firstProvisional(after: number): number | null {
    return this.#sql.firstProvisional.get(this.#connectionId, after) ?? null
  }

  /** External ids of marked products, the longest marked first. */
  dirty(most: number): string[] {
    return this.#sql.dirty.all(this.#connectionId, most)
  }

  /** It was asked for at `at`, epoch ms, and then read: no mark up to `mark` is left. */
  noteRead(productId: number, at: number, mark = at): void {
    this.#sql.noteRead.run({ productId, at, mark })
  }

  /** It was asked for at `at`, epoch ms, to no avail. */
  noteAsked(productId: number, at: number): void {
    this.#sql.noteAsked.run(productId, at)
  }

  /** All figures were read since then. Returns the products whose figures were a delivery's. */
  forgetMarksUntil(at: number): number[] {
    const confirmed = this.#sql.provisionalUntil.all(at, this.#connectionId)
    this.#sql.forgetMarks.run(at, this.#connectionId)
    return confirmed
  }
}

function prepare({ sqlite }: Database) {
  return {
    markDirty: sqlite.prepare<[number, number]>(
      `INSERT INTO product_readings (product_id, dirty_at) VALUES (?, ?)
       ON CONFLICT (product_id) DO UPDATE SET dirty_at = max(excluded.dirty_at, coalesce(dirty_at + 1, 0))`,
    ),
    markProvisional: sqlite.prepare<[number, number]>(
      'UPDATE product_readings SET provisional_at = coalesce(provisional_at, ?) WHERE product_id = ?',
    ),
    markOf: sqlite
      .prepare<[number], number | null>('SELECT dirty_at FROM product_readings WHERE product_id = ?')
      .pluck(),
    // What is provisional is dirty as well, and that has an index.
    firstProvisional: sqlite
      .prepare<[string, number], number | null>(
        `SELECT min(d.provisional_at) FROM product_readings d JOIN products p ON p.id = d.product_id
         WHERE d.dirty_at IS NOT NULL AND p.connection_id = ? AND d.provisional_at > ?`,
      )
      .pluck(),
    provisionalUntil: sqlite
      .prepare<[number, string], number>(
        `SELECT d.product_id FROM product_readings d JOIN products p ON p.id = d.product_id
         WHERE d.dirty_at <= ? AND d.provisional_at IS NOT NULL AND p.connection_id = ?`,
      )
      .pluck(),
    dirty: sqlite
      .prepare<[string, number], string>(
        `SELECT p.external_id FROM product_readings d JOIN products p ON p.id = d.product_id
         WHERE d.dirty_at IS NOT NULL AND p.connection_id = ? ORDER BY d.dirty_at, d.asked_at, p.id LIMIT ?`,
      )
      .pluck(),
    noteRead: sqlite.prepare<[{ productId: number; at: number; mark: number }]>(
      `INSERT INTO product_readings (product_id, asked_at, read_at) VALUES (@productId, @at, @at)
       ON CONFLICT (product_id) DO UPDATE SET asked_at = excluded.asked_at, read_at = excluded.read_at,
         dirty_at = iif(dirty_at <= @mark, NULL, dirty_at),
         provisional_at = iif(dirty_at > @mark, provisional_at, NULL)`,
    ),
    noteAsked: sqlite.prepare<[number, number]>(
      `INSERT INTO product_readings (product_id, asked_at) VALUES (?, ?)
       ON CONFLICT (product_id) DO UPDATE SET asked_at = excluded.asked_at`,
    ),
    forgetMarks: sqlite.prepare<[number, string]>(
      `UPDATE product_readings SET dirty_at = NULL, provisional_at = NULL
       WHERE dirty_at <= ? AND product_id IN (SELECT id FROM products WHERE connection_id = ?)`,
    ),
  }
}
