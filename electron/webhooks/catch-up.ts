import type { SyncRun } from '../../shared/domain/sync-run'
import type { Clock, Log } from '../ports'
import type { RunStart } from '../sync/sync-coordinator'
import { patienceMs } from './back-off'
import type { FeedStore } from './feed-store'

const RUN_EVERY_MS = 60_000

interface Deps {
  clock: Pick<Clock, 'monotonic'>
  log: Log
  feeds: FeedStore
  sync: {
    isRunning(connectionId: string): boolean
    start(connectionId: string, run: RunStart & { kind: 'quick' }): SyncRun
  }
}

/** A run that was started here, and what it is to serve. */
interface OwnRun {
  runId: string
  wantedAt: number
}

/** Sees that what deliveries want beyond single products is read by a run: the next one that begins, or one of its own. */
export class CatchUp {
  readonly #deps: Deps
  readonly #own = new Map<string, OwnRun>()
  /** On the monotonic clock. */
  readonly #notBefore = new Map<string, number>()
  readonly #failures = new Map<string, number>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Starts a run when one is wanted. Ms until to ask again; null: nothing is wanted, or the end of a run is to come first. */
  serve(connectionId: string): number | null {
    const { clock, log, feeds, sync } = this.#deps
    const wantedAt = feeds.wantedAt(connectionId)
    if (wantedAt === null || sync.isRunning(connectionId)) return null
    const waitMs = (this.#notBefore.get(connectionId) ?? 0) - clock.monotonic()
    if (waitMs > 0) return waitMs
    this.#notBefore.set(connectionId, clock.monotonic() + RUN_EVERY_MS)
    try {
      const readsAllStock = feeds.wantedAt(connectionId, 'sweep') !== null
      const { id: runId } = sync.start(connectionId, { trigger: 'webhook', kind: 'quick', readsAllStock })
      this.#own.set(connectionId, { runId, wantedAt })
      return null
    } catch (error) {
      log.warn('a sync that deliveries want was not started', { connectionId, error })
      return RUN_EVERY_MS
    }
  }

  /** A sync ended. What was wanted before it began was read if it ended well. */
  finished({ id, connectionId, kind, status, startedAt }: SyncRun): void {
    const { clock, feeds } = this.#deps
    if (kind !== 'full' && kind !== 'quick') return
    const own = this.#own.get(connectionId)
    this.#own.delete(connectionId)
    const isOwn = own?.runId === id
    if (status === 'success' || status === 'partial') {
      this.#failures.delete(connectionId)
      feeds.forgetUntil(connectionId, isOwn ? Math.max(startedAt, own.wantedAt) : startedAt)
    } else if (isOwn) {
      const failures = (this.#failures.get(connectionId) ?? 0) + 1
      this.#failures.set(connectionId, failures)
      this.#notBefore.set(connectionId, clock.monotonic() + Math.max(RUN_EVERY_MS, patienceMs(failures)))
    }
  }
}
