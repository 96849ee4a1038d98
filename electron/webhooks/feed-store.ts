import type { Database } from '../db/database'

/** What deliveries want to be read beyond single products. */
export type Want = 'products' | 'orders' | 'sweep'

const columns: Record<Want, string> = {
  products: 'products_wanted_at',
  orders: 'orders_wanted_at',
  sweep: 'sweep_wanted_at',
}

/** What the deliveries of connections want to be read, kept until a run has done so. */
export class FeedStore {
  readonly #db: Database

  constructor(deps: { db: Database }) {
    this.#db = deps.db
  }

  /** From what happened at `at`, epoch ms, on. */
  want(connectionId: string, want: Want, at: number): void {
    const column = columns[want]
    const put = this.#db.sqlite.prepare(
      `INSERT INTO live_feeds (connection_id, ${column}) VALUES (?, ?)
       ON CONFLICT (connection_id) DO UPDATE SET ${column} = max(excluded.${column}, coalesce(${column} + 1, 0))`,
    )
    this.#db.write(() => put.run(connectionId, at))
  }

  /** When something was last wanted of it, epoch ms; null: nothing is. */
  wantedAt(connectionId: string, want?: Want): number | null {
    const found = want ? columns[want] : 'products_wanted_at, orders_wanted_at, sweep_wanted_at'
    const row = this.#db.sqlite
      .prepare<[string], (number | null)[]>(`SELECT ${found} FROM live_feeds WHERE connection_id = ?`)
      .raw()
      .get(connectionId)
    const wanted = (row ?? []).filter((at) => at !== null)
    return wanted.length > 0 ? Math.max(...wanted) : null
  }

  /** What was wanted by then was read. */
  forgetUntil(connectionId: string, at: number): void {
    this.#db.write(() => {
      for (const column of Object.values(columns)) {
        this.#db.sqlite
          .prepare(`UPDATE live_feeds SET ${column} = NULL WHERE connection_id = ? AND ${column} <= ?`)
          .run(connectionId, at)
      }
    })
  }
}
