import { randomUUID } from 'node:crypto'
import { connections } from '../../drizzle/schema'
import type { Database } from '../db/database'
import type {
  CategoryInput,
  LocationInput,
  OrderGoodsInput,
  OrderInput,
  ProductInput,
  StockRowInput,
  SupplierInput,
} from '../stock/provider-rows'

/** Stores a connection and returns its id. */
export function storeConnection(db: Database, values: Partial<typeof connections.$inferInsert> = {}): string {
  const id = values.id ?? randomUUID()
  db.write(() =>
    db.orm
      .insert(connections)
      .values({
        provider: 'cin7',
        source: 'account',
        companyName: 'Harbour Goods',
        currency: 'NZD',
        timeZone: 'Pacific/Auckland',
        apiUrl: 'http://127.0.0.1/',
        keysHeldIn: 'session',
        state: 'active',
        createdAt: 0,
        ...values,
        id,
      })
      .run(),
  )
  return id
}

export function aLocation(values: Partial<LocationInput> = {}): LocationInput {
  const name = values.name ?? 'Main'
  return {
    externalId: `location-${name.toLowerCase()}`,
    name,
    isDefault: false,
    isDeprecated: false,
    ...values,
  }
}

export function aCategory(values: Partial<CategoryInput> = {}): CategoryInput {
  const name = values.name ?? 'Tea'
  return { externalId: `category-${name.toLowerCase()}`, name, ...values }
}

export function aSupplier(values: Partial<SupplierInput> = {}): SupplierInput {
  const name = values.name ?? 'Leaf Co'
  return { externalId: `supplier-${name.toLowerCase()}`, name, isDeprecated: false, ...values }
}

/** A stocked product without reorder points, known by its SKU. */
export function aProduct(values: Partial<ProductInput> = {}): ProductInput {
  const sku = values.sku ?? 'TEA-0001'
  return {
    externalId: `product-${sku.toLowerCase()}`,
    sku,
    name: `Product ${sku}`,
    category: 'Tea',
    brand: '',
    barcode: '',
    unit: 'Item',
    type: 'Stock',
    reorderPoint: 0,
    reorderQuantity: 0,
    modifiedAt: null,
    isDeprecated: false,
    suppliers: [],
    reorderPoints: [],
    ...values,
  }
}

/** A stock row of `aProduct` with the same SKU. All that is on hand is available unless told otherwise. */
export function aStockRow(values: Partial<StockRowInput> = {}): StockRowInput {
  const sku = values.sku ?? 'TEA-0001'
  const onHand = values.onHand ?? 0
  return {
    productExternalId: `product-${sku.toLowerCase()}`,
    sku,
    name: `Product ${sku}`,
    barcode: '',
    location: 'Main',
    bin: '',
    batch: '',
    expiresAt: 0,
    onHand,
    allocated: 0,
    available: onHand,
    onOrder: 0,
    inTransit: 0,
    stockValue: 0,
    nextDeliveryAt: null,
    ...values,
  }
}

/** An open purchase order without a date. */
export function anOrder(values: Partial<OrderInput> = {}): OrderInput {
  const externalId = values.externalId ?? 'order-1'
  return {
    externalId,
    orderNumber: externalId.toUpperCase(),
    supplier: 'Leaf Co',
    isOpen: true,
    expectedAt: null,
    changeStamp: 'first',
    ...values,
  }
}

/** What an order brings, by SKU: units ordered, or units ordered and received. */
export function someGoods(
  units: Record<string, number | [ordered: number, received: number]>,
  values: Partial<OrderGoodsInput> = {},
): OrderGoodsInput {
  const lines = Object.entries(units).map(([sku, figures]) => {
    const [ordered, received] = typeof figures === 'number' ? [figures, 0] : figures
    return { productExternalId: `product-${sku.toLowerCase()}`, ordered, received }
  })
  return { location: 'Main', lines, isWhole: true, ...values }
}
