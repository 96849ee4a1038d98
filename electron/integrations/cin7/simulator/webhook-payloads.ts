import { wireDay } from './dates'
import { nothingWriter } from './nothing'
import { productRecord } from './product-records'
import { purchaseRecord } from './purchase-records'
import { availabilityRecord } from './records'
import type { ShopProduct, ShopPurchaseOrder } from './shop'
import type { ShopSale } from './shop-sales'
import type { ShopStore, StockEntry } from './shop-store'

const nothing = nothingWriter('mixed')
const TENANT_ID = '704E0000-0000-4000-8000-000000000001'

/** A bare list of all rows of a product, which nowhere says what it is. Figures are written with four decimals. */
export function stockEvent(entries: readonly StockEntry[]): string {
  const rows = entries.map((entry, position) => {
    const { OnHand, Allocated, Available, OnOrder, StockOnHand, ...row } = availabilityRecord(
      entry,
      position,
      nothing,
    )
    const { InTransit: _inTransit, NextDeliveryDate: _nextDelivery, ...texts } = row
    const text = JSON.stringify({ ...texts, Category: entry.product.category })
    const figures = Object.entries({ OnHand, Allocated, Available, OnOrder, StockOnHand })
      .map(([name, value]) => `"${name}":${value.toFixed(4)}`)
      .join()
    return `${text.slice(0, -1)},${figures},"MaxRows":${entries.length}}`
  })
  return `[${rows.join()}]`
}

/** The flat fields alone: neither suppliers nor reorder levels. */
export function productEvent(product: ShopProduct, event: string, store: ShopStore): string {
  const CreatedDate = new Date(product.modifiedAt).toISOString().replace('Z', '')
  return JSON.stringify({
    NumberOfProducts: 1,
    ProductDetailsList: [{ Event: event, ...productRecord(product, store, nothing), CreatedDate }],
    EventType: 'Product/Updated',
  })
}

export function saleEvent(sale: ShopSale): string {
  return JSON.stringify({
    SaleTaskID: sale.invoiceTaskId.toUpperCase(),
    TenantID: TENANT_ID,
    OrderNumber: sale.orderNumber,
    InvoiceNumber: sale.invoiceNumber,
    CustomerName: 'Walk-in',
    CustomerContactName: '',
    CustomerContactEmail: null,
    EventType: 'Sale/InvoiceAuthorised',
  })
}

export function purchaseEvent(
  type: 'Purchase/OrderAuthorised' | 'Purchase/StockReceivedAuthorised',
  order: ShopPurchaseOrder,
  store: ShopStore,
): string {
  const supplier = store.supplier(order.supplierId)
  return JSON.stringify({
    TaskID: order.id.toUpperCase(),
    PurchaseOrderNumber: order.orderNumber,
    ...(type === 'Purchase/StockReceivedAuthorised' ? { InvoiceNumber: '' } : {}),
    SupplierName: supplier?.name ?? null,
    SupplierContactName: supplier?.contact ?? null,
    SupplierContactEmail: supplier?.email ?? null,
    EventType: type,
  })
}

/** Its list of orders really has the customers' key. */
export function purchaseUpdate(order: ShopPurchaseOrder, store: ShopStore): string {
  const header = { ...purchaseRecord(order, 0, store, nothing), OrderDate: wireDay(order.orderedOn) }
  return JSON.stringify({
    NumberOfPurchase: 1,
    CustomerDetailsList: [header],
    EventType: 'Purchase/Updated',
  })
}
