import type { Settings } from '../../shared/domain/settings'
import type { SyncResource } from '../../shared/domain/sync-run'
import { AppError } from '../../shared/errors'
import type { ReadPlan } from './read-plan'
import { stockShare } from './stock-share'
import type { SyncRunStore } from './sync-run-store'

/** Changes are asked for from a little before the last reading, as clocks and databases lag. */
const OVERLAP_MS = 10 * 60_000

export type PlanSettings = Pick<Settings, 'pageSize' | 'pageLimit' | 'syncProducts' | 'syncStock'>

/** What changed can only be asked for after everything was read: before, a quick run becomes a full one. */
export function planRun(
  kind: 'full' | 'quick',
  /** null: products were never read. */
  productsReadAt: number | null,
  { pageSize, pageLimit, syncProducts, syncStock }: PlanSettings,
  readsAllStock = false,
): Exclude<ReadPlan, { kind: 'pages' }> {
  const changedSince = syncProducts && productsReadAt !== null ? productsReadAt - OVERLAP_MS : null
  if (kind === 'full' || (syncProducts && changedSince === null))
    return { kind: 'full', pageSize, pageLimit, changedSince, products: syncProducts, stock: syncStock }
  const share = readsAllStock ? { stockCalls: pageLimit, productCalls: 0 } : stockShare
  return { kind: 'quick', pageSize, pageLimit, changedSince, stock: syncStock ? share : null }
}

/** What the plan would read if it were not switched off. */
export function leftOut(plan: ReadPlan): SyncResource[] {
  if (plan.kind === 'pages') return []
  const hasProducts = plan.kind === 'full' ? plan.products : plan.changedSince !== null
  return [...(hasProducts ? [] : (['products'] as const)), ...(plan.stock ? [] : (['availability'] as const))]
}

/** What a run could not read, and of which connection. Throws `not_found` when nothing of that is left to read. */
export function planRetry(runs: SyncRunStore, runId: string): { connectionId: string; plan: ReadPlan } {
  const run = runs.get(runId)
  const isLatest = run && runs.lastFinished(run.connectionId, ['full', 'quick'])?.id === runId
  const newest = run && runs.lastFinished(run.connectionId)
  const isDone = newest?.kind === 'pages' && newest.status === 'success'
  const pages = (run?.failures ?? []).flatMap(({ resource, page, isWholePage }) =>
    isWholePage && resource !== null && page !== null ? [{ resource, page }] : [],
  )
  if (!run || !isLatest || isDone || pages.length === 0) {
    throw new AppError('not_found', 'Nothing is left to read again of this sync. Sync now instead.')
  }
  return { connectionId: run.connectionId, plan: { kind: 'pages', pages, pageSize: run.pageSize } }
}
