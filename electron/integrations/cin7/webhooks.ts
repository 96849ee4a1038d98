import type { DeliveredRow, DeliveryContents } from '../../webhooks/provider-hooks'
import { isReference, toId, toStockRow, toText } from './mapping'
import { readRows } from './rows'
import {
  type Availability,
  DeliveredAvailability,
  OrderEvent,
  ProductEvent,
  SaleEvent,
  type SaleEvent as SaleEventKeys,
} from './schemas'
import { whyNot } from './strange'

const readers: Readonly<Record<string, (body: unknown) => DeliveryContents>> = {
  'Stock/AvailableStockLevelChanged': readStock,
  'Product/Updated': readProducts,
  'Sale/InvoiceAuthorised': readSale,
  'Sale/ShipmentAuthorised': readSale,
  'Sale/CreditNoteAuthorised': readSale,
  'Sale/Voided': readSale,
  'Purchase/OrderAuthorised': readOrders,
  'Purchase/StockReceivedAuthorised': readOrders,
}

/** Cin7's own names of the events that a live picture needs. */
export function hookTypes({ orders }: { orders: boolean }): readonly string[] {
  return Object.keys(readers).filter((type) => orders || readers[type] !== readOrders)
}

/**
 * What the body of a delivery says. `type` is the subscription's: two kinds of body carry no name. Never throws.
 */
export function readDelivery(type: string, body: unknown): DeliveryContents {
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined
  return read?.(body) ?? unusable('Shelfwatch does not know this kind of event')
}

/** A bare list of rows. A strange row is left out. */
function readStock(body: unknown): DeliveryContents {
  if (!Array.isArray(body)) return unusable('it is not a list of stock rows')
  if (body.length === 0) return unusable('it names no product')
  const { rows, strange } = readRows(body, DeliveredAvailability, toDeliveredRow)
  if (rows.length > 0) return { kind: 'stock', rows }
  return unusable(`none of its rows can be used: ${strange[0]?.why}`)
}

function toDeliveredRow(row: Availability): DeliveredRow {
  const { inTransit: _inTransit, nextDeliveryAt: _nextDeliveryAt, ...told } = toStockRow(row)
  return told
}

function readProducts(body: unknown): DeliveryContents {
  const { error } = ProductEvent.safeParse(body)
  return error ? unusable(whyNot(error)) : { kind: 'products' }
}

function readOrders(body: unknown): DeliveryContents {
  const { error } = OrderEvent.safeParse(body)
  return error ? unusable(whyNot(error)) : { kind: 'orders' }
}

function readSale(body: unknown): DeliveryContents {
  const { data, error } = SaleEvent.safeParse(body)
  if (error) return unusable(whyNot(error))
  const id = idOfSale(data)
  if (id === null) return unusable('it does not say which sale')
  const orderNumber = toText(data.SaleOrderNumber) || toText(data.OrderNumber)
  return { kind: 'sale', sale: { id, orderNumber } }
}

/** Of the sale where it is told, else of one of its documents. */
function idOfSale({ SaleID, SaleTaskID }: SaleEventKeys): string | null {
  const id = [SaleID, SaleTaskID].find(isReference)
  return id === undefined ? null : toId(toText(id))
}

function unusable(why: string): DeliveryContents {
  return { kind: 'unusable', why }
}
