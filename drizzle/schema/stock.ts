import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { locations, products } from './catalogue'
import { connections } from './connections'

const figures = () => ({
  onHand: real().notNull(),
  allocated: real().notNull(),
  available: real().notNull(),
  onOrder: real().notNull(),
  inTransit: real().notNull(),
})

const productId = () =>
  integer()
    .notNull()
    .references(() => products.id, { onDelete: 'cascade' })

const locationId = () =>
  integer()
    .notNull()
    .references(() => locations.id, { onDelete: 'cascade' })

/** The provider's own grain: product, location, bin, batch, expiry. Bin and batch are '' and expiry 0 where there is none. */
export const stockRows = sqliteTable(
  'stock_rows',
  {
    id: integer().primaryKey(),
    productId: productId(),
    locationId: locationId(),
    bin: text().notNull(),
    batch: text().notNull(),
    expiresAt: integer().notNull(),
    ...figures(),
    /** Money in the account's currency (Cin7 calls it StockOnHand). */
    stockValue: real().notNull(),
    nextDeliveryAt: integer(),
  },
  (t) => [uniqueIndex('stock_rows_grain').on(t.productId, t.locationId, t.bin, t.batch, t.expiresAt)],
)

/**
 * The sum of a product's stock rows at one location. A row exists for every pair that has or had
 * stock rows; zeros mean the provider no longer lists the pair.
 */
export const stockLevels = sqliteTable(
  'stock_levels',
  {
    productId: productId(),
    locationId: locationId(),
    ...figures(),
    stockValue: real().notNull(),
    nextDeliveryAt: integer(),
    /** When a figure last changed, by what kind of run, and by which run. */
    changedAt: integer().notNull(),
    source: text({ enum: ['full', 'quick', 'webhook'] }).notNull(),
    runId: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.productId, t.locationId] })],
)

/** One row per changed figure. The figures of the first sync are the starting point and have no rows here. */
export const stockChanges = sqliteTable(
  'stock_changes',
  {
    id: integer().primaryKey(),
    productId: productId(),
    locationId: locationId(),
    figure: text({ enum: ['onHand', 'allocated', 'available', 'onOrder', 'inTransit'] }).notNull(),
    before: real().notNull(),
    after: real().notNull(),
    changedAt: integer().notNull(),
    source: text({ enum: ['full', 'quick', 'webhook'] }).notNull(),
    runId: text().notNull(),
  },
  (t) => [
    index('stock_changes_product').on(t.productId, t.changedAt),
    index('stock_changes_run').on(t.runId),
  ],
)

/** Rows of a run that differ from `stock_rows`, waiting for the swap. `isRemoval`: the row is to go. */
export const stagedRows = sqliteTable(
  'staged_rows',
  {
    id: integer().primaryKey(),
    runId: text().notNull(),
    connectionId: text()
      .notNull()
      .references(() => connections.id, { onDelete: 'cascade' }),
    isRemoval: integer({ mode: 'boolean' }).notNull(),
    productId: integer().notNull(),
    locationId: integer().notNull(),
    bin: text().notNull(),
    batch: text().notNull(),
    expiresAt: integer().notNull(),
    ...figures(),
    stockValue: real().notNull(),
    nextDeliveryAt: integer(),
  },
  (t) => [
    uniqueIndex('staged_rows_grain').on(t.runId, t.productId, t.locationId, t.bin, t.batch, t.expiresAt),
    index('staged_rows_connection').on(t.connectionId),
  ],
)

/** Products whose stock is, or is to be, read alone and not only with the list. */
export const productReadings = sqliteTable(
  'product_readings',
  {
    productId: productId().primaryKey(),
    /** Since when the stored figures are known to be out of date; null: they are not. */
    dirtyAt: integer(),
    /** When the product was last asked for, and when its figures were last read so. */
    askedAt: integer(),
    readAt: integer(),
    /** Since when figures of a delivery stand that no answer of the provider has confirmed; null: none do. */
    provisionalAt: integer(),
  },
  (t) => [index('product_readings_dirty').on(t.dirtyAt)],
)
