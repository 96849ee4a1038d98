import { AppError } from '../../shared/errors'
import type { HandlersOf } from '../../shared/ipc/contract'
import type { StockQueries } from '../stock/stock-queries'
import type { RunExport } from '../sync/run-export'
import type { SyncCoordinator } from '../sync/sync-coordinator'
import type { SyncRunStore } from '../sync/sync-run-store'

export function syncHandlers(deps: {
  sync: SyncCoordinator
  runs: SyncRunStore
  runExport: RunExport
  stock: StockQueries
  acceptHeld(connectionId: string): void
}): HandlersOf<'sync'> {
  const { sync, runs, runExport, stock, acceptHeld } = deps
  return {
    'sync.start': ({ connectionId, kind }) => sync.start(connectionId, { trigger: 'manual', kind }),
    'sync.retryPages': ({ runId }) => sync.retryPages(runId),
    'sync.acceptHeld': ({ connectionId }) => {
      acceptHeld(connectionId)
      return sync.start(connectionId, { trigger: 'manual', kind: 'full' })
    },
    'sync.cancel': async ({ connectionId }) => {
      await sync.cancel(connectionId)
      return null
    },
    'sync.tryNow': ({ connectionId }) => {
      sync.tryNow(connectionId)
      return null
    },
    'sync.overview': ({ connectionId }) => sync.overview(connectionId),
    'sync.runs': (query) => runs.list(query),
    'sync.exportRuns': (query) => runExport.save(query),
    'sync.run': async ({ runId, search }) => {
      const run = runs.get(runId)
      if (!run) throw new AppError('not_found', 'This sync is no longer in the history.')
      return { run, changes: await stock.changesOfRun(runId, search) }
    },
  }
}
