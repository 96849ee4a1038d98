import type { Behaviour } from './behaviour'
import { nothingWriter } from './nothing'
import type { List } from './paging'
import { productWriter } from './product-records'
import { purchaseRecord } from './purchase-records'
import { contains, equals, type Query, startsWith } from './query'
import { availabilityRecord, locationRecords, supplierRecord } from './records'
import { saleRow } from './sale-records'
import type { NamedItem, ShopProduct } from './shop'
import type { ShopStore, StockEntry } from './shop-store'

type ListBuilder = (store: ShopStore, query: Query, behaviour: Behaviour) => List

/** The paged lists by their path in lower case. */
export const lists: Record<string, ListBuilder> = {
  product: productList,
  'ref/productavailability': availabilityList,
  'ref/location': locationList,
  'ref/category': (store, query) => namedList('CategoryList', store.shop.categories, query),
  'ref/brand': (store, query) => namedList('BrandList', store.shop.brands, query),
  supplier: supplierList,
  purchaselist: purchaseList,
  salelist: saleList,
}

function productList(store: ShopStore, query: Query, { emptyValues }: Behaviour): List {
  const flags = {
    suppliers: query.flag('IncludeSuppliers'),
    reorderLevels: query.flag('IncludeReorderLevels'),
  }
  const nothing = nothingWriter(emptyValues)
  const rows = filterProducts(store, query)
  const write = productWriter(store, flags, nothing)
  return {
    key: 'Products',
    length: rows.length,
    write: (position) => write(rows[position] as ShopProduct, position),
  }
}

function filterProducts(store: ShopStore, query: Query): ShopProduct[] {
  const [id, name, sku] = [query.text('ID'), query.text('Name'), query.text('Sku')]
  const since = query.since('ModifiedSince') ?? Number.NEGATIVE_INFINITY
  const withDeprecated = query.flag('IncludeDeprecated')
  return candidates(store, id).filter(
    (product) =>
      (withDeprecated || !product.isDeprecated) &&
      product.modifiedAt >= since &&
      contains(product.name, name) &&
      contains(product.sku, sku),
  )
}

function candidates(store: ShopStore, id: string): ShopProduct[] {
  if (id === '') return store.shop.products
  const product = store.productById(id)
  return product === undefined ? [] : [product]
}

function availabilityList(store: ShopStore, query: Query, { emptyValues, olderAccount }: Behaviour): List {
  const nothing = nothingWriter(emptyValues)
  return list('ProductAvailabilityList', filterStock(store, query), (entry, position) => {
    const record = availabilityRecord(entry, position, nothing)
    if (!olderAccount) return record
    const { InTransit: _inTransit, NextDeliveryDate: _nextDelivery, ...older } = record
    return older
  })
}

function filterStock(store: ShopStore, query: Query): StockEntry[] {
  const id = query.text('ID')
  const rows =
    id === '' ? store.stockRows() : candidates(store, id).flatMap((product) => store.stockOf(product))
  const [name, sku, category] = [query.text('Name'), query.text('Sku'), query.text('Category')]
  const [location, batch] = [query.text('Location'), query.text('Batch')]
  if (`${name}${sku}${category}${location}${batch}` === '') return rows
  return rows.filter(
    (entry) =>
      startsWith(entry.product.name, name) &&
      equals(entry.product.sku, sku) &&
      equals(entry.product.category, category) &&
      equals(entry.location, location) &&
      equals(entry.stock.batch, batch),
  )
}

function locationList(store: ShopStore, query: Query, { emptyValues }: Behaviour): List {
  const nothing = nothingWriter(emptyValues)
  const [id, name, deprecated] = [query.text('ID'), query.text('Name'), query.flag('Deprecated')]
  const rows = store.shop.locations
    .filter((location) => location.isDeprecated === deprecated)
    .flatMap((location) => locationRecords(location, nothing))
    .filter((row) => equals(row.ID, id) && startsWith(row.Name, name))
  return list('LocationList', rows, (row) => row)
}

function supplierList(store: ShopStore, query: Query, { emptyValues }: Behaviour): List {
  const [id, name] = [query.text('ID'), query.text('Name')]
  const since = query.since('ModifiedSince') ?? Number.NEGATIVE_INFINITY
  const withDeprecated = query.flag('IncludeDeprecated')
  const rows = store.shop.suppliers.filter(
    (supplier) =>
      (withDeprecated || !supplier.isDeprecated) &&
      supplier.modifiedAt >= since &&
      equals(supplier.id, id) &&
      startsWith(supplier.name, name),
  )
  return list('SupplierList', rows, (supplier, position) =>
    supplierRecord(supplier, position, nothingWriter(emptyValues)),
  )
}

/** Each filter takes one value. Neither the progress of receiving nor the type can be filtered by. */
function purchaseList(store: ShopStore, query: Query, { emptyValues }: Behaviour): List {
  const nothing = nothingWriter(emptyValues)
  const [search, status, orderStatus] = [
    query.text('Search'),
    query.text('Status'),
    query.text('OrderStatus'),
  ]
  const since = query.since('UpdatedSince') ?? Number.NEGATIVE_INFINITY
  const until = query.since('UpdatedUntil') ?? Number.POSITIVE_INFINITY
  const requiredBy = query.since('RequiredBy')
  const rows = store.shop.purchaseOrders
    .map((order, position) => ({ order, row: purchaseRecord(order, position, store, nothing) }))
    .filter(
      ({ order, row }) =>
        order.modifiedAt >= since &&
        order.modifiedAt <= until &&
        (requiredBy === null || (order.requiredBy !== null && Date.parse(order.requiredBy) <= requiredBy)) &&
        equals(row.Status, status) &&
        equals(row.OrderStatus, orderStatus) &&
        contains(`${row.OrderNumber}\n${row.Status}\n${row.Supplier}`, search),
    )
  return list('PurchaseList', rows, ({ row }) => row)
}

function saleList(store: ShopStore, query: Query): List {
  const search = query.text('Search')
  const rows = store.sales.all.filter(({ orderNumber, invoiceNumber }) =>
    contains(`${orderNumber}\n${invoiceNumber}\nWalk-in`, search),
  )
  return list('SaleList', rows, saleRow)
}

function namedList(key: string, items: NamedItem[], query: Query): List {
  const rows = items.filter((item) => startsWith(item.name, query.text('Name')))
  return list(key, rows, (item) => ({ ID: item.id, Name: item.name }))
}

function list<Row>(key: string, rows: Row[], record: (row: Row, position: number) => unknown): List {
  const write = (position: number) => JSON.stringify(record(rows[position] as Row, position))
  return { key, length: rows.length, write }
}
