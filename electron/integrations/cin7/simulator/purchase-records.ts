import { wireDay, wireStamp } from './dates'
import type { NothingWriter } from './nothing'
import type { ShopOrderLine, ShopPurchaseOrder } from './shop'
import type { ShopStore } from './shop-store'
import type { WirePurchase, WirePurchaseDetail, WirePurchaseLine, WireReceipt } from './wire'

/** One row of `/purchaseList`. */
export function purchaseRecord(
  order: ShopPurchaseOrder,
  position: number,
  store: ShopStore,
  nothing: NothingWriter,
): WirePurchase {
  const isAuthorised = order.stage === 'ordered' || order.stage === 'completed'
  return {
    ID: order.id,
    BlindReceipt: false,
    OrderNumber: order.orderNumber,
    Status: purchaseStatus(order),
    OrderDate: wireDay(order.orderedOn),
    InvoiceDate: null,
    Supplier: store.supplier(order.supplierId)?.name ?? '',
    SupplierID: order.supplierId,
    InvoiceNumber: nothing(position),
    InvoiceAmount: 0,
    PaidAmount: 0,
    InvoiceDueDate: null,
    RequiredBy: wireDay(order.requiredBy),
    BaseCurrency: store.shop.settings.currency,
    SupplierCurrency: store.supplier(order.supplierId)?.currency ?? '',
    CreditNoteNumber: nothing(position + 1),
    OrderStatus: isAuthorised ? 'AUTHORISED' : order.stage.toUpperCase(),
    // A state of its paper work, which says nothing about what has come.
    StockReceivedStatus: order.type === 'Advanced Purchase' ? 'NOT AVAILABLE' : 'DRAFT',
    UnstockStatus: 'NOT AVAILABLE',
    InvoiceStatus: 'NOT AVAILABLE',
    CreditNoteStatus: 'NOT AVAILABLE',
    LastUpdatedDate: wireStamp(order.modifiedAt, position),
    Type: order.type,
    CombinedInvoiceStatus: 'NOT INVOICED',
    CombinedPaymentStatus: 'UNPAID',
    CombinedReceivingStatus: receivingStatus(order),
    IsServiceOnly: order.type === 'Service Purchase',
    DropShipTaskID: order.isDropShip ? order.id : null,
  }
}

/**
 * The answer of `/advanced-purchase`, which has receipts in lists; `/purchase` has one, as an object. What has come of an
 * advanced purchase stands in `PutAway`.
 */
export function purchaseDetail(
  order: ShopPurchaseOrder,
  store: ShopStore,
  nothing: NothingWriter,
): WirePurchaseDetail {
  const { Supplier, SupplierID, OrderNumber, OrderDate, Status, Type, ...row } = purchaseRecord(
    order,
    0,
    store,
    nothing,
  )
  const receipts = receiptsOf(order, store)
  const isAdvanced = order.type === 'Advanced Purchase'
  return {
    ID: order.id,
    SupplierID,
    Supplier,
    Contact: nothing(1),
    Phone: nothing(2),
    OrderNumber,
    OrderDate,
    Status,
    Type,
    Approach: 'STOCK',
    BlindReceipt: false,
    Location: store.locationName(order.locationId),
    RequiredBy: row.RequiredBy,
    Note: '',
    Terms: '30 days',
    CurrencyRate: 1,
    LastUpdatedDate: row.LastUpdatedDate,
    IsServiceOnly: row.IsServiceOnly,
    CombinedReceivingStatus: row.CombinedReceivingStatus,
    Order: {
      Memo: '',
      Status: row.OrderStatus,
      Lines: order.lines.map((line) => ({
        ...goods(line, store),
        Quantity: line.quantity,
        Price: line.price,
        Discount: 0,
        Tax: 0,
        TaxRule: 'GST on Expenses',
        SupplierSKU: '',
        Comment: '',
        Total: Math.round(line.quantity * line.price * 10_000) / 10_000,
      })),
      AdditionalCharges: [],
      Prepayments: [],
    },
    StockReceived: receipts,
    PutAway: isAdvanced ? receipts : [],
    Invoice: [],
    CreditNote: [],
    ManualJournals: [],
    AdditionalAttributes: {},
    Attachments: [],
    InventoryMovements: [],
  }
}

function purchaseStatus(order: ShopPurchaseOrder): string {
  if (order.stage !== 'ordered') return order.stage.toUpperCase()
  const status = receivingStatus(order)
  if (status === 'FULLY RECEIVED') return 'RECEIVED'
  return status === 'PARTIALLY RECEIVED' ? 'RECEIVING' : 'ORDERED'
}

function receivingStatus({ stage, type, lines }: ShopPurchaseOrder): string {
  if (stage === 'voided') return 'VOIDED'
  if (stage === 'draft' || type === 'Service Purchase') return 'NOT AVAILABLE'
  if (lines.every(({ received }) => received === 0)) return 'NOT RECEIVED'
  return lines.every(({ quantity, received }) => received >= quantity)
    ? 'FULLY RECEIVED'
    : 'PARTIALLY RECEIVED'
}

function receiptsOf(order: ShopPurchaseOrder, store: ShopStore): WireReceipt[] {
  const receipt = (Status: string, units: (line: ShopOrderLine) => number): WireReceipt => ({
    TaskID: order.id,
    Status,
    Lines: order.lines
      .filter((line) => units(line) > 0)
      .map((line, index) => ({
        ...goods(line, store),
        Date: wireDay(order.orderedOn),
        Quantity: units(line),
        Location: store.locationName(order.locationId),
        LocationID: order.locationId,
        Received: Status === 'AUTHORISED',
        BatchSN: null,
        SupplierSKU: '',
        ExpiryDate: null,
        CardID: `${order.id.slice(0, -2)}${String(index % 100).padStart(2, '0')}`,
      })),
    InvoicingAndReceivingNumber: 1,
  })
  const all = [receipt('AUTHORISED', ({ received }) => received), receipt('DRAFT', ({ counted }) => counted)]
  return all.filter(({ Lines }) => Lines.length > 0)
}

function goods({ productId }: ShopOrderLine, store: ShopStore): WirePurchaseLine {
  const product = store.productById(productId)
  return { ProductID: productId, SKU: product?.sku ?? '', Name: product?.name ?? '' }
}
