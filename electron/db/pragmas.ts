import type BetterSqlite3 from 'better-sqlite3'

/** `Shlf` in ASCII. Marks a SQLite file as ours. */
export const APPLICATION_ID = 0x53686c66

/**
 * Sets what SQLite does not remember in the file. better-sqlite3 lowers `synchronous` to NORMAL when
 * a file is in WAL mode, which would lose the last commits in a power cut, so it is set after the
 * journal mode and read back.
 */
export function setPragmas(sqlite: BetterSqlite3.Database): void {
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('trusted_schema = OFF')
  sqlite.pragma('cell_size_check = ON')
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  if (process.platform === 'darwin') sqlite.pragma('checkpoint_fullfsync = ON')

  const synchronous = sqlite.pragma('synchronous', { simple: true })
  const foreignKeys = sqlite.pragma('foreign_keys', { simple: true })
  if (synchronous !== 2 || foreignKeys !== 1) {
    throw new Error(
      `SQLite did not take its settings: synchronous ${synchronous}, foreign_keys ${foreignKeys}`,
    )
  }
}
