import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ResourceCount, SyncFailure, SyncResource } from '../../shared/domain/sync-run'
import { connections } from './connections'

const connectionId = () =>
  text()
    .notNull()
    .references(() => connections.id, { onDelete: 'cascade' })

/** One attempt each to bring a connection up to date. Lists are JSON in the shapes of `shared/domain/sync-run.ts`. */
export const syncRuns = sqliteTable(
  'sync_runs',
  {
    id: text().primaryKey(),
    connectionId: connectionId(),
    trigger: text({
      enum: ['connect', 'manual', 'schedule', 'wake', 'network', 'retry', 'webhook-gap', 'webhook'],
    }).notNull(),
    kind: text({ enum: ['full', 'quick', 'pages', 'products'] })
      .notNull()
      .default('full'),
    status: text({ enum: ['running', 'success', 'partial', 'failed', 'cancelled'] }).notNull(),
    startedAt: integer().notNull(),
    finishedAt: integer(),
    products: integer().notNull(),
    stockRows: integer().notNull(),
    failed: integer().notNull(),
    calls: integer().notNull(),
    retries: integer().notNull().default(0),
    limitWaits: integer().notNull().default(0),
    waitedMs: integer().notNull(),
    changes: integer().notNull(),
    pageSize: integer().notNull().default(1000),
    leftOut: text({ mode: 'json' }).$type<SyncResource[]>().notNull().default([]),
    resources: text({ mode: 'json' }).$type<ResourceCount[]>().notNull(),
    failures: text({ mode: 'json' }).$type<SyncFailure[]>().notNull(),
  },
  (t) => [index('sync_runs_started').on(t.connectionId, t.startedAt)],
)

/** The point in time up to which a resource is known to be stored, and the run that got it there. */
export const watermarks = sqliteTable(
  'watermarks',
  {
    connectionId: connectionId(),
    resource: text().notNull(),
    at: integer().notNull(),
    runId: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.resource] })],
)

/** How far a list was read: what it takes to go on with its next page. */
const readSoFar = () => ({
  startedAt: integer().notNull(),
  /** When the newest page was stored. */
  storedAt: integer().notNull(),
  nextPage: integer().notNull(),
  /** Rows asked for at once: what the pages go by. */
  pageSize: integer().notNull().default(1000),
  /** Rows the provider announced; null: it does not say. */
  total: integer(),
  received: integer().notNull(),
  largestPage: integer().notNull(),
  /** Every row so far could be used. */
  isWhole: integer({ mode: 'boolean' }).notNull(),
  /** Ids of the stored rows that were named so far, one bit each. */
  seen: blob({ mode: 'buffer' }).notNull(),
})

/**
 * A stock list that is not read to its end yet. What differs and is not shown yet stands in `staged_rows` under the
 * sweep's id.
 */
export const stockSweeps = sqliteTable('stock_sweeps', {
  connectionId: connectionId().primaryKey(),
  id: text().notNull(),
  /** Of the run that began it. */
  kind: text({ enum: ['full', 'quick'] }).notNull(),
  ...readSoFar(),
  /** See `StockSweep.lastStoredId`. */
  lastStoredId: integer().notNull(),
  /** Stock rows that became zero because their product, read alone, did not name them. */
  zeroed: integer().notNull().default(0),
})

/** A product list that is not read to its end yet. Its products are stored with each page. */
export const productSweeps = sqliteTable('product_sweeps', {
  connectionId: connectionId().primaryKey(),
  ...readSoFar(),
})

/** How long the stock list was when it was last read to its end. */
export const stockLists = sqliteTable('stock_lists', {
  connectionId: connectionId().primaryKey(),
  rows: integer().notNull(),
  /** Rows of its largest page. */
  pageRows: integer().notNull(),
})

/** A list that was suddenly so short that it was not believed. What it no longer names stays until a second one agrees or the user does. */
export const heldLists = sqliteTable(
  'held_lists',
  {
    connectionId: connectionId(),
    resource: text({ enum: ['products', 'availability'] }).notNull(),
    /** Rows that the list no longer names, of how many. */
    gone: integer().notNull(),
    stored: integer().notNull(),
    heldAt: integer().notNull(),
    isAccepted: integer({ mode: 'boolean' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.resource] })],
)
