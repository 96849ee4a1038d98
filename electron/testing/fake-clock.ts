import { setImmediate } from 'node:timers/promises'
import type { Clock, Fetch } from '../ports'

interface Sleeper {
  ms: number
  at: number
  wake(): void
}

interface FakeClockOptions {
  /** Wall-clock start, epoch ms. */
  now?: number
  /**
   * Sleeps up to this long pass by themselves, at once, as soon as no tracked request is under way. 0: time
   * moves only by `advance`.
   */
  passUpToMs?: number
}

/** Time under control of a test. Nothing really waits. */
export class FakeClock implements Clock {
  #now: number
  #monotonic = 1_000
  #sleepers: Sleeper[] = []
  #requests = 0
  #isPassScheduled = false
  readonly #passUpToMs: number

  constructor({ now = Date.UTC(2026, 10, 24, 3), passUpToMs = 0 }: FakeClockOptions = {}) {
    this.#now = now
    this.#passUpToMs = passUpToMs
  }

  now(): number {
    return this.#now
  }

  monotonic(): number {
    return this.#monotonic
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const onAbort = () => {
        this.#remove(sleeper)
        reject(signal?.reason)
      }
      const wake = () => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      }
      const sleeper: Sleeper = { ms, at: this.#monotonic + Math.max(0, ms), wake }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#sleepers.push(sleeper)
      this.#schedulePass()
    })
  }

  /** Moves both clocks, waking sleepers in order and letting what they do settle. Does not wait for requests. */
  async advance(ms: number): Promise<void> {
    const until = this.#monotonic + ms
    await setImmediate()
    for (let due = this.#earliest(until); due; due = this.#earliest(until)) {
      this.#wake(due)
      await setImmediate()
    }
    this.#moveTo(until)
    await setImmediate()
  }

  /**
   * Moves on second by second until something has happened that time alone brings about. What waits for an answer
   * would be late at random.
   */
  async passUntil(hasHappened: () => boolean): Promise<void> {
    while (!hasHappened()) await this.advance(1_000)
  }

  /** The wall clock was set; the monotonic one does not notice. */
  jumpWallClock(ms: number): void {
    this.#now += ms
  }

  /** Sleeps do not pass by themselves until this is over. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#requests += 1
    try {
      return await work
    } finally {
      this.#requests -= 1
      this.#schedulePass()
    }
  }

  /** Wraps a real fetch, so that sleeps do not pass by themselves while one of its requests is under way. */
  tracking(fetch: Fetch): Fetch {
    return async (url, init) => {
      this.#requests += 1
      const end = once(() => {
        this.#requests -= 1
        this.#schedulePass()
      })
      try {
        return trackBody(await fetch(url, init), end)
      } catch (error) {
        end()
        throw error
      }
    }
  }

  #schedulePass(): void {
    if (this.#passUpToMs === 0 || this.#isPassScheduled) return
    this.#isPassScheduled = true
    void this.#pass()
  }

  async #pass(): Promise<void> {
    await setImmediate()
    await setImmediate()
    this.#isPassScheduled = false
    if (this.#requests > 0) return
    const shortSleeps = this.#sleepers.filter((sleeper) => sleeper.ms <= this.#passUpToMs)
    if (shortSleeps.length === 0) return
    const until = Math.min(...shortSleeps.map((sleeper) => sleeper.at))
    for (let due = this.#earliest(until); due; due = this.#earliest(until)) this.#wake(due)
    this.#schedulePass()
  }

  #earliest(until: number): Sleeper | undefined {
    return this.#sleepers.filter((sleeper) => sleeper.at <= until).toSorted((a, b) => a.at - b.at)[0]
  }

  #wake(sleeper: Sleeper): void {
    this.#moveTo(sleeper.at)
    this.#remove(sleeper)
    sleeper.wake()
  }

  #moveTo(monotonic: number): void {
    if (monotonic <= this.#monotonic) return
    this.#now += monotonic - this.#monotonic
    this.#monotonic = monotonic
  }

  #remove(sleeper: Sleeper): void {
    this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
  }
}

/** The same response, with `onEnd` called when its body is read, fails or is given up. */
function trackBody({ body, status, headers }: Response, onEnd: () => void): Response {
  if (!body) {
    onEnd()
    return new Response(null, { status, headers })
  }
  const reader = body.getReader()
  const tracked = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        onEnd()
        throw error
      })
      if (!done) return controller.enqueue(value)
      onEnd()
      controller.close()
    },
    async cancel(reason) {
      onEnd()
      await reader.cancel(reason)
    },
  })
  return new Response(tracked, { status, headers })
}

function once(action: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) action()
    isDone = true
  }
}
