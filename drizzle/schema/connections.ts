import { blob, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Reachability } from '../../shared/domain/health'

/** One account that the user linked. The two sealed columns are null unless the keys are held in the keychain. */
export const connections = sqliteTable('connections', {
  id: text().primaryKey(),
  provider: text({ enum: ['cin7'] }).notNull(),
  source: text({ enum: ['account', 'sample'] }).notNull(),
  companyName: text().notNull(),
  currency: text().notNull(),
  timeZone: text().notNull(),
  apiUrl: text().notNull(),
  keysHeldIn: text({ enum: ['keychain', 'session', 'sample'] }).notNull(),
  sealedAccountId: blob({ mode: 'buffer' }),
  sealedApplicationKey: blob({ mode: 'buffer' }),
  /** `keys_rejected` after the provider refused the stored keys; `removing` while a disconnect is under way. */
  state: text({ enum: ['active', 'keys_rejected', 'removing'] }).notNull(),
  verifiedAt: integer(),
  createdAt: integer().notNull(),
})

/** How the calls of one minute ended, of a day's worth of minutes; see `electron/connections/call-minute.ts`. */
export const callMinutes = sqliteTable(
  'call_minutes',
  {
    id: integer().primaryKey(),
    connectionId: text()
      .notNull()
      .references(() => connections.id, { onDelete: 'cascade' }),
    minuteAt: integer().notNull(),
    limited: integer().notNull(),
    refused: integer().notNull(),
    unanswered: integer().notNull(),
    /** 32-bit counts, little-endian. */
    times: blob({ mode: 'buffer' }).notNull(),
  },
  (t) => [uniqueIndex('call_minutes_minute').on(t.connectionId, t.minuteAt)],
)

/** What the newest call told of the provider, in the words of `shared/domain/health.ts`. */
export const reachability = sqliteTable('reachability', {
  connectionId: text()
    .primaryKey()
    .references(() => connections.id, { onDelete: 'cascade' }),
  isReachable: integer({ mode: 'boolean' }).notNull(),
  since: integer().notNull(),
  at: integer().notNull(),
  lastSuccessAt: integer(),
  responseMs: integer(),
  problem: text({ mode: 'json' }).$type<NonNullable<Reachability['problem']>>(),
})

/** Master keys in the keychain, by id. `checkValue` tells a wrong key from a damaged record. */
export const masterKeys = sqliteTable('master_keys', {
  keyId: text().primaryKey(),
  checkValue: blob({ mode: 'buffer' }).notNull(),
  createdAt: integer().notNull(),
})

export const settings = sqliteTable('settings', {
  key: text().primaryKey(),
  /** JSON. */
  value: text().notNull(),
})
