import type { SyncRun } from '../domain/sync-run'

/** A full sync that was asked for and read nothing, at once and with success. */
export function aSyncRun(changes: Partial<SyncRun> = {}): SyncRun {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    connectionId: '00000000-0000-4000-8000-0000000000aa',
    trigger: 'manual',
    kind: 'full',
    status: 'success',
    startedAt: 0,
    finishedAt: 0,
    products: 0,
    stockRows: 0,
    failed: 0,
    calls: 0,
    retries: 0,
    limitWaits: 0,
    pageSize: 1000,
    leftOut: [],
    waitedMs: 0,
    changes: 0,
    resources: [],
    failures: [],
    ...changes,
  }
}
