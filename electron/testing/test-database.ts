import { fileURLToPath } from 'node:url'
import BetterSqlite3 from 'better-sqlite3'
import { Database } from '../db/database'
import { migrate } from '../db/migrate'
import { readMigrations } from '../db/migration-files'
import { setPragmas } from '../db/pragmas'
import type { Clock, Log } from '../ports'
import { silentLog } from './node-ports'

/** The migrations that are shipped. */
export const shippedMigrations = fileURLToPath(new URL('../../drizzle/migrations', import.meta.url))

/** Time that stands still: nothing that waits ever wakes up. */
const stoppedClock: Clock = {
  now: () => 1_750_000_000_000,
  monotonic: () => 0,
  sleep: (_ms, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
}

/** A real, migrated and empty store: in memory, or in the given new file. Close it when done. */
export function openTestDatabase(options: { file?: string; clock?: Clock; log?: Log } = {}): Database {
  const clock = options.clock ?? stoppedClock
  const sqlite = new BetterSqlite3(options.file ?? ':memory:')
  setPragmas(sqlite)
  migrate(sqlite, readMigrations(shippedMigrations), clock.now())
  return new Database({ sqlite, clock, log: options.log ?? silentLog })
}
