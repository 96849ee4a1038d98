import type { Database } from '../db/database'
import type { DeliveryInbox, PendingDelivery } from '../webhooks/delivery-inbox'
import type { DeliveryContents } from '../webhooks/provider-hooks'

const TRIES = 10

/** Deliveries in their table, without the rules by which they are received. */
export class TableInbox implements DeliveryInbox {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  add(connectionId: string, contents: DeliveryContents | string, { isRepeat = false, at = 0 } = {}): number {
    const body = typeof contents === 'string' ? contents : JSON.stringify(contents)
    const insert = this.#db.sqlite.prepare(
      `INSERT INTO webhook_deliveries (connection_id, type, hash, body, state, is_repeat, received_at)
       VALUES (?, 'test', hex(randomblob(32)), ?, 'pending', ?, ?)`,
    )
    const added = this.#db.write(() => insert.run(connectionId, Buffer.from(body), Number(isRepeat), at))
    return Number(added.lastInsertRowid)
  }

  pending(connectionId: string, limit: number): PendingDelivery[] {
    const rows = this.#db.sqlite
      .prepare<[string, number], Omit<PendingDelivery, 'isRepeat'> & { isRepeat: number }>(
        `SELECT id, type, body, is_repeat AS isRepeat, received_at AS receivedAt, attempts FROM webhook_deliveries
         WHERE connection_id = ? AND state = 'pending' ORDER BY id LIMIT ?`,
      )
      .all(connectionId, limit)
    return rows.map((row) => ({ ...row, isRepeat: row.isRepeat === 1 }))
  }

  finish(ids: readonly number[], { delayMs }: { delayMs: number | null }): void {
    const finish = this.#db.sqlite.prepare(
      `UPDATE webhook_deliveries SET state = 'done', body = NULL, delay_ms = ? WHERE id = ?`,
    )
    this.#db.write(() => {
      for (const id of ids) finish.run(delayMs, id)
    })
  }

  fail(id: number, problem: string, mostAttempts = TRIES): void {
    const fail = this.#db.sqlite.prepare(
      `UPDATE webhook_deliveries SET attempts = attempts + 1, problem = ?,
         state = iif(attempts + 1 >= ?, 'quarantined', 'pending') WHERE id = ?`,
    )
    this.#db.write(() => fail.run(problem, mostAttempts, id))
  }

  counts(): Record<string, number> {
    const rows = this.#db.sqlite
      .prepare<[], [string, number]>('SELECT state, count(*) FROM webhook_deliveries GROUP BY state')
      .raw()
      .all()
    return Object.fromEntries(rows)
  }

  row(id: number): { state: string; attempts: number; problem: string; delayMs: number | null } | undefined {
    return this.#db.sqlite
      .prepare<[number], { state: string; attempts: number; problem: string; delayMs: number | null }>(
        'SELECT state, attempts, problem, delay_ms AS delayMs FROM webhook_deliveries WHERE id = ?',
      )
      .get(id)
  }
}
