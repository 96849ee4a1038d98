import type {
  HeldList,
  SyncKind,
  SyncOverview,
  SyncRun,
  SyncTrigger,
  WaitingFor,
} from '../../shared/domain/sync-run'
import { AppError, type ErrorCode, isAppError } from '../../shared/errors'
import type { EventName, EventPayloads } from '../../shared/ipc/events'
import { inBackground } from '../lib/in-background'
import type { Clock, Log, Random } from '../ports'
import type { SnapshotWriter } from '../stock/snapshot-writer'
import type { ProviderRun } from './provider-run'
import type { ReadPlan } from './read-plan'
import { RunRecord, type StopReason } from './run-record'
import { stockShare } from './stock-share'
import type { SyncRunStore } from './sync-run-store'

const KEEP_PROGRESS_EVERY_MS = 1_000

/** Changes are asked for from a little before the last reading, as clocks and databases lag. */
const OVERLAP_MS = 10 * 60_000

const waits: Record<WaitingFor, string> = {
  limit: 'limit hit',
  retry: 'trying again',
  network: 'no network',
}

/** What was read so far does not fit together, or nobody knows whether it does: nothing of it is read on. */
const inconsistent: ReadonlySet<ErrorCode> = new Set(['provider_changed', 'internal'])

interface Deps {
  clock: Clock
  random: Random
  log: Log
  runs: SyncRunStore
  /** Throws `not_found` for a connection that is not there any more. */
  requireConnected(connectionId: string): void
  /** Reads from this connection's provider what the run's plan says. */
  read(connectionId: string, run: ProviderRun): Promise<void>
  writer(connectionId: string, run: { id: string; kind: SyncKind }): SnapshotWriter
  /** Up to when the products are known, epoch ms by the provider's clock; null: never read as a whole. */
  productsReadAt(connectionId: string): number | null
  /** Figures that a run changed. */
  countChanges(runId: string): number
  budget(connectionId: string): { used: number; limit: number }
  /** Pages of one list that a run may read. */
  pageLimit(): number
  emit<N extends EventName>(name: N, payload: EventPayloads[N]): void
  /** Lists that were too short to be believed. */
  held(connectionId: string): HeldList[]
  /** When the next automatic run is due, epoch ms. */
  nextAt(connectionId: string): number | null
  /** What the provider's answers say about the stored keys. */
  onKeysJudged(connectionId: string, verdict: 'accepted' | 'rejected'): void
}

interface RunUnderWay {
  record: RunRecord
  abort: AbortController
  stopReason: StopReason
  done: Promise<void>
}

/** One sync run at a time per connection. A second start joins the run under way. */
export class SyncCoordinator {
  readonly #deps: Deps
  readonly #underWay = new Map<string, RunUnderWay>()
  readonly #unsavedEnds: SyncRun[] = []
  #isStopping = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Answers at once; the run goes on in the background. A quick run needs a full one before it, else it becomes one. */
  start(connectionId: string, { trigger, kind }: { trigger: SyncTrigger; kind: 'full' | 'quick' }): SyncRun {
    const readAt = kind === 'quick' ? this.#deps.productsReadAt(connectionId) : null
    const pageLimit = this.#deps.pageLimit()
    const plan: ReadPlan =
      readAt === null
        ? { kind: 'full', pageLimit }
        : { kind: 'quick', pageLimit, changedSince: readAt - OVERLAP_MS, ...stockShare }
    return this.#start(connectionId, trigger, plan)
  }

  /** Reads again what a run could not read. Throws `not_found` when there is nothing of that kind to read. */
  retryPages(runId: string): SyncRun {
    const { runs } = this.#deps
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
    return this.#start(run.connectionId, 'retry', { kind: 'pages', pages })
  }

  isRunning(connectionId: string): boolean {
    return this.#underWay.has(connectionId)
  }

  #start(connectionId: string, trigger: SyncTrigger, plan: ReadPlan): SyncRun {
    const joined = this.#underWay.get(connectionId)
    if (joined) return joined.record.snapshot()
    this.#deps.requireConnected(connectionId)
    if (this.#isStopping) throw new AppError('cancelled', 'Shelfwatch is closing.')

    const { clock, random, runs, log } = this.#deps
    const record = new RunRecord(
      { id: random.uuid(), connectionId, trigger, kind: plan.kind, startedAt: clock.now() },
      runs.lastFinished(connectionId, { withoutPages: true }),
    )
    const first = record.snapshot()
    runs.begin(first)
    const abort = new AbortController()
    const run: RunUnderWay = { record, abort, stopReason: 'user', done: Promise.resolve() }
    this.#underWay.set(connectionId, run)
    this.#deps.emit('sync.started', first)
    run.done = this.#perform(run, first, plan)
    inBackground(log, 'sync run', run.done)
    return first
  }

  /** Resolves when the run has stopped. Finished catalogue pages are kept, stock figures stay as they were. */
  async cancel(connectionId: string, reason: StopReason = 'user'): Promise<void> {
    const run = this.#underWay.get(connectionId)
    if (!run) return
    run.stopReason = reason
    run.abort.abort(new AppError('cancelled', 'The sync was cancelled.'))
    await run.done
  }

  overview(connectionId: string): SyncOverview {
    const { runs, budget } = this.#deps
    const run = this.#underWay.get(connectionId)
    return {
      current: run?.record.snapshot() ?? null,
      progress: run?.record.progress() ?? null,
      last: runs.lastFinished(connectionId),
      lastSuccessAt: runs.lastSuccessAt(connectionId),
      nextAt: this.#deps.nextAt(connectionId),
      held: this.#deps.held(connectionId),
      budget: budget(connectionId),
    }
  }

  /** Ends every run and refuses new ones. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await Promise.all([...this.#underWay.keys()].map((connectionId) => this.cancel(connectionId, 'quit')))
  }

  async #perform(run: RunUnderWay, { id, connectionId }: SyncRun, plan: ReadPlan): Promise<void> {
    const { clock, log, emit } = this.#deps
    log.info('sync started', { runId: id, kind: plan.kind })
    try {
      await this.#read(run, connectionId, id, plan)
      run.record.endWell(clock.now())
      this.#deps.onKeysJudged(connectionId, 'accepted')
    } catch (error) {
      this.#endUnfinished(run, connectionId, error)
    } finally {
      this.#underWay.delete(connectionId)
      const ended = run.record.snapshot()
      this.#saveEnd(ended)
      const { status, products, stockRows, failed, calls, waitedMs, changes } = ended
      log.info('sync finished', { runId: id, status, products, stockRows, failed, calls, waitedMs, changes })
      emit('sync.finished', ended)
    }
  }

  async #read(run: RunUnderWay, connectionId: string, runId: string, plan: ReadPlan): Promise<void> {
    const { record, abort } = run
    const { log } = this.#deps
    const writer = this.#deps.writer(connectionId, { id: runId, kind: plan.kind })
    const keepProgress = this.#progressKeeper(record)
    const tellProgress = () => this.#deps.emit('sync.progress', record.progress())
    try {
      await this.#deps.read(connectionId, {
        plan,
        writer,
        signal: abort.signal,
        onList: (resource) => {
          record.list(resource)
          tellProgress()
        },
        onPage: (page) => {
          const { resource, pagesDone, pagesKnown, rows } = page
          log.info('page stored', { runId, resource, pagesDone, pagesKnown, rows })
          record.page(page)
          keepProgress()
          tellProgress()
        },
        onFailure: (failure) => record.failure(failure),
        onCall: () => record.call(),
        onWait: (wait) => {
          if (wait.until !== null) log.info(waits[wait.for], { runId, until: wait.until })
          record.wait(wait)
          tellProgress()
        },
      })
      record.changed(this.#deps.countChanges(runId))
    } catch (error) {
      if (!abort.signal.aborted && (!isAppError(error) || inconsistent.has(error.code)))
        await this.#discard(writer)
      throw error
    }
  }

  /** So that a crash leaves a history that is at most a second behind, without a write for every page. */
  #progressKeeper(record: RunRecord): () => void {
    const { clock, runs } = this.#deps
    let keptAt = clock.monotonic()
    return () => {
      if (clock.monotonic() - keptAt < KEEP_PROGRESS_EVERY_MS) return
      keptAt = clock.monotonic()
      runs.saveProgress(record.snapshot())
    }
  }

  /** What stays behind is deleted at the next start. */
  async #discard(writer: SnapshotWriter): Promise<void> {
    await writer
      .discard()
      .catch((error: unknown) => this.#deps.log.warn('staged rows stay behind', { error }))
  }

  #endUnfinished(run: RunUnderWay, connectionId: string, error: unknown): void {
    const { clock, log } = this.#deps
    if (run.abort.signal.aborted) {
      run.record.endStopped(clock.now(), run.stopReason)
      return
    }
    log.warn('sync failed', { connectionId, error })
    run.record.endBadly(clock.now(), error)
    if (error instanceof AppError && error.code === 'credentials_rejected')
      this.#deps.onKeysJudged(connectionId, 'rejected')
  }

  /** Once the store can be written again. */
  saveEnds(): void {
    for (const run of this.#unsavedEnds.splice(0)) this.#saveEnd(run)
  }

  /** On a full disk the end of a run cannot be written down at once; the screen still hears of it. */
  #saveEnd(run: SyncRun): void {
    try {
      this.#deps.runs.finish(run)
    } catch (error) {
      this.#unsavedEnds.push(run)
      this.#deps.log.error('the end of a sync could not be stored', { runId: run.id, error })
    }
  }
}
