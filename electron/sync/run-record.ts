import type {
  ResourceCount,
  SyncFailure,
  SyncProgress,
  SyncResource,
  SyncRun,
  WaitingFor,
} from '../../shared/domain/sync-run'
import { syncResources } from '../../shared/domain/sync-run'
import { AppError, isAppError } from '../../shared/errors'
import { nothingRead } from './nothing-read'
import type { ProviderRun } from './provider-run'
import type { FullPlan, ReadPlan } from './read-plan'
import { leftOut } from './run-plans'

/** More than a screen can use; the counts still tell the whole number. */
const MAX_FAILURES = 200

/** Pages of a first run: rather too many, as a bar that leaps ahead is better than one that falls back. */
const FIRST_GUESS: Record<SyncResource, number> = {
  locations: 1,
  categories: 1,
  suppliers: 1,
  products: 20,
  availability: 60,
  // Only read when wanted.
  purchaseOrders: 0,
}

type PageNews = Parameters<ProviderRun['onPage']>[0]

/** Why a run is being stopped: only a person or the end of the program does that. */
export type StopReason = 'user' | 'quit'

/** What one run has done so far: counts for the history, progress for the screen. */
export class RunRecord {
  readonly #run: SyncRun
  /** Pages of each list that this run is to read: guessed until it knows better. */
  readonly #pagesKnown: Map<SyncResource, number>
  /** Whether how long the stock list is has to be guessed. */
  readonly #isStockGuessed: boolean
  #resource: PageNews['resource'] = 'locations'
  #waitingUntil: number | null = null
  #waitingFor: WaitingFor | null = null

  constructor(
    start: Pick<SyncRun, 'id' | 'connectionId' | 'trigger' | 'startedAt'>,
    plan: ReadPlan,
    lastFull: SyncRun | null,
  ) {
    this.#run = {
      ...start,
      kind: plan.kind,
      pageSize: plan.pageSize,
      leftOut: leftOut(plan),
      ...nothingRead(),
    }
    const lastPages = new Map(lastFull?.resources.map((count) => [count.resource, count.pages]))
    this.#pagesKnown = pagesToRead(plan, (resource) => lastPages.get(resource) ?? FIRST_GUESS[resource])
    this.#isStockGuessed =
      plan.kind === 'full' && this.#pagesKnown.has('availability') && !lastPages.has('availability')
  }

  list(resource: PageNews['resource']): void {
    this.#resource = resource
  }

  page(news: PageNews): void {
    if (this.#waitingUntil === null) this.#waitingFor = null
    const count = this.#count(news.resource)
    count.pages = news.pagesDone
    count.rows += news.rows
    count.failed += news.failed
    this.#run.failed += news.failed
    if (news.resource === 'products') this.#run.products += news.rows
    if (news.resource === 'availability') this.#run.stockRows += news.rows
    this.#pagesKnown.set(news.resource, Math.max(news.pagesDone, news.pagesKnown))
    if (news.resource === 'products' && this.#isStockGuessed) this.#guessStockPages(news.pagesKnown)
  }

  failure(failure: SyncFailure): void {
    if (this.#run.failures.length < MAX_FAILURES) this.#run.failures.push(failure)
  }

  /** Of pages that could not be read. */
  rowsLost(resource: SyncResource, rows: number): void {
    this.#count(resource).failed += rows
    this.#run.failed += rows
  }

  call(): void {
    this.#run.calls += 1
  }

  wait(wait: Parameters<ProviderRun['onWait']>[0]): void {
    this.#waitingUntil = wait.until
    // Whether the network is back is not known before something was read.
    this.#waitingFor = wait.until === null && wait.for !== 'network' ? null : wait.for
    if (wait.until !== null) this.#run[wait.for === 'limit' ? 'limitWaits' : 'retries'] += 1
    this.#run.waitedMs += Math.round(wait.waitedMs)
  }

  changed(changes: number): void {
    this.#run.changes = changes
  }

  end(finishedAt: number, status: SyncRun['status']): void {
    this.#waitingUntil = null
    this.#waitingFor = null
    this.#run.status = status
    this.#run.finishedAt = finishedAt
  }

  endWell(finishedAt: number): void {
    this.end(finishedAt, this.#run.failed > 0 || this.#run.failures.length > 0 ? 'partial' : 'success')
  }

  endStopped(finishedAt: number, reason: StopReason): void {
    if (reason === 'quit') {
      this.failure({
        resource: this.#resource,
        page: null,
        code: 'cancelled',
        isWholePage: false,
        message: 'Shelfwatch was closed while this sync was under way. The figures from before it are kept.',
      })
    }
    this.end(finishedAt, 'cancelled')
  }

  endBadly(finishedAt: number, error: unknown): void {
    const known = isAppError(error)
      ? error
      : new AppError(
          'internal',
          'Something in Shelfwatch went wrong. The figures from before this sync are kept.',
        )
    const { code, message } = known
    this.failure({ resource: this.#resource, page: null, code, message, isWholePage: false })
    this.end(finishedAt, 'failed')
  }

  snapshot(): SyncRun {
    return structuredClone(this.#run)
  }

  progress(): SyncProgress {
    const { id: runId, connectionId, products, stockRows, calls } = this.#run
    const pagesDone = this.#run.resources.reduce((sum, count) => sum + count.pages, 0)
    const pagesKnown = [...this.#pagesKnown.values()].reduce((sum, pages) => sum + pages, 0)
    return {
      runId,
      connectionId,
      resource: this.#resource,
      pagesDone,
      pagesKnown,
      products,
      stockRows,
      calls,
      waitingUntil: this.#waitingUntil,
      waitingFor: this.#waitingFor,
    }
  }

  /** About one stock row for each product and location. */
  #guessStockPages(productPages: number): void {
    const locations = this.#run.resources.find(({ resource }) => resource === 'locations')?.rows ?? 1
    this.#pagesKnown.set('availability', productPages * Math.max(1, locations))
  }

  #count(resource: PageNews['resource']): ResourceCount {
    const known = this.#run.resources.find((count) => count.resource === resource)
    if (known) return known
    const fresh = { resource, pages: 0, rows: 0, failed: 0 }
    this.#run.resources.push(fresh)
    return fresh
  }
}

function pagesToRead(plan: ReadPlan, pagesOf: (resource: SyncResource) => number): Map<SyncResource, number> {
  switch (plan.kind) {
    case 'full':
      return new Map(
        syncResources.filter((resource) => isRead(resource, plan)).map((one) => [one, pagesOf(one)]),
      )
    case 'quick':
      return new Map([
        ...(plan.changedSince === null ? [] : [['products', 1] as const]),
        ...(plan.stock
          ? [['availability', Math.min(plan.stock.stockCalls, pagesOf('availability'))] as const]
          : []),
      ])
    case 'pages':
      return new Map(
        syncResources.map((one) => [one, plan.pages.filter(({ resource }) => resource === one).length]),
      )
  }
}

function isRead(resource: SyncResource, { products, stock }: FullPlan): boolean {
  if (resource === 'locations') return true
  return resource === 'availability' ? stock : products
}
