import type { Database } from './db/database'
import { inBackground } from './lib/in-background'
import type { Log } from './ports'
import { forgetStagedRows } from './stock/staged-rows'
import type { SyncRunStore } from './sync/sync-run-store'

/** What a crash left behind. */
export function cleanUp(db: Database, runs: SyncRunStore, log: Log, stopping: AbortSignal): void {
  const interrupted = runs.markInterrupted()
  if (interrupted.length > 0) log.warn('syncs were cut short', { runIds: interrupted })
  inBackground(log, 'forgetting staged rows', forgetStagedRows(db, { signal: stopping }))
}
