import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { connections } from './connections'

const connectionId = () =>
  text()
    .notNull()
    .references(() => connections.id, { onDelete: 'cascade' })

/** Places that hold stock. Bins are not locations; they are text on `stock_rows`. */
export const locations = sqliteTable(
  'locations',
  {
    id: integer().primaryKey(),
    connectionId: connectionId(),
    externalId: text().notNull(),
    name: text().notNull(),
    isDefault: integer({ mode: 'boolean' }).notNull(),
    isDeprecated: integer({ mode: 'boolean' }).notNull(),
  },
  (t) => [uniqueIndex('locations_external').on(t.connectionId, t.externalId)],
)

export const categories = sqliteTable(
  'categories',
  {
    id: integer().primaryKey(),
    connectionId: connectionId(),
    externalId: text().notNull(),
    name: text().notNull(),
  },
  (t) => [uniqueIndex('categories_external').on(t.connectionId, t.externalId)],
)

export const suppliers = sqliteTable(
  'suppliers',
  {
    id: integer().primaryKey(),
    connectionId: connectionId(),
    externalId: text().notNull(),
    name: text().notNull(),
    isDeprecated: integer({ mode: 'boolean' }).notNull(),
  },
  (t) => [uniqueIndex('suppliers_external').on(t.connectionId, t.externalId)],
)

export const products = sqliteTable(
  'products',
  {
    id: integer().primaryKey(),
    connectionId: connectionId(),
    /** The provider's GUID, lower case. */
    externalId: text().notNull(),
    sku: text().notNull(),
    name: text().notNull(),
    category: text().notNull(),
    brand: text().notNull(),
    barcode: text().notNull(),
    unit: text().notNull(),
    /** `Stock`, `Service` or what else the provider says. */
    type: text().notNull(),
    /** The product's own level, used where a location has none. 0: not set. */
    reorderPoint: real().notNull(),
    reorderQuantity: real().notNull(),
    modifiedAt: integer(),
    /**
     * How many complete product lists in a row did not name it; counting stops at 2. A product is never
     * deleted, so that its history and its id survive a list that was short for once.
     */
    missedLists: integer().notNull(),
  },
  (t) => [uniqueIndex('products_external').on(t.connectionId, t.externalId)],
)

/** A product's suppliers; position 0 is treated as the primary one. */
export const productSuppliers = sqliteTable(
  'product_suppliers',
  {
    productId: integer()
      .notNull()
      .references(() => products.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    supplierId: integer()
      .notNull()
      .references(() => suppliers.id, { onDelete: 'cascade' }),
    supplierSku: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.productId, t.position] }),
    index('product_suppliers_supplier').on(t.supplierId),
  ],
)

/** A location's own reorder level for a product, in units. 0: not set. */
export const reorderPoints = sqliteTable(
  'reorder_points',
  {
    productId: integer()
      .notNull()
      .references(() => products.id, { onDelete: 'cascade' }),
    locationId: integer()
      .notNull()
      .references(() => locations.id, { onDelete: 'cascade' }),
    reorderPoint: real().notNull(),
    reorderQuantity: real().notNull(),
  },
  (t) => [primaryKey({ columns: [t.productId, t.locationId] })],
)
