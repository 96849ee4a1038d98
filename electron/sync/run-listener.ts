import type { WaitingFor } from '../../shared/domain/sync-run'
import type { Clock, Log } from '../ports'
import type { ProviderRun } from './provider-run'
import type { RunRecord } from './run-record'
import type { SyncRunStore } from './sync-run-store'

const KEEP_PROGRESS_EVERY_MS = 1_000

const waits: Record<WaitingFor, string> = {
  limit: 'limit hit',
  retry: 'trying again',
  network: 'no network',
}

interface Deps {
  clock: Pick<Clock, 'monotonic'>
  log: Log
  runs: Pick<SyncRunStore, 'saveProgress'>
  /** There is news to show. */
  onProgress(): void
}

/** Takes down what a provider tells of its run: in the record, the log and the history. */
export function listenTo(
  record: RunRecord,
  { clock, log, runs, onProgress }: Deps,
): Omit<ProviderRun, 'plan' | 'writer' | 'signal'> {
  const { id: runId } = record.snapshot()
  let keptAt = clock.monotonic()
  /** So that a crash leaves a history that is at most a second behind, without a write for every page. */
  const keepProgress = () => {
    if (clock.monotonic() - keptAt < KEEP_PROGRESS_EVERY_MS) return
    keptAt = clock.monotonic()
    runs.saveProgress(record.snapshot())
  }
  return {
    onList(resource) {
      record.list(resource)
      onProgress()
    },
    onPage(page) {
      const { resource, pagesDone, pagesKnown, rows } = page
      log.info('page stored', { runId, resource, pagesDone, pagesKnown, rows })
      record.page(page)
      keepProgress()
      onProgress()
    },
    onFailure: (failure) => record.failure(failure),
    onRowsLost: (resource, rows) => record.rowsLost(resource, rows),
    onCall: () => record.call(),
    onWait(wait) {
      if (wait.until !== null) log.info(waits[wait.for], { runId, until: wait.until })
      record.wait(wait)
      onProgress()
    },
  }
}
