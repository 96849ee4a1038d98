import type { AlertEvent, AlertState } from '../../shared/domain/alert'
import type { Database } from '../db/database'
import { type AlertStep, isNews, type LiveAlert } from './alert-step'

/** A user's doing. */
export type Handling =
  | { kind: 'acknowledge'; note: string }
  | { kind: 'snooze'; until: number }
  | { kind: 'reopen' }

const handledStates: Record<Handling['kind'], { from: AlertState[]; to: AlertState }> = {
  acknowledge: { from: ['open', 'snoozed'], to: 'acknowledged' },
  snooze: { from: ['open', 'acknowledged', 'snoozed'], to: 'snoozed' },
  reopen: { from: ['acknowledged', 'snoozed'], to: 'open' },
}

const eventKinds = { acknowledge: 'acknowledged', snooze: 'snoozed', reopen: 'reopened' } as const

interface EventRow {
  alertId: number
  at: number
  kind: AlertEvent['kind']
  cause: AlertEvent['cause']
  by: string
  note: string
}

/** Rows of `low_stock_alerts`, their log and what is to be told of them. Writing calls belong inside a `write`. */
export class AlertStore {
  readonly #sql: ReturnType<typeof prepare>

  constructor(deps: { db: Database }) {
    this.#sql = prepare(deps.db)
  }

  /** Alerts that are not resolved, by product. */
  live(connectionId: string): Map<number, LiveAlert[]> {
    const byProduct = new Map<number, LiveAlert[]>()
    for (const alert of this.#sql.live.all(connectionId)) {
      const known = byProduct.get(alert.productId)
      if (known) known.push(alert)
      else byProduct.set(alert.productId, [alert])
    }
    return byProduct
  }

  /**
   * Does one step, with its log and, when somebody should hear of it, a notice to be told. `isOwn`: the user brought it about,
   * and so needs no telling.
   */
  apply(connectionId: string, step: AlertStep, at: number, isOwn = false): void {
    if (step.kind === 'open') this.#open(connectionId, step, at, isOwn)
    else if (step.kind === 'resolve') this.#resolve(step, at)
    else this.#update(step, at, isOwn)
  }

  /** Returns whether the alert was in a state in which this can be done. */
  handle(connectionId: string, alertId: number, handling: Handling, by: string, at: number): boolean {
    const { from, to } = handledStates[handling.kind]
    const note = handling.kind === 'acknowledge' ? handling.note : ''
    const isReopened = handling.kind === 'reopen'
    const { changes } = this.#sql.handle.run({
      id: alertId,
      connectionId,
      to,
      from: JSON.stringify(from),
      by: isReopened ? '' : by,
      note,
      until: handling.kind === 'snooze' ? handling.until : null,
    })
    if (changes === 0) return false
    const kind = eventKinds[handling.kind]
    this.#log({ alertId, at, kind, cause: 'user', by, note })
    return true
  }

  /** Opens again what was snoozed until then or longer ago; one that was never told of its band is told now. Returns how many. */
  wake(connectionId: string, at: number): number {
    const ids = this.#sql.snoozedUntil.all(connectionId, at)
    for (const id of ids) {
      this.#sql.wake.run(id)
      this.#log({ alertId: id, at, kind: 'reopened', cause: 'time', by: '', note: '' })
      this.#sql.addNotice.run({ alertId: id, at, toldAt: null })
    }
    return ids.length
  }

  /** When the next snooze ends, epoch ms; null: none is under way. */
  nextWakeAt(): number | null {
    return this.#sql.nextWakeAt.get() ?? null
  }

  /** Forgets some of the alerts that were resolved before; returns how many. */
  purge(before: number): number {
    return this.#sql.purge.run(before).changes
  }

  #open(
    connectionId: string,
    { pair, need }: AlertStep & { kind: 'open' },
    at: number,
    isOwn: boolean,
  ): void {
    const { productId, locationId, available, onOrder, reorderPoint } = pair
    const point = reorderPoint ?? 0
    const last = isOwn ? undefined : this.#sql.lastChange.get(productId, locationId)
    const alertId = this.#sql.open.get({
      connectionId,
      productId,
      locationId,
      available,
      onOrder,
      reorderPoint: point,
      before: last && last.after === available && last.before > point ? last.before : null,
      at,
      ...need,
    })!
    const cause = isOwn ? 'reorderPoint' : 'figures'
    this.#log({ alertId, at, kind: 'opened', cause, by: '', note: '' })
    if (need.coveredUntil === null) this.#sql.addNotice.run({ alertId, at, toldAt: isOwn ? at : null })
  }

  #update(step: AlertStep & { kind: 'update' }, at: number, isOwn: boolean): void {
    const { alert, pair, need, state, events, cause } = step
    this.#sql.update.run({
      id: alert.id,
      state,
      band: need.band,
      available: pair.available,
      onOrder: pair.onOrder,
      reorderPoint: pair.reorderPoint ?? 0,
      coveredUntil: need.coveredUntil,
      bandAt: need.band === alert.band ? null : at,
      isReopened: Number(state !== alert.state),
    })
    for (const kind of events) this.#log({ alertId: alert.id, at, kind, cause, by: '', note: '' })
    this.#hold(step, at, isOwn)
  }

  /** What waits to be told is held to what holds now: a worse band may be over, and a delivery may have been ordered. */
  #hold(step: AlertStep & { kind: 'update' }, at: number, isOwn: boolean): void {
    const { alert, pair, need, state } = step
    const isToTell = pair.need !== null && need.coveredUntil === null
    if (!isToTell) this.#sql.withdraw.run(alert.id)
    else this.#sql.withdrawWorse.run(alert.id)
    if (!isToTell || state !== 'open') return
    if (isNews(step)) this.#sql.addNotice.run({ alertId: alert.id, at, toldAt: isOwn ? at : null })
    else this.#sql.addUntold.run({ alertId: alert.id, at })
  }

  #resolve({ alert, pair, cause }: AlertStep & { kind: 'resolve' }, at: number): void {
    const { available, onOrder, reorderPoint } = pair
    this.#sql.resolve.run({ id: alert.id, at, available, onOrder, reorderPoint: reorderPoint ?? 0 })
    this.#log({ alertId: alert.id, at, kind: 'resolved', cause, by: '', note: '' })
  }

  /** With the alert's figures as they are by then. */
  #log(event: EventRow): void {
    this.#sql.log.run(event)
  }
}

const isUntold = 'told_at IS NULL AND digested_at IS NULL'
/** The lower, the worse. */
const rankOf = (band: string) => `CASE ${band} WHEN 'out' THEN 0 WHEN 'critical' THEN 1 ELSE 2 END`

function prepare({ sqlite }: Database) {
  return {
    live: sqlite.prepare<[string], LiveAlert>(
      `SELECT id, product_id AS productId, location_id AS locationId, state, band, available,
         on_order AS onOrder, reorder_point AS reorderPoint, covered_until AS coveredUntil
       FROM low_stock_alerts WHERE connection_id = ? AND state <> 'resolved'`,
    ),
    open: sqlite
      .prepare<[object], number>(
        `INSERT INTO low_stock_alerts (connection_id, product_id, location_id, state, band, available, on_order,
           reorder_point, covered_until, before, opened_at, band_at, handled_by, note)
         VALUES (@connectionId, @productId, @locationId, 'open', @band, @available, @onOrder,
           @reorderPoint, @coveredUntil, @before, @at, @at, '', '') RETURNING id`,
      )
      .pluck(),
    lastChange: sqlite.prepare<[number, number], { before: number; after: number }>(
      `SELECT before, after FROM stock_changes
       WHERE product_id = ? AND location_id = ? AND figure = 'available' ORDER BY changed_at DESC, id DESC LIMIT 1`,
    ),
    update: sqlite.prepare<[object]>(
      `UPDATE low_stock_alerts SET state = @state, band = @band, available = @available, on_order = @onOrder,
         reorder_point = @reorderPoint, covered_until = @coveredUntil, band_at = coalesce(@bandAt, band_at),
         handled_by = iif(@isReopened, '', handled_by), note = iif(@isReopened, '', note),
         snoozed_until = iif(@isReopened, NULL, snoozed_until)
       WHERE id = @id`,
    ),
    resolve: sqlite.prepare<[object]>(
      `UPDATE low_stock_alerts SET state = 'resolved', resolved_at = @at, available = @available,
         on_order = @onOrder, reorder_point = @reorderPoint, covered_until = NULL, snoozed_until = NULL WHERE id = @id`,
    ),
    handle: sqlite.prepare<[object]>(
      `UPDATE low_stock_alerts SET state = @to, handled_by = @by, note = @note, snoozed_until = @until
       WHERE id = @id AND connection_id = @connectionId AND state IN (SELECT value FROM json_each(@from))`,
    ),
    snoozedUntil: sqlite
      .prepare<[string, number], number>(
        `SELECT id FROM low_stock_alerts WHERE connection_id = ? AND state = 'snoozed' AND snoozed_until <= ?`,
      )
      .pluck(),
    wake: sqlite.prepare<[number]>(
      `UPDATE low_stock_alerts SET state = 'open', snoozed_until = NULL, handled_by = '', note = '' WHERE id = ?`,
    ),
    nextWakeAt: sqlite
      .prepare<[], number | null>(`SELECT min(snoozed_until) FROM low_stock_alerts WHERE state = 'snoozed'`)
      .pluck(),
    log: sqlite.prepare<[EventRow]>(
      `INSERT INTO alert_events (alert_id, at, kind, cause, band, available, reorder_point, by, note)
       SELECT id, @at, @kind, @cause, band, available, reorder_point, @by, @note
       FROM low_stock_alerts WHERE id = @alertId`,
    ),
    /** At most once for an alert and a band, and not while a delivery covers it. */
    addNotice: sqlite.prepare<[{ alertId: number; at: number; toldAt: number | null }]>(
      `INSERT INTO alert_notices (alert_id, band, decided_at, told_at, digested_at)
       SELECT id, band, @at, @toldAt, @toldAt FROM low_stock_alerts WHERE id = @alertId AND covered_until IS NULL
       ON CONFLICT (alert_id, band) DO NOTHING`,
    ),
    /** Where that band was never told, nor a worse one. */
    addUntold: sqlite.prepare<[{ alertId: number; at: number }]>(
      `INSERT INTO alert_notices (alert_id, band, decided_at)
       SELECT id, band, @at FROM low_stock_alerts a WHERE id = @alertId AND NOT EXISTS (
         SELECT 1 FROM alert_notices n WHERE n.alert_id = a.id AND ${rankOf('n.band')} <= ${rankOf('a.band')})`,
    ),
    withdraw: sqlite.prepare<[number]>(`DELETE FROM alert_notices WHERE alert_id = ? AND ${isUntold}`),
    withdrawWorse: sqlite.prepare<[number]>(
      `DELETE FROM alert_notices AS n WHERE alert_id = ? AND ${isUntold} AND ${rankOf('n.band')} <
         (SELECT ${rankOf('a.band')} FROM low_stock_alerts a WHERE a.id = n.alert_id)`,
    ),
    purge: sqlite.prepare<[number]>(
      `DELETE FROM low_stock_alerts WHERE id IN (
         SELECT id FROM low_stock_alerts WHERE state = 'resolved' AND resolved_at < ? LIMIT 200)`,
    ),
  }
}
