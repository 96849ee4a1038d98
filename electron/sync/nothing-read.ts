import type { SyncRun } from '../../shared/domain/sync-run'

/** What every run begins with. */
export function nothingRead() {
  return {
    status: 'running',
    finishedAt: null,
    products: 0,
    stockRows: 0,
    failed: 0,
    calls: 0,
    retries: 0,
    limitWaits: 0,
    waitedMs: 0,
    changes: 0,
    resources: [],
    failures: [],
  } satisfies Partial<SyncRun>
}
