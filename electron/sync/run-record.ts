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
import type { ProviderRun } from './provider-run'

/** More than a screen can use; the counts still tell the whole number. */
const MAX_FAILURES = 200

/** Pages of a first run: rather too many, as a bar that leaps ahead is better than one that falls back. */
const FIRST_GUESS: Record<SyncResource, number> = {
  locations: 1,
  categories: 1,
  suppliers: 1,
  products: 20,
  availability: 60,
}

type PageNews = Parameters<ProviderRun['onPage']>[0]

/** Why a run is being stopped: only a person or the end of the program does that. */
export type StopReason = 'user' | 'quit'

/** What one run has done so far: counts for the history, progress for the screen. */
export class RunRecord {
  readonly #run: SyncRun
  /** Pages of each list, as known: from the last run until this one knows better. */
  readonly #pagesKnown: Map<SyncResource, number>
  /** Whether a run before this one has read the stock list. */
  readonly #hasStockPages: boolean
  #resource: PageNews['resource'] = 'locations'
  #waitingUntil: number | null = null
  #waitingFor: WaitingFor | null = null

  constructor(
    start: Pick<SyncRun, 'id' | 'connectionId' | 'trigger' | 'kind' | 'startedAt' | 'pageSize' | 'leftOut'>,
    last: SyncRun | null,
  ) {
    this.#run = {
      ...start,
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
    }
    const lastPages = new Map(last?.resources.map((count) => [count.resource, count.pages]))
    this.#hasStockPages = lastPages.has('availability')
    this.#pagesKnown = new Map(
      syncResources
        .filter((resource) => !start.leftOut.includes(resource))
        .map((resource) => [resource, lastPages.get(resource) ?? FIRST_GUESS[resource]]),
    )
  }

  list(resource: PageNews['resource']): void {
    this.#resource = resource
  }

  page(news: PageNews): void {
    const count = this.#count(news.resource)
    count.pages = news.pagesDone
    count.rows += news.rows
    count.failed += news.failed
    this.#run.failed += news.failed
    if (news.resource === 'products') this.#run.products += news.rows
    if (news.resource === 'availability') this.#run.stockRows += news.rows
    this.#pagesKnown.set(news.resource, Math.max(news.pagesDone, news.pagesKnown))
    if (news.resource === 'products' && !this.#hasStockPages && this.#pagesKnown.has('availability'))
      this.#guessStockPages(news.pagesKnown)
  }

  failure(failure: SyncFailure): void {
    if (this.#run.failures.length < MAX_FAILURES) this.#run.failures.push(failure)
  }

  call(): void {
    this.#run.calls += 1
  }

  wait(wait: Parameters<ProviderRun['onWait']>[0]): void {
    this.#waitingUntil = wait.until
    this.#waitingFor = wait.until === null ? null : wait.for
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
