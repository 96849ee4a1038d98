import type { Clock } from '../ports'

/** Who waits first when several want to call. */
export type CallPriority = 'user' | 'webhook' | 'sync'

const rank: Record<CallPriority, number> = { user: 0, webhook: 1, sync: 2 }

export interface CallRate {
  /** From the start of one call to the start of the next. */
  minGapMs: number
  windowMs: number
  /** Starts in any window of that length. */
  callsPerWindow: number
  /** Of these, kept free for calls of priority `user`, so that a person does not wait for a sync. */
  reservedForUser: number
  /** After `slowDown` the budget is halved, never below this… */
  minCallsPerWindow: number
  /** …and grows back by one call each time this has passed. */
  regrowMs: number
}

interface Ticket {
  priority: CallPriority
  start(): void
}

/**
 * Lets calls through one at a time, no faster than a rate allows, most urgent first and in order of arrival
 * within one priority. Measured on the monotonic clock.
 */
export class RateLimiter {
  readonly #clock: Clock
  readonly #rate: CallRate
  #waiting: Ticket[] = []
  #isBusy = false
  /** When the latest calls started, oldest first; no more than one window's worth. */
  #starts: number[] = []
  #pausedUntil = Number.NEGATIVE_INFINITY
  #slowed: { at: number; budget: number } | null = null
  #alarm = new AbortController()

  constructor(clock: Clock, rate: CallRate) {
    this.#clock = clock
    this.#rate = rate
  }

  /** Runs the task when its turn comes. Rejects with the signal's reason when aborted before that. */
  async run<T>(priority: CallPriority, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    await this.#turn(priority, signal)
    try {
      return await task()
    } finally {
      this.#isBusy = false
      this.#next()
    }
  }

  /** No call starts before this time has passed. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.monotonic() + ms)
    this.#next()
  }

  /** Halves the budget, which then grows back slowly: somebody else seems to use it too. */
  slowDown(): void {
    const halved = Math.floor(this.budget() / 2)
    const budget = Math.max(Math.min(this.#rate.minCallsPerWindow, this.#rate.callsPerWindow), halved)
    this.#slowed = { at: this.#clock.monotonic(), budget }
  }

  /** Whether it would treat the next call as a new limiter does. */
  get isIdle(): boolean {
    const isWanted = this.#isBusy || this.#waiting.length > 0
    const isPaused = this.#pausedUntil > this.#clock.monotonic()
    return !isWanted && !isPaused && this.used() === 0 && this.budget() === this.#rate.callsPerWindow
  }

  /** Calls started within the last window. */
  used(): number {
    const since = this.#clock.monotonic() - this.#rate.windowMs
    return this.#starts.filter((startedAt) => startedAt >= since).length
  }

  #turn(priority: CallPriority, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#waiting = this.#waiting.filter((other) => other !== ticket)
        reject(signal.reason)
        this.#next()
      }
      const start = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      const ticket: Ticket = { priority, start }
      signal.addEventListener('abort', giveUp, { once: true })
      this.#waiting.push(ticket)
      this.#next()
    })
  }

  /** Starts the most urgent call if it may start now, else comes back when it may. */
  #next(): void {
    this.#alarm.abort()
    if (this.#isBusy) return
    const ticket = this.#waiting.toSorted((a, b) => rank[a.priority] - rank[b.priority])[0]
    if (!ticket) return
    const waitMs = this.#waitMs(ticket.priority)
    if (waitMs > 0) {
      this.#wakeAfter(waitMs)
      return
    }
    this.#isBusy = true
    this.#waiting = this.#waiting.filter((other) => other !== ticket)
    const now = this.#clock.monotonic()
    this.#starts = [...this.#starts.filter((at) => at >= now - this.#rate.windowMs), now]
    ticket.start()
  }

  #wakeAfter(ms: number): void {
    this.#alarm = new AbortController()
    this.#clock.sleep(ms, this.#alarm.signal).then(
      () => this.#next(),
      () => {},
    )
  }

  #waitMs(priority: CallPriority): number {
    const { minGapMs, windowMs, reservedForUser } = this.#rate
    const budget = Math.max(1, this.budget() - (priority === 'user' ? 0 : reservedForUser))
    const lastStart = this.#starts.at(-1) ?? Number.NEGATIVE_INFINITY
    const oldestInBudget = this.#starts.at(-budget) ?? Number.NEGATIVE_INFINITY
    // One ms more than the window, so that both ends of a window never count the same allowance twice.
    const startsAt = Math.max(this.#pausedUntil, lastStart + minGapMs, oldestInBudget + windowMs + 1)
    return startsAt - this.#clock.monotonic()
  }

  /** Calls that any window of now may have. */
  budget(): number {
    const { callsPerWindow, regrowMs } = this.#rate
    if (!this.#slowed) return callsPerWindow
    const regrown = Math.floor((this.#clock.monotonic() - this.#slowed.at) / regrowMs)
    return Math.min(callsPerWindow, this.#slowed.budget + regrown)
  }
}
