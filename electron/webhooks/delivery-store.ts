import { createHash } from 'node:crypto'
import type { LiveDeliveries } from '../../shared/domain/live'
import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'
import type { Clock } from '../ports'
import type { DeliveryInbox, PendingDelivery } from './delivery-inbox'
import { DeliverySummary } from './delivery-summary'
import type { Received } from './receiver'

const REPEAT_WITHIN_MS = 90 * 60_000
const MOST_ATTEMPTS = 10
const PURGED_PER_STEP = 500

/** The deliveries of all connections. */
export class DeliveryStore implements DeliveryInbox {
  readonly #db: Database
  readonly #clock: Pick<Clock, 'now'>
  readonly #sql: ReturnType<typeof prepare>
  readonly #summary: DeliverySummary

  constructor({ db, clock }: { db: Database; clock: Pick<Clock, 'now'> }) {
    this.#db = db
    this.#clock = clock
    this.#sql = prepare(db)
    this.#summary = new DeliverySummary(db)
  }

  /**
   * Stores all of them or none. One with the same body as one that is pending is counted there. Of a connection that is gone
   * nothing is stored. Returns the ids of those that are new, null for the others.
   */
  insert(group: readonly Received[]): (number | null)[] {
    const now = this.#clock.now()
    const hashed = group.map((received) => ({ ...received, hash: sha256(received.body) }))
    return this.#db.write(() =>
      hashed.map(({ connectionId, type, hash, body, unusable }) => {
        const same = { connectionId, type, hash }
        if (this.#sql.countRepeat.run(same).changes > 0) return null
        // A clock that was set makes a time of now look like one to come.
        const span = { from: now - REPEAT_WITHIN_MS, to: now + REPEAT_WITHIN_MS }
        const isRepeat = this.#sql.isKnown.get({ ...same, ...span }) === undefined ? 0 : 1
        const state = unusable === null ? 'pending' : 'quarantined'
        const row = { ...same, body, state, isRepeat, now, problem: unusable ?? '' } as const
        const { changes, lastInsertRowid } = this.#sql.insert.run(row)
        return changes > 0 ? Number(lastInsertRowid) : null
      }),
    )
  }

  /** Oldest first. */
  pending(connectionId: string, limit: number): PendingDelivery[] {
    return this.#sql.pending
      .all({ connectionId, limit })
      .map((row) => ({ ...row, isRepeat: row.isRepeat === 1 }))
  }

  /** They were used; what they said is forgotten. */
  finish(ids: readonly number[], { delayMs }: { delayMs: number | null }): void {
    const doneAt = this.#clock.now()
    this.#db.write(() => {
      for (const id of ids) this.#sql.finish.run({ id, doneAt, delayMs })
    })
  }

  /** It could not be used. After so many attempts it is put aside. */
  fail(id: number, problem: string, mostAttempts = MOST_ATTEMPTS): void {
    this.#db.write(() => this.#sql.fail.run({ id, problem, mostAttempts }))
  }

  /** It can never be used as it is. */
  quarantine(id: number, problem: string): void {
    this.#db.write(() => this.#sql.fail.run({ id, problem, mostAttempts: 0 }))
  }

  /** Lets what was put aside be tried again. It is old by now, so it counts as sent again. Returns how many. */
  retryQuarantined(connectionId: string): number {
    return this.#db.write(() => {
      const count = this.#sql.countQuarantined.get({ connectionId }) ?? 0
      this.#sql.retry.run({ connectionId })
      // What could not: the same body is pending.
      this.#sql.fold.run({ connectionId })
      this.#sql.removeFolded.run({ connectionId })
      return count
    })
  }

  summary(connectionId: string, now: number): LiveDeliveries {
    return this.#summary.of(connectionId, now)
  }

  /** Forgets what was used before that time, epoch ms, in small steps. */
  async purge(before: number, signal: AbortSignal): Promise<void> {
    for (const connectionId of this.#sql.connectionIds.all()) {
      const step = () => this.#db.write(() => this.#sql.purge.run({ connectionId, before }))
      while (step().changes > 0) await yieldToLoop(signal)
    }
  }
}

function sha256(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}

interface Same {
  connectionId: string
  type: string
  hash: string
}

interface Span {
  from: number
  to: number
}

interface NewRow extends Same {
  body: Buffer
  state: 'pending' | 'quarantined'
  isRepeat: 0 | 1
  now: number
  problem: string
}

interface PendingRow {
  id: number
  type: string
  body: Buffer
  isRepeat: 0 | 1
  receivedAt: number
  attempts: number
}

const SAME = 'connection_id = @connectionId AND type = @type AND hash = @hash'
const OF_CONNECTION = 'connection_id = @connectionId AND state ='

function prepare({ sqlite }: Database) {
  type OfConnection = { connectionId: string }
  return {
    countRepeat: sqlite.prepare<[Same]>(
      `UPDATE webhook_deliveries SET repeats = repeats + 1 WHERE ${SAME} AND state = 'pending'`,
    ),
    /** Repeats are counted until it is done, so that it may have come again until then. */
    isKnown: sqlite.prepare<[Same & Span]>(
      `SELECT 1 FROM webhook_deliveries
       WHERE ${SAME} AND (received_at BETWEEN @from AND @to OR done_at BETWEEN @from AND @to) LIMIT 1`,
    ),
    insert: sqlite.prepare<[NewRow]>(
      `INSERT INTO webhook_deliveries (connection_id, type, hash, body, state, is_repeat, received_at, problem)
       SELECT id, @type, @hash, @body, @state, @isRepeat, @now, @problem FROM connections WHERE id = @connectionId`,
    ),
    pending: sqlite.prepare<[OfConnection & { limit: number }], PendingRow>(
      `SELECT id, type, body, is_repeat AS isRepeat, received_at AS receivedAt, attempts FROM webhook_deliveries
       WHERE ${OF_CONNECTION} 'pending' ORDER BY id LIMIT @limit`,
    ),
    finish: sqlite.prepare<[{ id: number; doneAt: number; delayMs: number | null }]>(
      `UPDATE webhook_deliveries SET state = 'done', body = NULL, problem = '', done_at = @doneAt, delay_ms = @delayMs
       WHERE id = @id AND state = 'pending'`,
    ),
    fail: sqlite.prepare<[{ id: number; problem: string; mostAttempts: number }]>(
      `UPDATE webhook_deliveries SET attempts = attempts + 1, problem = @problem,
         state = iif(attempts + 1 >= @mostAttempts, 'quarantined', state)
       WHERE id = @id AND state = 'pending'`,
    ),
    countQuarantined: sqlite
      .prepare<[OfConnection], number>(
        `SELECT count(*) FROM webhook_deliveries WHERE ${OF_CONNECTION} 'quarantined'`,
      )
      .pluck(),
    retry: sqlite.prepare<[OfConnection]>(
      `UPDATE OR IGNORE webhook_deliveries SET state = 'pending', attempts = 0, problem = '', is_repeat = 1
       WHERE ${OF_CONNECTION} 'quarantined'`,
    ),
    fold: sqlite.prepare<[OfConnection]>(
      `UPDATE webhook_deliveries SET repeats = repeats + folded.calls
       FROM (SELECT type, hash, sum(1 + repeats) AS calls FROM webhook_deliveries
             WHERE ${OF_CONNECTION} 'quarantined' GROUP BY type, hash) AS folded
       WHERE ${OF_CONNECTION} 'pending'
         AND webhook_deliveries.type = folded.type AND webhook_deliveries.hash = folded.hash`,
    ),
    removeFolded: sqlite.prepare<[OfConnection]>(
      `DELETE FROM webhook_deliveries WHERE ${OF_CONNECTION} 'quarantined'`,
    ),
    connectionIds: sqlite.prepare<[], string>('SELECT id FROM connections').pluck(),
    purge: sqlite.prepare<[OfConnection & { before: number }]>(
      `DELETE FROM webhook_deliveries WHERE id IN (
         SELECT id FROM webhook_deliveries
         WHERE connection_id = @connectionId AND received_at < @before AND state = 'done' AND done_at < @before
         LIMIT ${PURGED_PER_STEP})`,
    ),
  }
}
