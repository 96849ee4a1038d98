import type { ConnectionHealth, Reachability } from '../../shared/domain/health'
import { isAppError } from '../../shared/errors'
import type { EventName, EventPayloads } from '../../shared/ipc/events'
import { inBackground } from '../lib/in-background'
import { yieldToLoop } from '../lib/yield'
import type { Clock, Log } from '../ports'
import type { CallEnd } from './account'
import { addMinute, type CallMinute, countCall, emptyMinute, figuresOf } from './call-minute'
import type { HealthStore } from './health-store'

const MINUTE_MS = 60_000
const CHECK_KEPT_MS = 30_000
/** A crash costs the calls of no more than this. */
const SAVE_EVERY_MS = 5_000
/** While nothing can be stored. */
const UNSAVED_MINUTES = 24 * 60

interface Deps {
  clock: Clock
  log: Log
  store: HealthStore
  /** One call to the provider, whose end comes in by `record`. Rejects when it was no success, or could not be made. */
  verify(connectionId: string): Promise<void>
  emit<N extends EventName>(name: N, payload: EventPayloads[N]): void
}

interface Check {
  done: Promise<void>
  /** On the monotonic clock; null: under way. */
  endedAt: number | null
}

interface Unsaved {
  minutes: Map<number, CallMinute>
  latest: Reachability
}

/** How well the provider answers: what the newest call told, and the figures of the last day. */
export class Health {
  readonly #deps: Deps
  readonly #latest = new Map<string, Reachability | null>()
  readonly #checks = new Map<string, Check>()
  #unsaved = new Map<string, Unsaved>()
  /** On the monotonic clock. */
  #unsavedSince: number | null = null

  constructor(deps: Deps) {
    this.#deps = deps
  }

  of(connectionId: string): ConnectionHealth {
    const { clock, store } = this.#deps
    const minutes = store.minutes(connectionId, clock.now())
    for (const [at, unsaved] of this.#unsaved.get(connectionId)?.minutes ?? []) {
      const minute = minutes.get(at) ?? emptyMinute()
      addMinute(minute, unsaved)
      minutes.set(at, minute)
    }
    return { latest: this.#latestOf(connectionId), lastDay: figuresOf(minutes.values()) }
  }

  /**
   * Calls the provider, unless that was done within the last 30 s or is being done. How the call ended is in `of`.
   * Rejects when none could be made, or when its answer was not understood.
   */
  async check(connectionId: string): Promise<void> {
    const { clock } = this.#deps
    const known = this.#checks.get(connectionId)
    const isFresh = known && (known.endedAt === null || clock.monotonic() - known.endedAt < CHECK_KEPT_MS)
    await (isFresh ? known.done : this.#ask(connectionId))
  }

  /** Notes how a call ended. Never throws and waits for nothing: calls and runs do not depend on it. */
  record(connectionId: string, end: CallEnd): void {
    try {
      this.#note(connectionId, end)
    } catch (error) {
      this.#deps.log.warn('a call was not counted', { connectionId, error })
    }
  }

  /** Stores what was noted. Does not throw: what cannot be stored is kept for the next time. */
  save(): void {
    if (this.#unsavedSince === null) return
    const calls = this.#unsaved
    this.#unsavedSince = null
    try {
      this.#deps.store.add(calls)
      this.#unsaved = new Map()
    } catch (error) {
      this.#deps.log.debug('calls not stored yet', { error })
    }
    for (const connectionId of calls.keys()) this.#changed(connectionId)
  }

  /** Of a connection that is being removed. */
  forget(connectionId: string): void {
    this.#unsaved.delete(connectionId)
    this.#latest.delete(connectionId)
    this.#checks.delete(connectionId)
  }

  async #ask(connectionId: string): Promise<void> {
    const before = this.#latestOf(connectionId)
    const isTold = (error: unknown) =>
      isAppError(error) && this.#latestOf(connectionId)?.problem?.message === error.message
    const done = this.#deps.verify(connectionId).catch((error: unknown) => {
      if (!isTold(error)) throw error
    })
    const check: Check = { done, endedAt: null }
    this.#checks.set(connectionId, check)
    try {
      await done
    } finally {
      check.endedAt = this.#deps.clock.monotonic()
      const wasCalled = this.#latestOf(connectionId) !== before
      if (wasCalled) this.save()
      else this.#checks.delete(connectionId)
    }
  }

  #note(connectionId: string, end: CallEnd): void {
    const { clock, log } = this.#deps
    const now = clock.now()
    const before = this.#latestOf(connectionId)
    const latest = latestAfter(before, end, now)
    this.#latest.set(connectionId, latest)
    const { minutes } = this.#unsaved.get(connectionId) ?? { minutes: new Map<number, CallMinute>() }
    const minuteAt = now - (now % MINUTE_MS)
    const minute = minutes.get(minuteAt) ?? emptyMinute()
    countCall(minute, end)
    minutes.set(minuteAt, minute)
    dropOldest(minutes)
    this.#unsaved.set(connectionId, { minutes, latest })

    this.#unsavedSince ??= clock.monotonic()
    if (clock.monotonic() - this.#unsavedSince >= SAVE_EVERY_MS) {
      inBackground(
        log,
        'storing calls',
        yieldToLoop().then(() => this.save()),
      )
    }
    if (before?.isReachable !== latest.isReachable) this.#changed(connectionId)
  }

  #latestOf(connectionId: string): Reachability | null {
    const known = this.#latest.get(connectionId)
    if (known !== undefined) return known
    const stored = this.#deps.store.latest(connectionId)
    this.#latest.set(connectionId, stored)
    return stored
  }

  #changed(connectionId: string): void {
    this.#deps.emit('health.changed', { connectionId })
  }
}

function latestAfter(before: Reachability | null, end: CallEnd, now: number): Reachability {
  const isReachable = end.outcome !== 'unanswered'
  const isAsBefore = before?.isReachable === isReachable
  // A clock that was set back must not leave a beginning that is still to come.
  const since = isAsBefore ? Math.min(before.since, now) : now
  const success =
    end.outcome === 'success'
      ? { lastSuccessAt: now, responseMs: end.responseMs, problem: null }
      : {
          lastSuccessAt: before?.lastSuccessAt ?? null,
          responseMs: before?.responseMs ?? null,
          problem: { code: end.problem.code, message: end.problem.message },
        }
  return { isReachable, since, at: now, ...success }
}

function dropOldest(minutes: Map<number, CallMinute>): void {
  const [oldest] = minutes.keys()
  if (minutes.size > UNSAVED_MINUTES && oldest !== undefined) minutes.delete(oldest)
}
