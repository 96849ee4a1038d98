import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { JOURNAL_BYTES, logBytes } from './damage'

/**
 * Opens a copy of a database that cannot be written to. SQLite cannot open a database with a
 * write-ahead log in a folder where it may not create files, nor bring an old schema up to date. The
 * copy is in memory, so that it also works on a full disk; only when the log holds commits that the
 * main file lacks, both are copied to the system's folder for temporary files. No file: an empty database.
 */
export function openReadOnlyCopy(file: string): BetterSqlite3.Database {
  if (!existsSync(file)) return new BetterSqlite3(':memory:')
  if (logBytes(file) > 0) return openTemporaryCopy(file)
  const bytes = readFileSync(file)
  for (const position of JOURNAL_BYTES) bytes[position] = 1
  return new BetterSqlite3(bytes)
}

/** Reads the whole copy into memory, so that nothing stays behind on the disk. */
function openTemporaryCopy(file: string): BetterSqlite3.Database {
  const folder = mkdtempSync(join(tmpdir(), 'shelfwatch-'))
  const copy = join(folder, 'copy.db')
  try {
    copyFileSync(file, copy)
    copyFileSync(`${file}-wal`, `${copy}-wal`)
    const sqlite = new BetterSqlite3(copy)
    try {
      sqlite.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      sqlite.close()
    }
    return openReadOnlyCopy(copy)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
