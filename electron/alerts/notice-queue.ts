import type { AlertBand, AlertState } from '../../shared/domain/alert'
import type { Database } from '../db/database'
import type { NoticeFacts } from './notice-text'

/** A notice that was decided, with its alert as that is now. */
export interface QueuedNotice extends NoticeFacts {
  noticeId: number
  alertId: number
  locationId: number
  state: AlertState
  /** For which it was decided; the alert's own may be another by now. */
  decidedBand: AlertBand
}

/** The rows of `alert_notices` that wait to be told. */
export class NoticeQueue {
  readonly #db: Database

  constructor(deps: { db: Database }) {
    this.#db = deps.db
  }

  /** Told in no way yet. The worst first, and of those in the same band the largest shortfall. */
  untold(): QueuedNotice[] {
    return this.#read('n.told_at IS NULL AND n.digested_at IS NULL')
  }

  /** In no digest yet, whether or not they were told at once. The same order. */
  undigested(): QueuedNotice[] {
    return this.#read('n.digested_at IS NULL')
  }

  /** They were told at once, and are still to be in a digest. */
  markTold(notices: readonly QueuedNotice[], now: number): void {
    this.#update('told_at = @now', notices, now)
  }

  /** Nothing more is told of them. */
  markDone(notices: readonly QueuedNotice[], now: number): void {
    this.#update('told_at = coalesce(told_at, @now), digested_at = @now', notices, now)
  }

  /** null: the alert is gone. */
  productOf(alertId: number): number | null {
    return (
      this.#db.sqlite
        .prepare<[number], number>('SELECT product_id FROM low_stock_alerts WHERE id = ?')
        .pluck()
        .get(alertId) ?? null
    )
  }

  #read(condition: string): QueuedNotice[] {
    return this.#db.sqlite
      .prepare<[], QueuedNotice>(
        `SELECT n.id AS noticeId, n.band AS decidedBand, a.id AS alertId, a.state, a.band, a.available,
           a.on_order AS onOrder, a.reorder_point AS reorderPoint, a.covered_until AS coveredUntil,
           a.product_id AS productId, p.name, a.location_id AS locationId, l.name AS location,
           s.next_delivery_at AS nextDeliveryAt
         FROM alert_notices n JOIN low_stock_alerts a ON a.id = n.alert_id
           JOIN products p ON p.id = a.product_id JOIN locations l ON l.id = a.location_id
           LEFT JOIN stock_levels s ON s.product_id = a.product_id AND s.location_id = a.location_id
         WHERE ${condition}
         ORDER BY CASE a.band WHEN 'out' THEN 0 WHEN 'critical' THEN 1 ELSE 2 END,
           a.reorder_point - a.available DESC, p.name, l.name`,
      )
      .all()
  }

  #update(assignment: string, notices: readonly QueuedNotice[], now: number): void {
    if (notices.length === 0) return
    const ids = JSON.stringify(notices.map(({ noticeId }) => noticeId))
    this.#db.write(() =>
      this.#db.sqlite
        .prepare(`UPDATE alert_notices SET ${assignment} WHERE id IN (SELECT value FROM json_each(@ids))`)
        .run({ now, ids }),
    )
  }
}
