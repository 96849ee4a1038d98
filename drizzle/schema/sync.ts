import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ResourceCount, SyncFailure } from '../../shared/domain/sync-run'
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
    trigger: text({ enum: ['connect', 'manual', 'schedule', 'wake', 'webhook-gap'] }).notNull(),
    status: text({ enum: ['running', 'success', 'partial', 'failed', 'cancelled'] }).notNull(),
    startedAt: integer().notNull(),
    finishedAt: integer(),
    products: integer().notNull(),
    stockRows: integer().notNull(),
    failed: integer().notNull(),
    calls: integer().notNull(),
    waitedMs: integer().notNull(),
    changes: integer().notNull(),
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
