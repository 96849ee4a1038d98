import type { HeldList, SyncKind, SyncOverview, SyncRun, SyncTrigger } from '../../shared/domain/sync-run'
import { AppError, type ErrorCode, isAppError } from '../../shared/errors'
import type { EventName, EventPayloads } from '../../shared/ipc/events'
import { inBackground } from '../lib/in-background'
import type { Clock, Log, Random } from '../ports'
import type { SnapshotWriter } from '../stock/snapshot-writer'
import type { ProviderRun } from './provider-run'
import type { OrderPlan, ReadPlan } from './read-plan'
import { listenTo } from './run-listener'
import { endOfRun } from './run-log'
import { type PlanSettings, planRetry, planRun } from './run-plans'
import { RunRecord, type StopReason } from './run-record'
import { runsToReadAgain } from './stock-share'
import type { SyncRunStore } from './sync-run-store'

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
  writer(connectionId: string, run: { id: string; kind: SyncKind; pageSize: number }): SnapshotWriter
  /** Up to when the products are known, epoch ms by the provider's clock; null: never read as a whole. */
  productsReadAt(connectionId: string): number | null
  /** Pages of the stock list when it was last read to its end; null: not yet. */
  stockPages(connectionId: string): number | null
  /** null: purchase orders are not wanted. */
  orderPlan(connectionId: string, kind: 'full' | 'quick'): OrderPlan | null
  /** Figures that a run changed. */
  countChanges(runId: string): number
  budget(connectionId: string): { used: number; limit: number }
  settings(): PlanSettings
  emit<N extends EventName>(name: N, payload: EventPayloads[N]): void
  /** Lists that were too short to be believed. */
  held(connectionId: string): HeldList[]
  /** When the next automatic run is due, epoch ms. */
  nextAt(connectionId: string): number | null
  /** What the provider's answers say about the stored keys. */
  onKeysJudged(connectionId: string, verdict: 'accepted' | 'rejected'): void
}

export interface RunStart {
  trigger: SyncTrigger
  kind: 'full' | 'quick'
  /** A quick run spends as many calls on stock as the list takes, not only its share. */
  readsAllStock?: boolean
}

interface RunUnderWay {
  record: RunRecord
  abort: AbortController
  stopReason: StopReason
  /** Ends the wait under way, if it can be ended. */
  endWait: (() => void) | undefined
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

  /** Answers at once; the run goes on in the background. */
  start(connectionId: string, { trigger, kind, readsAllStock = false }: RunStart): SyncRun {
    const { productsReadAt, settings, orderPlan } = this.#deps
    const plan = planRun(kind, productsReadAt(connectionId), settings(), readsAllStock)
    const orders = orderPlan(connectionId, plan.kind)
    return this.#start(connectionId, trigger, orders ? { ...plan, orders } : plan)
  }

  /** Reads again what a run could not read. Throws `not_found` when there is nothing of that kind to read. */
  retryPages(runId: string): SyncRun {
    const { connectionId, plan } = planRetry(this.#deps.runs, runId)
    return this.#start(connectionId, 'retry', plan)
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
      { id: random.uuid(), connectionId, trigger, startedAt: clock.now() },
      plan,
      runs.lastFinished(connectionId, ['full']),
    )
    const first = record.snapshot()
    this.saveEnds()
    runs.begin(first)
    const abort = new AbortController()
    const run: RunUnderWay = {
      record,
      abort,
      stopReason: 'user',
      endWait: undefined,
      done: Promise.resolve(),
    }
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

  /** Does not wait for the network any longer. */
  tryNow(connectionId: string): void {
    this.#underWay.get(connectionId)?.endWait?.()
  }

  overview(connectionId: string): SyncOverview {
    const { runs, budget } = this.#deps
    const run = this.#underWay.get(connectionId)
    const pages = this.#deps.stockPages(connectionId)
    return {
      current: run?.record.snapshot() ?? null,
      progress: run?.record.progress() ?? null,
      last: runs.lastFinished(connectionId),
      lastSuccessAt: runs.lastSuccessAt(connectionId),
      nextAt: this.#deps.nextAt(connectionId),
      runsToReadAgain: pages === null ? null : runsToReadAgain(pages),
      held: this.#deps.held(connectionId),
      budget: budget(connectionId),
    }
  }

  /** Ends every run and refuses new ones. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await Promise.all([...this.#underWay.keys()].map((connectionId) => this.cancel(connectionId, 'quit')))
    this.saveEnds()
  }

  async #perform(run: RunUnderWay, { id, connectionId, trigger }: SyncRun, plan: ReadPlan): Promise<void> {
    const { clock, log, emit } = this.#deps
    log.info('sync started', { runId: id, trigger, kind: plan.kind })
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
      log.info('sync finished', endOfRun(ended))
      emit('sync.finished', ended)
    }
  }

  async #read(run: RunUnderWay, connectionId: string, runId: string, plan: ReadPlan): Promise<void> {
    const { record, abort } = run
    const writer = this.#deps.writer(connectionId, { id: runId, kind: plan.kind, pageSize: plan.pageSize })
    const { clock, log, runs } = this.#deps
    const onProgress = () => this.#deps.emit('sync.progress', record.progress())
    try {
      if (plan.kind !== 'pages' && !plan.orders) await writer.orders.forget(abort.signal)
      const told = listenTo(record, { clock, log, runs, onProgress })
      const onWait: ProviderRun['onWait'] = (wait) => {
        run.endWait = wait.endNow
        told.onWait(wait)
      }
      await this.#deps.read(connectionId, { plan, writer, signal: abort.signal, ...told, onWait })
      record.changed(this.#deps.countChanges(runId))
    } catch (error) {
      if (!abort.signal.aborted && (!isAppError(error) || inconsistent.has(error.code)))
        await this.#discard(writer)
      throw error
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

  /** Writes down the ends of runs that could not be written down at the time. */
  saveEnds(): void {
    for (const run of this.#unsavedEnds.splice(0)) this.#saveEnd(run)
  }

  /**
   * On a full disk, or while another program locks the store, the end of a run cannot be written down at once; the
   * screen still hears of it.
   */
  #saveEnd(run: SyncRun): void {
    try {
      this.#deps.runs.finish(run)
    } catch (error) {
      this.#unsavedEnds.push(run)
      this.#deps.log.error('the end of a sync could not be stored', { runId: run.id, error })
    }
  }
}
