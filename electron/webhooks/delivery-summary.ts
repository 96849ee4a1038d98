import type { LiveDeliveries } from '../../shared/domain/live'
import type { Database } from '../db/database'
import { DAY_MS } from '../lib/day'

const MEASURED_DELAYS = 1_000

/** What became of the deliveries of a connection. Each call counts, also those that said the same. */
export class DeliverySummary {
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database) {
    this.#sql = prepare(db)
  }

  of(connectionId: string, now: number): LiveDeliveries {
    // After the clock was set back the newest lie ahead.
    const day = { connectionId, from: now - DAY_MS, to: now + DAY_MS }
    const calls = this.#sql.callsOfDay.get(day)
    const processed = calls?.processed ?? 0
    const ended = processed + (calls?.quarantined ?? 0)
    const newestDelays = this.#sql.delays.all(day)
    const delays = newestDelays.toSorted((a, b) => a - b)
    const lastAt = this.#sql.lastAt.get({ connectionId, to: day.to })
    return {
      received: calls?.received ?? 0,
      processed,
      pending: this.#sql.callsIn.get({ connectionId, state: 'pending' }) ?? 0,
      quarantined: this.#sql.callsIn.get({ connectionId, state: 'quarantined' }) ?? 0,
      successRate: ended === 0 ? null : processed / ended,
      delayP50: percentile(delays, 0.5),
      delayP95: percentile(delays, 0.95),
      last: lastAt === undefined ? null : { at: lastAt, delayMs: newestDelays[0] ?? null },
    }
  }
}

/** The smallest value that so large a share does not exceed. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null
}

function prepare({ sqlite }: Database) {
  type OfConnection = { connectionId: string }
  type OfDay = OfConnection & { from: number; to: number }
  return {
    // Without groups, which would be sorted first.
    callsOfDay: sqlite.prepare<[OfDay], { received: number; processed: number; quarantined: number }>(
      `SELECT coalesce(sum(1 + repeats), 0) AS received,
         coalesce(sum(iif(state = 'done', 1 + repeats, 0)), 0) AS processed,
         coalesce(sum(iif(state = 'quarantined', 1 + repeats, 0)), 0) AS quarantined
       FROM webhook_deliveries WHERE connection_id = @connectionId AND received_at BETWEEN @from AND @to`,
    ),
    // SQLite would rather read all of the index that holds all columns.
    callsIn: sqlite
      .prepare<[OfConnection & { state: string }], number>(
        `SELECT coalesce(sum(1 + repeats), 0) FROM webhook_deliveries INDEXED BY webhook_deliveries_state
         WHERE connection_id = @connectionId AND state = @state`,
      )
      .pluck(),
    delays: sqlite
      .prepare<[OfDay], number>(
        `SELECT delay_ms FROM webhook_deliveries
         WHERE connection_id = @connectionId AND received_at BETWEEN @from AND @to AND delay_ms IS NOT NULL
         ORDER BY received_at DESC LIMIT ${MEASURED_DELAYS}`,
      )
      .pluck(),
    lastAt: sqlite
      .prepare<[OfConnection & { to: number }], number>(
        `SELECT received_at FROM webhook_deliveries
         WHERE connection_id = @connectionId AND received_at <= @to ORDER BY received_at DESC LIMIT 1`,
      )
      .pluck(),
  }
}
