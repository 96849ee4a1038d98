import type { Database } from '../db/database'

/** Which products' figures are known to be out of date, and which were read alone. Writing calls belong inside a `write`. */
export class ProductReadings {
  readonly #connectionId: string
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database, connectionId: string) {
    this.#connectionId = connectionId
    this.#sql = prepare(db)
  }

  /** The stock of this product is to be read soon: what is stored is older than something that happened at `at`, epoch ms. */
  markDirty(productId: number, at: number): void {
    this.#sql.markDirty.run(productId, at)
  }

  /** External ids of marked products, the longest marked first. */
  dirty(most: number): string[] {
    return this.#sql.dirty.all(this.#connectionId, most)
  }

  /** It was asked for at `at`, epoch ms, and then read: no older mark is left. */
  noteRead(productId: number, at: number): void {
    this.#sql.noteRead.run(productId, at, at, at)
  }

  /** It was asked for at `at`, epoch ms, to no avail. */
  noteAsked(productId: number, at: number): void {
    this.#sql.noteAsked.run(productId, at)
  }

  /** All figures were read since then. */
  forgetMarksUntil(at: number): void {
    this.#sql.forgetMarks.run(at, this.#connectionId)
  }
}

function prepare({ sqlite }: Database) {
  return {
    markDirty: sqlite.prepare<[number, number]>(
      `INSERT INTO product_readings (product_id, dirty_at) VALUES (?, ?)
       ON CONFLICT (product_id) DO UPDATE SET dirty_at = excluded.dirty_at`,
    ),
    dirty: sqlite
      .prepare<[string, number], string>(
        `SELECT p.external_id FROM product_readings d JOIN products p ON p.id = d.product_id
         WHERE d.dirty_at IS NOT NULL AND p.connection_id = ? ORDER BY d.dirty_at, d.asked_at, p.id LIMIT ?`,
      )
      .pluck(),
    noteRead: sqlite.prepare<[number, number, number, number]>(
      `INSERT INTO product_readings (product_id, asked_at, read_at) VALUES (?, ?, ?)
       ON CONFLICT (product_id) DO UPDATE SET asked_at = excluded.asked_at, read_at = excluded.read_at,
         dirty_at = iif(dirty_at <= ?, NULL, dirty_at)`,
    ),
    noteAsked: sqlite.prepare<[number, number]>(
      `INSERT INTO product_readings (product_id, asked_at) VALUES (?, ?)
       ON CONFLICT (product_id) DO UPDATE SET asked_at = excluded.asked_at`,
    ),
    forgetMarks: sqlite.prepare<[number, string]>(
      `UPDATE product_readings SET dirty_at = NULL
       WHERE dirty_at <= ? AND product_id IN (SELECT id FROM products WHERE connection_id = ?)`,
    ),
  }
}
