import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { LiveHook } from '../../shared/domain/live'
import { connections } from './connections'

const connectionId = () =>
  text()
    .notNull()
    .references(() => connections.id, { onDelete: 'cascade' })

/** What live updates of one connection remember. Sealed like the keys; null: kept in memory only, or not set. */
export const liveFeeds = sqliteTable('live_feeds', {
  connectionId: connectionId().primaryKey(),
  /** What deliveries prove themselves with. */
  sealedBearer: blob({ mode: 'buffer' }),
  sealedTunnelToken: blob({ mode: 'buffer' }),
  /** When the user was told that the account has no Automation module; null: not yet. */
  toldUnavailableAt: integer(),
  /** Deliveries said that something changed which no product names: products, purchase orders, or so much that a list is quicker. */
  productsWantedAt: integer(),
  ordersWantedAt: integer(),
  sweepWantedAt: integer(),
})

/** Our subscriptions at the provider, one per type. Never changed or deleted there by anything but `externalId`. */
export const webhookHooks = sqliteTable(
  'webhook_hooks',
  {
    connectionId: connectionId(),
    type: text().notNull(),
    /** null: not registered, or the answer to that was lost. */
    externalId: text(),
    /** The secret part of its address: 32 hexadecimal digits. */
    path: text().notNull(),
    isActive: integer({ mode: 'boolean' }).notNull(),
    problem: text({ mode: 'json' }).$type<LiveHook['problem']>(),
    checkedAt: integer(),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.type] }), uniqueIndex('webhook_hooks_path').on(t.path)],
)

/** One row per delivery that was answered with 200. Identical ones that came while it was pending are counted in `repeats`. */
export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    id: integer().primaryKey(),
    connectionId: connectionId(),
    type: text().notNull(),
    /** SHA-256 of the body, hexadecimal. */
    hash: text().notNull(),
    /** As it came; null once it was used: it may name customers. */
    body: blob({ mode: 'buffer' }),
    state: text({ enum: ['pending', 'done', 'quarantined'] }).notNull(),
    /** The same body came within the last 90 minutes: perhaps sent again, so its figures are not shown, only read again. */
    isRepeat: integer({ mode: 'boolean' }).notNull(),
    repeats: integer().notNull().default(0),
    receivedAt: integer().notNull(),
    attempts: integer().notNull().default(0),
    /** Why it was put aside or will be tried again, without anything of its contents; ''. */
    problem: text().notNull().default(''),
    doneAt: integer(),
    /** Ms from arrival until its figures were stored; null: it carried none, or was used by a later run of the program. */
    delayMs: integer(),
  },
  (t) => [
    uniqueIndex('webhook_deliveries_pending')
      .on(t.connectionId, t.type, t.hash)
      .where(sql`state = 'pending'`),
    index('webhook_deliveries_state').on(t.connectionId, t.state),
    // Holds all that the summary of a day asks for, so that it reads no rows.
    index('webhook_deliveries_received').on(t.connectionId, t.receivedAt, t.state, t.repeats, t.delayMs),
    index('webhook_deliveries_hash').on(t.hash),
  ],
)
