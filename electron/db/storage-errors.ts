import BetterSqlite3 from 'better-sqlite3'
import { AppError, type ErrorCode } from '../../shared/errors'

/** SQLite's result codes, by how their names begin, that the user can do something about. */
const problems: readonly (readonly [prefix: string, code: ErrorCode, message: string])[] = [
  [
    'SQLITE_BUSY',
    'storage_failed',
    'Another program is using the data of Shelfwatch. Close that program and try again.',
  ],
  [
    'SQLITE_FULL',
    'storage_full',
    'The disk is full, so nothing new can be saved. Free some space; Shelfwatch then goes on by itself.',
  ],
  [
    'SQLITE_READONLY',
    'storage_read_only',
    'Shelfwatch may not write to its data folder, so nothing new can be saved. Allow writing to the folder, then start Shelfwatch again.',
  ],
  [
    'SQLITE_CANTOPEN',
    'storage_failed',
    'Shelfwatch cannot reach its data file, so nothing new can be saved. Check that the disk is connected, then start Shelfwatch again.',
  ],
  [
    // There is no room for the few kilobytes beside the database that SQLite needs to open it.
    'SQLITE_IOERR_SHMSIZE',
    'storage_full',
    'The disk is full, so nothing new can be saved. Free some space; Shelfwatch then goes on by itself.',
  ],
  [
    'SQLITE_IOERR',
    'storage_failed',
    'The disk reported a fault, so nothing new can be saved. Check the disk; Shelfwatch tries again by itself.',
  ],
  [
    'SQLITE_CORRUPT',
    'storage_failed',
    'The data file is damaged. Start Shelfwatch again: it then puts the newest backup in its place.',
  ],
  [
    'SQLITE_NOTADB',
    'storage_failed',
    'The data file is damaged. Start Shelfwatch again: it then puts the newest backup in its place.',
  ],
]

/** What a failure of SQLite means for the user, or null when it is not about storage (then it is a bug). */
export function storageError(error: unknown): AppError | null {
  const code = sqliteCode(error)
  const problem = problems.find(([prefix]) => code.startsWith(prefix))
  return problem ? new AppError(problem[1], problem[2], { cause: error }) : null
}

/** Another program holds the file for longer than `busy_timeout`. The next write may well succeed. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error).startsWith('SQLITE_BUSY')
}

export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB'
}

function sqliteCode(error: unknown): string {
  return error instanceof BetterSqlite3.SqliteError ? error.code : ''
}
