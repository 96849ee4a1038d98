import type {
  Alert,
  AlertCounts,
  AlertEvent,
  AlertGrouping,
  AlertListing,
  AlertPage,
  AlertQuery,
  ProductAlerts,
} from '../../shared/domain/alert'
import type { Database } from '../db/database'
import type { ReorderLookup } from '../stock/reorder-lookup'
import { StockMarks } from '../stock/stock-marks'
import { suggestedQuantity } from './suggested-quantity'

const LOG_ENTRIES = 100

type Row = Omit<Alert, 'suggestedQuantity' | 'runOutDays' | 'confirmedAt'> & {
  perDay: number | null
  changedAt: number | null
  readAt: number | null
}

const columns = `a.id, a.product_id AS productId, p.name, p.sku, a.location_id AS locationId, l.name AS location,
  p.category, coalesce(u.name, '') AS supplier, a.state, a.band, a.available, a.on_order AS onOrder,
  a.reorder_point AS reorderPoint, a.covered_until AS coveredUntil, s.next_delivery_at AS nextDeliveryAt, a.before,
  (SELECT e.cause FROM alert_events e WHERE e.alert_id = a.id AND e.kind = 'opened') AS cause,
  a.opened_at AS openedAt, a.band_at AS bandAt, a.handled_by AS handledBy, a.note, a.snoozed_until AS snoozedUntil,
  a.resolved_at AS resolvedAt, c.per_day AS perDay, s.changed_at AS changedAt, d.read_at AS readAt`

/** What decides the place of an alert in a list. */
const ranked = `low_stock_alerts a
  LEFT JOIN stock_paces c ON c.product_id = a.product_id AND c.location_id = a.location_id`

const tables = `low_stock_alerts a JOIN products p ON p.id = a.product_id JOIN locations l ON l.id = a.location_id
  LEFT JOIN stock_levels s ON s.product_id = a.product_id AND s.location_id = a.location_id
  LEFT JOIN stock_paces c ON c.product_id = a.product_id AND c.location_id = a.location_id
  LEFT JOIN product_readings d ON d.product_id = a.product_id
  LEFT JOIN product_suppliers q ON q.product_id = a.product_id AND q.position = 0
  LEFT JOIN suppliers u ON u.id = q.supplier_id`

const groupings: Record<Exclude<AlertGrouping, 'none'>, { name: string; from: string }> = {
  location: { name: 'l.name', from: `${ranked} JOIN locations l ON l.id = a.location_id` },
  supplier: {
    name: "coalesce(u.name, '')",
    from: `${ranked} LEFT JOIN product_suppliers q ON q.product_id = a.product_id AND q.position = 0
      LEFT JOIN suppliers u ON u.id = q.supplier_id`,
  },
  category: { name: 'p.category', from: `${ranked} JOIN products p ON p.id = a.product_id` },
}

/** Covered ones wait for a delivery, so they come after what nobody has ordered. */
const worstFirst = `CASE WHEN a.band = 'out' THEN 0 WHEN a.covered_until IS NOT NULL THEN 3 WHEN a.band = 'critical' THEN 1 ELSE 2 END,
  c.per_day IS NULL, max(a.available, 0) / c.per_day, a.reorder_point - a.available DESC, a.id`

const isWanted = `a.connection_id = @connectionId AND a.state = @state
  AND (@locationId IS NULL OR a.location_id = @locationId)`

/** What the Alerts and Today views and the product panel show, straight from the store. */
export class AlertQueries {
  readonly #db: Database
  readonly #reorder: (connectionId: string) => ReorderLookup

  constructor(deps: { db: Database; reorder: (connectionId: string) => ReorderLookup }) {
    this.#db = deps.db
    this.#reorder = deps.reorder
  }

  list({ connectionId, state, locationId, groupBy, offset, limit }: AlertQuery): AlertPage {
    const { from, group, order } = rankingOf({ state, groupBy })
    const asked = { connectionId, state, locationId }
    // Thousands are put in order, of which only those asked for are read whole.
    const rows = this.#db.sqlite
      .prepare<[object], Row>(
        `SELECT ${columns} FROM ${tables} WHERE a.id IN (
           SELECT a.id FROM ${from} WHERE ${isWanted} ORDER BY ${order} LIMIT @limit OFFSET @offset
         ) ORDER BY ${order}`,
      )
      .all({ ...asked, limit, offset })
    const total = this.#db.sqlite
      .prepare<[object], number>(`SELECT count(*) FROM low_stock_alerts a WHERE ${isWanted}`)
      .pluck()
      .get(asked)!
    const groups = group
      ? this.#db.sqlite
          .prepare<[object], AlertPage['groups'][number]>(
            `SELECT ${group} AS name, count(*) AS count FROM ${from} WHERE ${isWanted}
             GROUP BY ${group} ORDER BY ${group} = '', ${group}`,
          )
          .all(asked)
      : []
    return { total, offset, alerts: this.#complete(connectionId, rows), groups }
  }

  /** Of all that a list names, in its order. */
  ids({ connectionId, state, locationId, groupBy }: AlertListing): number[] {
    const { from, order } = rankingOf({ state, groupBy })
    return this.#db.sqlite
      .prepare<[object], number>(`SELECT a.id FROM ${from} WHERE ${isWanted} ORDER BY ${order}`)
      .pluck()
      .all({ connectionId, state, locationId })
  }

  /** In the order asked for; those that are gone are left out. */
  byIds(connectionId: string, ids: readonly number[]): Alert[] {
    const rows = this.#db.sqlite
      .prepare<[object], Row>(
        `SELECT ${columns} FROM json_each(@ids) asked JOIN ${tables}
         WHERE a.id = asked.value AND a.connection_id = @connectionId ORDER BY asked.key`,
      )
      .all({ connectionId, ids: JSON.stringify(ids) })
    return this.#complete(connectionId, rows)
  }

  counts(connectionId: string): AlertCounts {
    const rows = this.#db.sqlite
      .prepare<[string], { state: Alert['state']; count: number; covered: number }>(
        `SELECT state, count(*) AS count, sum(covered_until IS NOT NULL) AS covered FROM low_stock_alerts
         WHERE connection_id = ? GROUP BY state`,
      )
      .all(connectionId)
    const of = (state: Alert['state']) => rows.find((row) => row.state === state)
    return {
      open: of('open')?.count ?? 0,
      acknowledged: of('acknowledged')?.count ?? 0,
      snoozed: of('snoozed')?.count ?? 0,
      resolved: of('resolved')?.count ?? 0,
      covered: of('open')?.covered ?? 0,
    }
  }

  ofProduct(connectionId: string, productId: number): ProductAlerts {
    const rows = this.#db.sqlite
      .prepare<[string, number], Row>(
        `SELECT ${columns} FROM ${tables}
         WHERE a.connection_id = ? AND a.product_id = ? AND a.state <> 'resolved' ORDER BY ${worstFirst}`,
      )
      .all(connectionId, productId)
    const log = this.#db.sqlite
      .prepare<[string, number], AlertEvent>(
        `SELECT e.id, e.alert_id AS alertId, l.name AS location, e.at, e.kind, e.cause, e.band, e.available,
           e.reorder_point AS reorderPoint, e.by, e.note
         FROM low_stock_alerts a JOIN alert_events e ON e.alert_id = a.id JOIN locations l ON l.id = a.location_id
         WHERE a.connection_id = ? AND a.product_id = ? ORDER BY e.at DESC, e.id DESC LIMIT ${LOG_ENTRIES}`,
      )
      .all(connectionId, productId)
    return { alerts: this.#complete(connectionId, rows), log }
  }

  #complete(connectionId: string, rows: Row[]): Alert[] {
    const listReadAt = new StockMarks(this.#db, connectionId).confirmedAt()
    const reorder = this.#reorder(connectionId)
    return rows.map(({ perDay, changedAt, readAt, ...alert }) => ({
      ...alert,
      suggestedQuantity: suggestedQuantity({
        ...alert,
        reorderQuantity: reorder.at(alert.productId, alert.locationId).reorderQuantity,
      }),
      runOutDays: perDay ? Math.max(alert.available, 0) / perDay : null,
      confirmedAt: listReadAt && Math.max(listReadAt, readAt ?? 0, changedAt ?? 0),
    }))
  }
}

/** What an alert's place in a list is decided by. */
function rankingOf({ state, groupBy }: Pick<AlertListing, 'state' | 'groupBy'>) {
  const inGroup = state === 'resolved' ? 'a.resolved_at DESC, a.id DESC' : worstFirst
  if (groupBy === 'none') return { from: ranked, group: null, order: inGroup }
  const { name, from } = groupings[groupBy]
  const group = `${name} COLLATE NOCASE`
  return { from, group, order: `${group} = '', ${group}, ${inGroup}` }
}
