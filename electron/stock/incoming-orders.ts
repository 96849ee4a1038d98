import type { Incoming, IncomingOrder } from '../../shared/domain/stock'
import { quantity } from '../../shared/quantity'
import type { Database } from '../db/database'
import { OrderMarks } from './order-marks'

/** What the stored purchase orders will bring of a product; null: they are not read. */
export function findIncoming(
  db: Database,
  { connectionId, externalId }: { connectionId: string; externalId: string },
): Incoming | null {
  const reading = new OrderMarks(db, connectionId).newest()
  if (reading === null) return null
  const unread = db.sqlite
    .prepare<[string], number>(
      `SELECT count(*) FROM purchase_orders
       WHERE connection_id = ? AND (read_stamp IS NULL OR read_stamp <> change_stamp)`,
    )
    .pluck()
    .get(connectionId)
  const lines = db.sqlite
    .prepare<[string, string], Omit<IncomingOrder, 'outstanding'> & { received: number }>(
      `SELECT o.id AS orderId, o.order_number AS orderNumber, o.supplier, o.location, o.expected_at AS expectedAt, l.ordered, l.received
       FROM purchase_order_lines l JOIN purchase_orders o ON o.id = l.order_id
       WHERE l.product_external_id = ? AND o.connection_id = ?
       ORDER BY o.expected_at IS NULL, o.expected_at, o.order_number`,
    )
    .all(externalId, connectionId)
  const orders = lines
    .map(({ received, ...line }) => ({ ...line, outstanding: quantity(line.ordered - received) }))
    .filter(({ outstanding }) => outstanding > 0)
  return { orders, isComplete: reading.isWhole && unread === 0, readAt: reading.at }
}
