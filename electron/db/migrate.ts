import type BetterSqlite3 from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { Migration } from './migration-files'
import { APPLICATION_ID } from './pragmas'
import { storageError } from './storage-errors'

/** `user_version` is the number of applied migrations. */
export function schemaVersion(sqlite: BetterSqlite3.Database): number {
  return Number(sqlite.pragma('user_version', { simple: true }))
}

/**
 * Brings the schema up to date in one transaction, so that a crash or a failure leaves it old or new,
 * never between. drizzle-orm's own migrator is not used: it migrates with foreign keys on, where
 * rebuilding a table deletes the rows that point at it, and does not notice a migration that was
 * changed after it was applied.
 *
 * Throws `storage_newer` when a newer version has written the file, `storage_failed` when a migration
 * fails or the applied ones are not ours, and what `storageError` says when the disk is the cause.
 */
export function migrate(sqlite: BetterSqlite3.Database, migrations: readonly Migration[], now: number): void {
  const applied = schemaVersion(sqlite)
  if (applied > migrations.length) throw newerError()
  refuseForeignHistory(sqlite, migrations, applied)
  if (applied === migrations.length) return

  // Inside a transaction this pragma would do nothing.
  sqlite.pragma('foreign_keys = OFF')
  try {
    sqlite
      .transaction(() => {
        for (const migration of migrations.slice(applied)) apply(sqlite, migration, now)
        sqlite.pragma(`application_id = ${APPLICATION_ID}`)
        sqlite.pragma(`user_version = ${migrations.length}`)
      })
      .exclusive()
  } catch (error) {
    throw storageError(error) ?? failedError(error)
  } finally {
    sqlite.pragma('foreign_keys = ON')
  }
}

/** What to say about a file that a newer version of the app has written. */
export function newerError(): AppError {
  return new AppError(
    'storage_newer',
    'The data on this computer was saved by a newer version of Shelfwatch. Install the newest version and start it again. Nothing was changed.',
  )
}

function failedError(cause: unknown): AppError {
  return new AppError(
    'storage_failed',
    'Shelfwatch could not bring its data up to date. Nothing was changed. Install the version you had before, or a newer one.',
    { cause },
  )
}

function apply(sqlite: BetterSqlite3.Database, migration: Migration, appliedAt: number): void {
  const before = rowCounts(sqlite)
  for (const statement of migration.statements) sqlite.exec(statement)
  refuseLostRows(before, rowCounts(sqlite), migration)
  refuseBrokenReferences(sqlite)
  sqlite.exec(
    'CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, tag TEXT NOT NULL, hash TEXT NOT NULL, applied_at INTEGER NOT NULL)',
  )
  sqlite
    .prepare('INSERT INTO schema_migrations (tag, hash, applied_at) VALUES (?, ?, ?)')
    .run(migration.tag, migration.hash, appliedAt)
}

function refuseForeignHistory(
  sqlite: BetterSqlite3.Database,
  migrations: readonly Migration[],
  applied: number,
): void {
  if (applied === 0) return
  const hashes = sqlite.prepare('SELECT hash FROM schema_migrations ORDER BY version').pluck().all()
  const shipped = migrations.slice(0, applied).map((migration) => migration.hash)
  if (hashes.length === shipped.length && shipped.every((hash, index) => hash === hashes[index])) return
  throw new AppError(
    'storage_failed',
    'The data on this computer was saved by a different build of Shelfwatch. Install that build, or the newest version, and start it again. Nothing was changed.',
    { cause: new Error('The applied migrations are not the shipped ones') },
  )
}

function rowCounts(sqlite: BetterSqlite3.Database): Map<string, number> {
  const tables = sqlite
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migrations'",
    )
    .pluck()
    .all() as string[]
  return new Map(
    tables.map((table) => [table, Number(sqlite.prepare(`SELECT count(*) FROM "${table}"`).pluck().get())]),
  )
}

function refuseLostRows(before: Map<string, number>, after: Map<string, number>, migration: Migration): void {
  for (const [table, count] of before) {
    const left = after.get(table) ?? 0
    if (left === count || migration.changesRowsOf.includes(table)) continue
    throw new Error(`${table} had ${count} rows and would have ${left}`)
  }
}

function refuseBrokenReferences(sqlite: BetterSqlite3.Database): void {
  const broken = sqlite.pragma('foreign_key_check') as { table: string; parent: string }[]
  const first = broken[0]
  if (first)
    throw new Error(`${broken.length} rows of ${first.table} point at missing rows of ${first.parent}`)
}
