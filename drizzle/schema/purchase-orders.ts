import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { connections } from './connections'

/** Open orders that will still bring stock. One that is closed, or not named any more, has no row. */
export const purchaseOrders = sqliteTable(
  'purchase_orders',
  {
    id: integer().primaryKey(),
    connectionId: text()
      .notNull()
      .references(() => connections.id, { onDelete: 'cascade' }),
    externalId: text().notNull(),
    orderNumber: text().notNull(),
    supplier: text().notNull(),
    /** Where the goods are to go; '' until the lines were read. */
    location: text().notNull(),
    /** A calendar day, as epoch ms of its start in UTC; null: none is given. */
    expectedAt: integer(),
    /** Another text each time the order's entry in the list changes. */
    changeStamp: text().notNull(),
    /** The stamp of which the lines were read as a whole; null: they were not. */
    readStamp: text(),
  },
  (t) => [uniqueIndex('purchase_orders_external').on(t.connectionId, t.externalId)],
)

/** Units of one product in one order. By the provider's id, as an order may name what no product list does. */
export const purchaseOrderLines = sqliteTable(
  'purchase_order_lines',
  {
    orderId: integer()
      .notNull()
      .references(() => purchaseOrders.id, { onDelete: 'cascade' }),
    productExternalId: text().notNull(),
    ordered: real().notNull(),
    received: real().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orderId, t.productExternalId] }),
    index('purchase_order_lines_product').on(t.productExternalId),
  ],
)
