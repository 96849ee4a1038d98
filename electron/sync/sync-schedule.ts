import { wasCutShort } from '../../shared/cut-short'
import type { SyncKind, SyncRun, SyncTrigger } from '../../shared/domain/sync-run'
import type { ErrorCode } from '../../shared/errors'
import type { Clock, Log, Random } from '../ports'

const MINUTE_MS = 60_000
/** So that not every shop's computer calls at the same second; a part of the interval. */
const JITTER = 0.1
/** Lets a start or a wake-up settle. */
const SOON_MS = 3_000
/** After a run that met what may be over soon: a lost network, which it had waited for for long, or a full disk. */
const AGAIN_MS = MINUTE_MS
/** After a wake-up, figures that are younger are good enough. */
const FRESH_MS = MINUTE_MS

interface Deps {
  clock: Clock
  random: Pick<Random, 'fraction'>
  log: Log
  settings(): { syncAutomatically: boolean; syncIntervalMinutes: number }
  /** Connections whose keys the provider accepts. */
  connectionIds(): string[]
  /** The newest run that ended. */
  lastRun(connectionId: string): SyncRun | null
  isRunning(connectionId: string): boolean
  start(connectionId: string, run: { trigger: SyncTrigger; kind: 'full' | 'quick' }): void
}

interface Due {
  /** On the monotonic clock: a wall clock that is set neither stalls nor hurries it. */
  at: number
  trigger: SyncTrigger
  kind: 'full' | 'quick'
}

/** Starts runs by itself: one per interval and connection, and soon after something was missed. */
export class SyncSchedule {
  readonly #deps: Deps
  readonly #due = new Map<string, Due>()
  #alarm = new AbortController()
  #isStopped = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** At the start of the app: what was cut short goes on, and what is overdue is made up for. */
  start(): void {
    this.#planAll((connectionId) => {
      const last = this.#deps.lastRun(connectionId)
      if (last && wasCutShort(last)) return this.#in(SOON_MS, 'schedule', asBefore(last))
      const age = last ? this.#deps.clock.now() - last.startedAt : Number.POSITIVE_INFINITY
      // An age below 0: the clock was set back since.
      const leftMs = age < 0 ? 0 : this.#intervalMs() - age
      return this.#in(Math.max(SOON_MS, leftMs), 'schedule', 'quick')
    })
  }

  stop(): void {
    this.#isStopped = true
    this.#alarm.abort()
  }

  /** Epoch ms; null: nothing is due. */
  nextAt(connectionId: string): number | null {
    const { clock } = this.#deps
    const due = this.#due.get(connectionId)
    return due ? clock.now() + Math.max(0, due.at - clock.monotonic()) : null
  }

  onFinished(run: SyncRun): void {
    if (this.#isStopped) return
    const trigger = run.status === 'failed' && triggerAgain(run.failures.at(-1)?.code)
    this.#plan(run.connectionId, () =>
      trigger ? this.#in(AGAIN_MS, trigger, asBefore(run)) : this.#in(this.#jittered(), 'schedule', 'quick'),
    )
    this.#arm()
  }

  /** Settings or connections are others now. What is due stays due, unless the interval became shorter. */
  onChanged(): void {
    this.#planAll((connectionId) => {
      const due = this.#due.get(connectionId)
      const next = this.#in(this.#jittered(), 'schedule', 'quick')
      return due && due.at < next.at ? due : next
    })
  }

  /** The computer woke up, or the store can be written again: what was missed meanwhile is made up for. */
  onWake(): void {
    this.#planAll((connectionId) => {
      const last = this.#deps.lastRun(connectionId)
      const age = last?.finishedAt ? this.#deps.clock.now() - last.finishedAt : Number.POSITIVE_INFINITY
      const due = this.#due.get(connectionId)
      const isFresh = age >= 0 && age < FRESH_MS
      return isFresh && due ? due : this.#in(SOON_MS, 'wake', 'quick')
    })
  }

  #planAll(planOne: (connectionId: string) => Due): void {
    if (this.#isStopped) return
    const connectionIds = this.#deps.connectionIds()
    for (const known of this.#due.keys()) if (!connectionIds.includes(known)) this.#due.delete(known)
    for (const connectionId of connectionIds) this.#plan(connectionId, () => planOne(connectionId))
    this.#arm()
  }

  /** While a run is under way nothing is due: its end plans the next one. */
  #plan(connectionId: string, planOne: () => Due): void {
    const { settings, connectionIds, isRunning } = this.#deps
    const isWanted = settings().syncAutomatically && connectionIds().includes(connectionId)
    if (isWanted && !isRunning(connectionId)) this.#due.set(connectionId, planOne())
    else this.#due.delete(connectionId)
  }

  #in(ms: number, trigger: SyncTrigger, kind: 'full' | 'quick'): Due {
    return { at: this.#deps.clock.monotonic() + ms, trigger, kind }
  }

  #intervalMs(): number {
    return this.#deps.settings().syncIntervalMinutes * MINUTE_MS
  }

  #jittered(): number {
    return this.#intervalMs() * (1 + JITTER * (2 * this.#deps.random.fraction() - 1))
  }

  #arm(): void {
    this.#alarm.abort()
    if (this.#due.size === 0) return
    const { clock } = this.#deps
    const earliest = Math.min(...[...this.#due.values()].map(({ at }) => at))
    this.#alarm = new AbortController()
    clock.sleep(Math.max(0, earliest - clock.monotonic()), this.#alarm.signal).then(
      () => this.#startDue(),
      () => {},
    )
  }

  #startDue(): void {
    const { clock, log, start } = this.#deps
    for (const [connectionId, { at, trigger, kind }] of [...this.#due]) {
      if (at > clock.monotonic()) continue
      this.#due.delete(connectionId)
      try {
        start(connectionId, { trigger, kind })
      } catch (error) {
        log.warn('automatic sync not started', { connectionId, error })
      }
    }
    this.#arm()
  }
}

/** What starts the next run soon after one that failed so; null: nothing does. */
function triggerAgain(code: ErrorCode | undefined): SyncTrigger | null {
  if (code === 'offline') return 'network'
  return code?.startsWith('storage_') ? 'schedule' : null
}

function asBefore({ kind }: { kind: SyncKind }): 'full' | 'quick' {
  return kind === 'quick' ? 'quick' : 'full'
}
