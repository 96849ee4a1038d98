import type { z } from 'zod'
import type { SyncResource } from '../../../shared/domain/sync-run'
import type {
  CategoryInput,
  LocationInput,
  OrderInput,
  ProductInput,
  StockRowInput,
  SupplierInput,
} from '../../stock/provider-rows'
import type { ListEndpoint } from './list-page'
import { type NoteStrange, toCategory, toLocation, toProduct, toStockRow, toSupplier } from './mapping'
import { toOrder } from './purchase-mapping'
import { type ReadRows, readRows } from './rows'
import { Availability, Category, Location, Product, Purchase, Supplier } from './schemas'

/** A list of Cin7 Core as a sync reads it. */
export interface List<Row> {
  resource: SyncResource
  endpoint: ListEndpoint
  read(page: unknown[]): ReadRows<Row>
  /** What makes two rows the same one. */
  keyOf(row: Row): string
}

export const locationList: List<LocationInput> = {
  resource: 'locations',
  endpoint: { path: 'ref/location', key: 'LocationList' },
  read: reader(Location, toLocation),
  keyOf: externalIdOf,
}

export const categoryList: List<CategoryInput> = {
  resource: 'categories',
  endpoint: { path: 'ref/category', key: 'CategoryList' },
  read: reader(Category, toCategory),
  keyOf: externalIdOf,
}

export const supplierList: List<SupplierInput> = {
  resource: 'suppliers',
  endpoint: { path: 'supplier', key: 'SupplierList' },
  read: reader(Supplier, toSupplier),
  keyOf: externalIdOf,
}

/** Active products only: deprecated ones are left out unless asked for. */
export const productList: List<ProductInput> = {
  resource: 'products',
  endpoint: {
    path: 'product',
    key: 'Products',
    // Without these flags both nested lists are there but empty.
    query: { IncludeReorderLevels: 'true', IncludeSuppliers: 'true' },
  },
  read: reader(Product, toProduct),
  keyOf: externalIdOf,
}

/** Those changed since then, epoch ms, with the ones that are not sold any more. */
export function changedProductList(since: number): List<ProductInput> {
  const { endpoint } = productList
  const query = { ...endpoint.query, ModifiedSince: wireTime(since), IncludeDeprecated: 'true' }
  return { ...productList, endpoint: { ...endpoint, query } }
}

export const stockList: List<StockRowInput> = {
  resource: 'availability',
  endpoint: { path: 'ref/productavailability', key: 'ProductAvailabilityList' },
  read: reader(Availability, toStockRow),
  keyOf: ({ productExternalId, location, bin, batch, expiresAt }) =>
    `${productExternalId}\n${location}\n${bin}\n${batch}\n${expiresAt}`,
}

/** All stock rows of one product. */
export function stockOfProduct(externalId: string): List<StockRowInput> {
  return { ...stockList, endpoint: { ...stockList.endpoint, query: { ID: externalId } } }
}

/** All of them: no filter tells what is open. */
export const orderList: List<OrderInput> = {
  resource: 'purchaseOrders',
  endpoint: { path: 'purchaseList', key: 'PurchaseList' },
  read: reader(Purchase, toOrder),
  keyOf: externalIdOf,
}

/** Those changed since then, epoch ms. Paying an old order changes it as well. */
export function changedOrderList(since: number): List<OrderInput> {
  const query = { UpdatedSince: wireTime(since) }
  return { ...orderList, endpoint: { ...orderList.endpoint, query } }
}

/** Documented as ISO 8601 in UTC without a zone. */
function wireTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '')
}

function reader<S extends z.ZodType, Row>(
  schema: S,
  map: (row: z.output<S>, note: NoteStrange) => Row | null,
): List<Row>['read'] {
  return (page) => readRows(page, schema, map)
}

function externalIdOf({ externalId }: { externalId: string }): string {
  return externalId
}
