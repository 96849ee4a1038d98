import { closeSync, copyFileSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { AppStatus } from '../../shared/domain/app-status'
import { type Backups, damageIn, flush } from './backups'
import type { CleanMark } from './clean-mark'
import { fileError } from './file-errors'
import { newerError, schemaVersion } from './migrate'
import { APPLICATION_ID } from './pragmas'
import { isDamage, storageError } from './storage-errors'

type Notice = AppStatus['notices'][number]

const HEADER_BYTES = 100
/** Where the header says whether the file is used with a write-ahead log (2) or not (1). */
export const JOURNAL_BYTES = [18, 19]
const MAGIC = 'SQLite format 3\0'

/** Bytes in the write-ahead log: commits that are not in the main file yet. */
export function logBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
}

/**
 * Throws `storage_newer` for a file that a newer version has written. Reads the header, or, when there
 * are commits outside the main file, asks SQLite through a connection that cannot write.
 */
export function refuseNewer(file: string, knownVersions: number): void {
  const header = readHeader(file)
  if (!header || header.applicationId !== APPLICATION_ID) return
  const version = logBytes(file) > 0 ? versionInLog(file) : header.version
  if (version > knownVersions) throw newerError()
}

export interface Finding {
  /** What is wrong with the file, for the log; null: nothing. */
  damage: string | null
  /** When the file as a whole was last found to be good. */
  checkedAt: number
}

/**
 * Looks for damage in the closed file. A missing or empty one is a first start, unless traces of an
 * earlier start are beside it.
 */
export function findDamage(file: string, deps: { backups: Backups; mark: CleanMark; now: number }): Finding {
  const { backups, mark, now } = deps
  const found = (damage: string | null): Finding => ({ damage, checkedAt: now })
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (bytes === 0) return found(mark.exists() || backups.list().length > 0 ? 'missing or empty' : null)
  const header = readHeader(file)
  if (!header) return found('not a database')
  if (![0, APPLICATION_ID].includes(header.applicationId)) return found('not a database of this app')
  const checkedAt = logBytes(file) === 0 ? mark.checkedAt(now) : null
  return checkedAt === null ? found(wholeCheck(file)) : { damage: null, checkedAt }
}

/**
 * Moves the damaged file aside, puts the newest good backup in its place and says so. The backup is
 * copied first, so that a full disk leaves everything where it was, and the write-ahead log goes
 * before the main file: one left alone would be applied to the backup.
 */
export function replaceDamaged(
  file: string,
  deps: { backups: Backups; knownVersions: number; now: number },
): Notice {
  const backup = deps.backups.newestGood(deps.knownVersions)
  const restored = `${file}.restored`
  const aside = `${file}.damaged-${new Date(deps.now).toISOString().replaceAll(/[:.]/g, '-')}`
  try {
    if (backup) {
      copyFileSync(backup.file, restored)
      flush(restored)
    }
    for (const suffix of ['-wal', '-shm', '']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
    }
    if (backup) renameSync(restored, file)
  } catch (error) {
    throw fileError(error)
  }
  return notice(existsSync(aside) ? basename(aside) : null, backup?.madeAt ?? null, deps.now)
}

function notice(aside: string | null, backupMadeAt: number | null, now: number): Notice {
  const found = aside
    ? `On ${inWords(now)} the data on this computer was found to be damaged. It was moved aside and is kept as ${aside}.`
    : `On ${inWords(now)} the data on this computer was found to be missing.`
  const next =
    backupMadeAt === null
      ? 'There was no backup, so Shelfwatch starts empty. Connect your account again.'
      : `The backup of ${inWords(backupMadeAt)} is in its place. Sync now to bring it up to date.`
  return { id: `data-replaced-${now}`, message: `${found} ${next}` }
}

function inWords(time: number): string {
  return new Date(time).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
}

/** null: too short, or not SQLite's. */
function readHeader(file: string): { applicationId: number; version: number } | null {
  if (!existsSync(file)) return null
  const header = Buffer.alloc(HEADER_BYTES)
  const handle = openSync(file, 'r')
  try {
    const read = readSync(handle, header, 0, HEADER_BYTES, 0)
    if (read < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC) return null
    // Another format version makes SQLite treat the file as one that may not be written.
    if (JOURNAL_BYTES.some((position) => ![1, 2].includes(header[position]!))) return null
  } finally {
    closeSync(handle)
  }
  return { version: header.readUInt32BE(60), applicationId: header.readUInt32BE(68) }
}

function versionInLog(file: string): number {
  return ask(file, { readonly: true }, schemaVersion) ?? 0
}

function wholeCheck(file: string): string | null {
  try {
    return ask(file, {}, (sqlite) => {
      sqlite.pragma('cell_size_check = ON')
      return damageIn(sqlite)
    })
  } catch (error) {
    return String(error)
  }
}

/** null when the file cannot be opened for a reason other than damage; opening it for good then says why. */
function ask<T>(
  file: string,
  options: BetterSqlite3.Options,
  question: (sqlite: BetterSqlite3.Database) => T,
): T | null {
  try {
    const sqlite = new BetterSqlite3(file, { ...options, fileMustExist: true })
    try {
      return question(sqlite)
    } finally {
      sqlite.close()
    }
  } catch (error) {
    if (storageError(error) && !isDamage(error)) return null
    throw error
  }
}
