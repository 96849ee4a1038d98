import { and, between, eq } from 'drizzle-orm'
import { callMinutes, connections, reachability } from '../../drizzle/schema'
import type { Reachability } from '../../shared/domain/health'
import type { Database } from '../db/database'
import { addMinute, type CallMinute, emptyMinute } from './call-minute'

/** What is known of a connection's calls since the last time it was stored. */
export interface NewCalls {
  /** By the start of the minute, epoch ms. */
  minutes: ReadonlyMap<number, CallMinute>
  latest: Reachability
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** A day of calls in every minute. By number and not by age: a clock that is set must not delete anything. */
const KEPT_MINUTES = DAY_MS / MINUTE_MS

/** How calls to the provider ended, by the minute, and what the newest one told. */
export class HealthStore {
  readonly #db: Database

  constructor(deps: { db: Database }) {
    this.#db = deps.db
  }

  latest(connectionId: string): Reachability | null {
    const isOurs = eq(reachability.connectionId, connectionId)
    const row = this.#db.orm.select().from(reachability).where(isOurs).get()
    if (!row) return null
    const { connectionId: _, ...latest } = row
    return latest
  }

  /**
   * The minutes of the last day, by their start. Those of the next day as well: they are there when the clock was
   * set back meanwhile, and most likely are of today.
   */
  minutes(connectionId: string, now: number): Map<number, CallMinute> {
    const rows = this.#db.orm
      .select()
      .from(callMinutes)
      .where(
        and(
          eq(callMinutes.connectionId, connectionId),
          between(callMinutes.minuteAt, now - DAY_MS, now + DAY_MS),
        ),
      )
      .all()
    return new Map(rows.map((row) => [row.minuteAt, { ...row, times: timesIn(row.times) }]))
  }

  /** Adds to what is stored. Calls for an account that is not connected, or not any more, are left out. */
  add(calls: ReadonlyMap<string, NewCalls>): void {
    this.#db.write(() => {
      for (const [connectionId, { minutes, latest }] of calls) {
        if (!this.#isConnected(connectionId)) continue
        for (const [minuteAt, minute] of minutes) this.#addMinute(connectionId, minuteAt, minute)
        this.#db.orm
          .insert(reachability)
          .values({ connectionId, ...latest })
          .onConflictDoUpdate({ target: reachability.connectionId, set: latest })
          .run()
      }
    })
  }

  #isConnected(connectionId: string): boolean {
    const { orm } = this.#db
    return Boolean(
      orm.select({ id: connections.id }).from(connections).where(eq(connections.id, connectionId)).get(),
    )
  }

  #addMinute(connectionId: string, minuteAt: number, minute: CallMinute): void {
    const { orm } = this.#db
    const isThisMinute = and(eq(callMinutes.connectionId, connectionId), eq(callMinutes.minuteAt, minuteAt))
    const stored = orm.select().from(callMinutes).where(isThisMinute).get()
    const sum = stored ? { ...stored, times: timesIn(stored.times) } : emptyMinute()
    addMinute(sum, minute)
    const { limited, refused, unanswered, times } = sum
    const columns = { limited, refused, unanswered, times: Buffer.from(times.buffer) }
    if (stored) orm.update(callMinutes).set(columns).where(isThisMinute).run()
    else {
      const row = { connectionId, minuteAt, ...columns }
      orm.insert(callMinutes).values(row).run()
      this.#forgetOldest(connectionId)
    }
  }

  /** The plus keeps SQLite from sorting: it walks back by id, past as many rows as are kept. */
  #forgetOldest(connectionId: string): void {
    this.#db.sqlite
      .prepare(
        `DELETE FROM call_minutes WHERE connection_id = @connectionId AND id <= (
           SELECT id FROM call_minutes WHERE +connection_id = @connectionId
           ORDER BY id DESC LIMIT 1 OFFSET ${KEPT_MINUTES})`,
      )
      .run({ connectionId })
  }
}

/** A copy: where a buffer starts in memory need not suit numbers. */
function timesIn(stored: Buffer): Uint32Array {
  return new Uint32Array(new Uint8Array(stored).buffer)
}
