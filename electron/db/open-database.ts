import { accessSync, constants, mkdirSync } from 'node:fs'
import { dirname, isAbsolute } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { AppStatus } from '../../shared/domain/app-status'
import { AppError, isAppError } from '../../shared/errors'
import type { Clock, Log } from '../ports'
import { Backups, isGood } from './backups'
import { CleanMark } from './clean-mark'
import { findDamage, refuseNewer, replaceDamaged } from './damage'
import { Database } from './database'
import { fileError, fullAtStart, readOnlyAtStart } from './file-errors'
import { migrate, schemaVersion } from './migrate'
import { type Migration, readMigrations } from './migration-files'
import { setPragmas } from './pragmas'
import { openReadOnlyCopy } from './read-only-copy'
import { isBusy, storageError } from './storage-errors'

export interface OpenDatabaseDeps {
  /** Absolute path on a local disk. */
  file: string
  /** Folder with the generated migrations; may be inside the packed archive. */
  migrationsFolder: string
  clock: Clock
  log: Log
}

/**
 * Opens the store and brings it up to date. A file that is damaged or gone is moved aside and replaced
 * by the newest good backup, told in `notices`. Where nothing can be written, a copy is opened that can
 * be read, and `status()` says why until the next start.
 *
 * Rejects with `storage_newer` when a newer version has written the file, and with another `storage_…` code
 * when it cannot be used at all; the file is then unchanged.
 */
export async function openDatabase(deps: OpenDatabaseDeps): Promise<Database> {
  refuseUnfitPath(deps.file)
  const migrations = readMigrations(deps.migrationsFolder)
  try {
    return await openWritable(deps, migrations)
  } catch (error) {
    const problem = startProblem(error, deps.file)
    deps.log.error('database cannot be written', { code: problem.code, error })
    return openUnwritable(deps, migrations, problem)
  }
}

async function openWritable(deps: OpenDatabaseDeps, migrations: readonly Migration[]): Promise<Database> {
  const { file, clock, log } = deps
  mkdirSync(dirname(file), { recursive: true })
  refuseNewer(file, migrations.length)

  const now = clock.now()
  const backups = new Backups({ databaseFile: file, clock, log })
  const mark = new CleanMark(file)
  const { damage, checkedAt } = findDamage(file, { backups, mark, now })
  const notices: AppStatus['notices'] = []
  if (damage) {
    log.error('database damaged', { damage })
    notices.push(replaceDamaged(file, { backups, knownVersions: migrations.length, now }))
  }
  mark.remove()
  const sqlite = await openUpToDate(file, { migrations, backups, now })
  const backUpIfDue = async () => {
    if (backups.isDue()) await backups.make(sqlite, checkedAt)
  }
  const onClosed = (isClean: boolean) => {
    if (!isClean) return
    try {
      mark.set(checkedAt)
    } catch (error) {
      log.warn('the next start checks the whole database', { error })
    }
  }
  return new Database({
    sqlite,
    clock,
    log,
    notices,
    backUpIfDue,
    removeBackups: () => backups.removeAll(),
    onClosed,
  })
}

async function openUpToDate(
  file: string,
  deps: { migrations: readonly Migration[]; backups: Backups; now: number },
): Promise<BetterSqlite3.Database> {
  const { migrations, now } = deps
  const sqlite = new BetterSqlite3(file)
  try {
    setPragmas(sqlite)
    const version = schemaVersion(sqlite)
    // SQLite opens a file that it may not write to without a word. This asks.
    sqlite.pragma(`user_version = ${version}`)
    if (version > 0 && version < migrations.length) await backUpForSure(sqlite, deps, version)
    migrate(sqlite, migrations, now)
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

async function backUpForSure(
  sqlite: BetterSqlite3.Database,
  deps: { backups: Backups; now: number },
  version: number,
): Promise<void> {
  const { backups, now } = deps
  const backup = await backups.make(sqlite, now)
  if (isGood(backup.file, version)) return
  throw new AppError(
    'storage_failed',
    'Shelfwatch could not make a backup before bringing its data up to date. Nothing was changed. Check the disk, then start Shelfwatch again.',
  )
}

/** The data as it was when last saved, brought up to date in memory. */
function openUnwritable(
  deps: OpenDatabaseDeps,
  migrations: readonly Migration[],
  problem: AppError,
): Database {
  const { file, clock, log } = deps
  try {
    const sqlite = openReadOnlyCopy(file)
    setPragmas(sqlite)
    migrate(sqlite, migrations, clock.now())
    sqlite.pragma('query_only = ON')
    return new Database({ sqlite, clock, log, problem: { code: problem.code, message: problem.message } })
  } catch (error) {
    log.error('database cannot be read either', { error })
    throw problem
  }
}

/** Why the file cannot be written. Rethrows what a copy would not help with. */
function startProblem(error: unknown, file: string): AppError {
  const problem = isFileError(error) ? fileError(error) : (storageError(error) ?? error)
  if (isAppError(problem, 'storage_full')) return fullAtStart(error)
  if (isAppError(problem, 'storage_read_only')) return readOnlyAtStart(error)
  if (isAppError(error) || !isAppError(problem) || isBusy(error)) throw problem
  return isWritable(dirname(file)) ? problem : readOnlyAtStart(error)
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** SQLite's locks do not hold on network shares. */
function refuseUnfitPath(file: string): void {
  if (isAbsolute(file) && !/^[\\/]{2}/.test(file)) return
  throw new AppError(
    'storage_failed',
    'The data folder must be on a disk of this computer. Choose another one, then start Shelfwatch again.',
  )
}
