import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { locations, products, suppliers } from './catalogue'
import { connections } from './connections'

const connectionId = () =>
  text()
    .notNull()
    .references(() => connections.id, { onDelete: 'cascade' })

const productId = () =>
  integer()
    .notNull()
    .references(() => products.id, { onDelete: 'cascade' })

const locationId = () =>
  integer()
    .notNull()
    .references(() => locations.id, { onDelete: 'cascade' })

const band = () => text({ enum: ['out', 'critical', 'low'] }).notNull()

const alertId = () =>
  integer()
    .notNull()
    .references(() => lowStockAlerts.id, { onDelete: 'cascade' })

/** One row per crossing of a reorder point, from the moment it was seen until it was resolved and after. */
export const lowStockAlerts = sqliteTable(
  'low_stock_alerts',
  {
    id: integer().primaryKey(),
    connectionId: connectionId(),
    productId: productId(),
    locationId: locationId(),
    state: text({ enum: ['open', 'acknowledged', 'snoozed', 'resolved'] }).notNull(),
    band: band(),
    /** As last judged; of a resolved alert, as they were then. */
    available: real().notNull(),
    onOrder: real().notNull(),
    reorderPoint: real().notNull(),
    /** The day by which what is on order covers the shortfall, epoch ms of its start in UTC; null: nothing does. */
    coveredUntil: integer(),
    /** What was available before; null: it was low when first seen. */
    before: real(),
    openedAt: integer().notNull(),
    /** When it came into its band. */
    bandAt: integer().notNull(),
    /** Who acknowledged or snoozed it, and what they noted; '' while nobody did. */
    handledBy: text().notNull(),
    note: text().notNull(),
    snoozedUntil: integer(),
    resolvedAt: integer(),
  },
  (t) => [
    uniqueIndex('low_stock_alerts_live').on(t.productId, t.locationId).where(sql`state <> 'resolved'`),
    index('low_stock_alerts_state').on(t.connectionId, t.state),
    index('low_stock_alerts_product').on(t.productId),
  ],
)

/** What happened to an alert, one row a step. */
export const alertEvents = sqliteTable(
  'alert_events',
  {
    id: integer().primaryKey(),
    alertId: alertId(),
    at: integer().notNull(),
    kind: text({
      enum: [
        'opened',
        'worse',
        'better',
        'covered',
        'uncovered',
        'acknowledged',
        'snoozed',
        'reopened',
        'resolved',
      ],
    }).notNull(),
    /** `figures`: stock or what is on order changed; `reorderPoint`: the level did; `time`: a day or a snooze passed. */
    cause: text({ enum: ['figures', 'reorderPoint', 'user', 'time'] }).notNull(),
    band: band(),
    available: real().notNull(),
    reorderPoint: real().notNull(),
    by: text().notNull(),
    note: text().notNull(),
  },
  (t) => [index('alert_events_alert').on(t.alertId), index('alert_events_at').on(t.at)],
)

/**
 * What is to be told, or was: at most one row per alert and band, written in the transaction that opened or worsened
 * the alert. It counts as told from the transaction that sets a time on, whether or not the system then shows it.
 */
export const alertNotices = sqliteTable(
  'alert_notices',
  {
    id: integer().primaryKey(),
    alertId: alertId(),
    band: band(),
    decidedAt: integer().notNull(),
    /** null: not told yet, as a notice of its own or in a digest. */
    toldAt: integer(),
    digestedAt: integer(),
  },
  (t) => [
    uniqueIndex('alert_notices_band').on(t.alertId, t.band),
    index('alert_notices_untold').on(t.decidedAt).where(sql`told_at IS NULL AND digested_at IS NULL`),
  ],
)

/**
 * Reorder points set here, which stand above the provider's. `target` names what it is for, so that there is one of each:
 * a product at a location, a product, a supplier, a category. The first of these that is set counts.
 */
export const reorderOverrides = sqliteTable(
  'reorder_overrides',
  {
    connectionId: connectionId(),
    target: text().notNull(),
    productId: integer().references(() => products.id, { onDelete: 'cascade' }),
    locationId: integer().references(() => locations.id, { onDelete: 'cascade' }),
    supplierId: integer().references(() => suppliers.id, { onDelete: 'cascade' }),
    category: text(),
    /** 0: nothing is ever low. */
    reorderPoint: real().notNull(),
    /** 0: the provider's counts. */
    reorderQuantity: real().notNull(),
    setAt: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.connectionId, t.target] }),
    index('reorder_overrides_product').on(t.productId),
  ],
)

/** How fast a product leaves a location, from the recorded changes of what is available. Without enough of them no row. */
export const stockPaces = sqliteTable(
  'stock_paces',
  {
    productId: productId(),
    locationId: locationId(),
    /** Units that leave in a day in stock. */
    perDay: real().notNull(),
    /** Days in stock that it rests on, and since when they are counted. */
    daysInStock: real().notNull(),
    since: integer().notNull(),
    computedAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.productId, t.locationId] })],
)
