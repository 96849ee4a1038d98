import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

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
