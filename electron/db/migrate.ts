import type BetterSqlite3 from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { Migration } from './migration-files'
import { APPLICATION_ID } from './pragmas'

/** `user_version` is the number of applied migrations. */
export function schemaVersion(sqlite: BetterSqlite3.Database): number {
  return Number(sqlite.pragma('user_version', { simple: true }))
}

/**
 * Brings the schema up to date, one transaction for each migration file, so that a crash leaves the
 * schema before or after a file, never between. drizzle-orm's own migrator is not used: it runs all
 * files in one transaction with foreign keys on, where rebuilding a table deletes the rows that
 * point at it, and it does not notice a migration that was changed after it was applied.
 *
 * Throws `storage_newer` when the file was written by a newer version and `storage_failed` when a
 * migration fails or the applied ones are not ours. The file is then as it was before.
 */
export function migrate(sqlite: BetterSqlite3.Database, migrations: readonly Migration[], now: number): void {
  const applied = schemaVersion(sqlite)
  if (applied > migrations.length) throw newerError()
  refuseForeignHistory(sqlite, migrations, applied)
  if (applied === migrations.length) return

  sqlite.pragma('foreign_keys = OFF')
  try {
    for (const [index, migration] of migrations.slice(applied).entries()) {
      apply(sqlite, migration, applied + index + 1, now)
    }
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

function apply(
  sqlite: BetterSqlite3.Database,
  migration: Migration,
  version: number,
  appliedAt: number,
): void {
  const run = sqlite.transaction(() => {
    const before = rowCounts(sqlite)
    for (const statement of migration.statements) sqlite.exec(statement)
    refuseLostRows(before, rowCounts(sqlite), migration)
    refuseBrokenReferences(sqlite)
    sqlite.exec(
      'CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, tag TEXT NOT NULL, hash TEXT NOT NULL, applied_at INTEGER NOT NULL)',
    )
    sqlite
      .prepare('INSERT INTO schema_migrations VALUES (?, ?, ?, ?)')
      .run(version, migration.tag, migration.hash, appliedAt)
    sqlite.pragma(`application_id = ${APPLICATION_ID}`)
    sqlite.pragma(`user_version = ${version}`)
  })
  try {
    run.exclusive()
  } catch (error) {
    throw new AppError(
      'storage_failed',
      'Shelfwatch could not bring its data up to date. Nothing was changed. Start it again; if that does not help, install the version you had before.',
      { cause: new Error(`Migration ${migration.tag} failed`, { cause: error }) },
    )
  }
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
