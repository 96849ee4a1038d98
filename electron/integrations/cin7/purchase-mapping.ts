import { quantity } from '../../../shared/quantity'
import type { OrderGoodsInput, OrderInput } from '../../stock/provider-rows'
import { parseDay } from './dates'
import { isReference, type NoteStrange, toId, toQuantity, toText, usable } from './mapping'
import { type Purchase, type PurchaseDetail, PurchaseLine, Receipt } from './schemas'

/** Says that nothing more will come. Composites such as `COMPLETED / CREDIT NOTE CLOSED` occur, so a part is enough. */
const CLOSED = /VOIDED|COMPLETED/i

/** The field that tells the progress; `StockReceivedStatus` is a state of its paper work. A few old orders lack it. */
const STILL_TO_COME = new Set(['NOT RECEIVED', 'PARTIALLY RECEIVED', ''])

/**
 * Fields and their values are in the vendor's documentation of `/purchaseList`; that these together mean "open" is how
 * other clients read it. There is no date for a single line, so `RequiredBy` stands for all. Whether receiving goods moves
 * `LastUpdatedDate` is not documented; the two statuses are part of the stamp, as the first and the last receipt move them.
 */
export function toOrder(row: Purchase): OrderInput {
  const [status, receiving] = [toText(row.Status), toText(row.CombinedReceivingStatus).toUpperCase()]
  const updated = toText(row.LastUpdatedDate)
  return {
    externalId: toId(row.ID),
    orderNumber: toText(row.OrderNumber),
    supplier: toText(row.Supplier),
    isOpen:
      toText(row.OrderStatus).toUpperCase() === 'AUTHORISED' &&
      !CLOSED.test(status) &&
      STILL_TO_COME.has(receiving) &&
      !row.IsServiceOnly &&
      // Goods of such an order go to a customer of the shop.
      !isReference(row.DropShipTaskID),
    expectedAt: parseDay(toText(row.RequiredBy)),
    changeStamp: updated && `${updated} ${status} ${receiving}`,
  }
}

/**
 * From `/advanced-purchase`, which reads orders of every type. What has come of a simple purchase stands in `StockReceived`
 * (documented); of an advanced one in `PutAway` (reported by one client that measured it). Only receipts that are
 * `AUTHORISED` count.
 */
export function toOrderGoods(detail: PurchaseDetail, note: NoteStrange): OrderGoodsInput {
  let isWhole = true
  const noteGap: NoteStrange = (why) => {
    isWhole = false
    note(why)
  }
  const isAdvanced = /advanced/i.test(toText(detail.Type))
  const receipts = usable(
    'Receipts',
    listOf(isAdvanced ? detail.PutAway : detail.StockReceived),
    Receipt,
    noteGap,
  )
  const counted = receipts.filter(({ Status }) => toText(Status).toUpperCase() === 'AUTHORISED')
  const received = sumByProduct(counted.flatMap(({ Lines }) => usable('Lines', Lines, PurchaseLine, noteGap)))
  const ordered = sumByProduct(usable('Order.Lines', detail.Order.Lines, PurchaseLine, noteGap))
  const lines = [...ordered].map(([productExternalId, units]) => ({
    productExternalId,
    ordered: units,
    received: received.get(productExternalId) ?? 0,
  }))
  return { location: toText(detail.Location), lines, isWhole }
}

/** A product may stand in several lines, as it does when it is received bit by bit. */
function sumByProduct(lines: PurchaseLine[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { ProductID, Quantity } of lines) {
    const id = toId(ProductID)
    sums.set(id, quantity((sums.get(id) ?? 0) + toQuantity(Quantity)))
  }
  return sums
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return value === null || value === undefined || value === '' ? [] : [value]
}
