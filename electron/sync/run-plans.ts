import { AppError } from '../../shared/errors'
import type { ReadPlan } from './read-plan'
import { stockShare } from './stock-share'
import type { SyncRunStore } from './sync-run-store'

/** Changes are asked for from a little before the last reading, as clocks and databases lag. */
const OVERLAP_MS = 10 * 60_000

/** A quick run needs a full one before it, else it becomes one. `productsReadAt` null: there was none. */
export function planRun(
  kind: 'full' | 'quick',
  { productsReadAt, pageLimit }: { productsReadAt: number | null; pageLimit: number },
): ReadPlan {
  return kind === 'full' || productsReadAt === null
    ? { kind: 'full', pageLimit }
    : { kind: 'quick', pageLimit, changedSince: productsReadAt - OVERLAP_MS, ...stockShare }
}

/** What a run could not read, and of which connection. Throws `not_found` when nothing of that is left to read. */
export function planRetry(runs: SyncRunStore, runId: string): { connectionId: string; plan: ReadPlan } {
  const run = runs.get(runId)
  const isLatest = run && runs.lastFinished(run.connectionId, { withoutPages: true })?.id === runId
  const newest = run && runs.lastFinished(run.connectionId)
  const isDone = newest?.kind === 'pages' && newest.status === 'success'
  const pages = (run?.failures ?? []).flatMap(({ resource, page, isWholePage }) =>
    isWholePage && resource !== null && page !== null ? [{ resource, page }] : [],
  )
  if (!run || !isLatest || isDone || pages.length === 0) {
    throw new AppError('not_found', 'Nothing is left to read again of this sync. Sync now instead.')
  }
  return { connectionId: run.connectionId, plan: { kind: 'pages', pages } }
}
