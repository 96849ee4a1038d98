import type { SyncRun } from '../../../shared/domain/sync-run'

/** The run whose failed pages can be read again: the newest one, unless that has been done since. */
export function retryableRun(newestFirst: readonly SyncRun[]): SyncRun | null {
  const position = newestFirst.findIndex(({ kind, status }) => kind !== 'pages' && status !== 'running')
  const run = newestFirst[position]
  if (run?.status !== 'partial' || failedPages(run) === 0) return null
  const wasDone = newestFirst
    .slice(0, position)
    .some(({ status }) => status === 'success' || status === 'partial')
  return wasDone ? null : run
}

/** Pages of which nothing was read. */
export function failedPages({ failures }: SyncRun): number {
  return failures.filter(({ isWholePage }) => isWholePage).length
}
