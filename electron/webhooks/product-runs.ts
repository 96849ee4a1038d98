import type { SyncFailure, SyncRun } from '../../shared/domain/sync-run'
import type { Clock, Log, Random } from '../ports'
import { nothingRead } from '../sync/nothing-read'
import type { SyncRunStore } from '../sync/sync-run-store'

/** More than a screen can use. */
const MAX_FAILURES = 200

const STOPPED: SyncFailure = {
  resource: 'availability',
  page: null,
  code: 'cancelled',
  isWholePage: false,
  message: 'This was stopped before the figures of deliveries were confirmed. The products are read again.',
}

interface Deps {
  clock: Pick<Clock, 'now'>
  random: Pick<Random, 'uuid'>
  log: Log
  runs: Pick<SyncRunStore, 'begin' | 'finish' | 'get'>
  /** It stands in the history now. */
  onEnded(run: SyncRun): void
}

/** The entries in the history for what deliveries changed and what confirmed it: at most one under way per connection. */
export class ProductRuns {
  readonly #deps: Deps
  readonly #underWay = new Map<string, SyncRun>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** The id of the run under way; begins one when there is none. */
  open(connectionId: string): string {
    const { runs } = this.#deps
    const run = this.#underWay.get(connectionId) ?? this.#draft(connectionId)
    // The transaction in which it was begun may have come to nothing.
    if (!runs.get(run.id)) runs.begin(run)
    this.#underWay.set(connectionId, run)
    return run.id
  }

  called(connectionId: string, calls: number): void {
    this.#count(connectionId, (run) => {
      run.calls += calls
    })
  }

  changed(connectionId: string, changes: number): void {
    this.#count(connectionId, (run) => {
      run.changes += changes
    })
  }

  confirmed(connectionId: string, { stockRows, changes }: { stockRows: number; changes: number }): void {
    this.#count(connectionId, (run) => {
      run.products += 1
      run.stockRows += stockRows
      run.changes += changes
    })
  }

  failed(connectionId: string, { code, message }: Pick<SyncFailure, 'code' | 'message'>): void {
    this.#count(connectionId, (run) => {
      run.failed += 1
      if (run.failures.length >= MAX_FAILURES) return
      run.failures.push({ resource: 'availability', page: null, isWholePage: false, code, message })
    })
  }

  /** Ends what is under way, if anything is. */
  end(connectionId: string, { isCancelled = false } = {}): void {
    const { clock, log, runs, onEnded } = this.#deps
    const run = this.#underWay.get(connectionId)
    if (!run) return
    this.#underWay.delete(connectionId)
    if (isCancelled) run.failures.push(STOPPED)
    const ended = {
      ...run,
      finishedAt: clock.now(),
      status: isCancelled ? 'cancelled' : statusOf(run),
      resources: resourcesOf(run),
    } as const
    try {
      runs.finish(ended)
      onEnded(ended)
    } catch (error) {
      // The next start notes it as cut short.
      log.error('the end of a reading could not be stored', { runId: run.id, error })
    }
  }

  #count(connectionId: string, change: (run: SyncRun) => void): void {
    const run = this.#underWay.get(connectionId)
    if (run) change(run)
  }

  #draft(connectionId: string): SyncRun {
    const { clock, random } = this.#deps
    return {
      id: random.uuid(),
      connectionId,
      trigger: 'webhook',
      kind: 'products',
      ...nothingRead(),
      startedAt: clock.now(),
      pageSize: 0,
      leftOut: [],
    }
  }
}

function statusOf({ failures, products }: SyncRun): SyncRun['status'] {
  if (failures.length === 0) return 'success'
  return products > 0 ? 'partial' : 'failed'
}

/** Each product is a page of its own. */
function resourcesOf({ products: pages, stockRows: rows, failed }: SyncRun): SyncRun['resources'] {
  return pages > 0 ? [{ resource: 'availability', pages, rows, failed }] : []
}
