import type { Clock, Random } from '../ports'

/**
 * How long to wait before the next try: at random between 1 s and a ceiling that doubles from 2 s to 60 s,
 * so that many callers do not come back at the same moment.
 *
 * @param failures how often it has failed so far, from 1
 */
export function backOffMs(failures: number, random: Pick<Random, 'fraction'>): number {
  const ceilingMs = Math.min(60_000, 1_000 * 2 ** failures)
  return 1_000 + random.fraction() * (ceilingMs - 1_000)
}

interface RetryOptions {
  clock: Clock
  signal: AbortSignal
  /** Ms to wait before the next try, or null to give up. `failures` counts from 1. */
  delayAfter(error: unknown, failures: number): number | null
  /** Before each wait, with its length in ms and what ends it early, and after it with null. */
  onWait?(wait: { ms: number; endNow(): void } | null, error: unknown): void
}

/** Tries again until it works or `delayAfter` gives up; then rejects with the last error. */
export async function retry<T>(task: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await task()
    } catch (error) {
      options.signal.throwIfAborted()
      const delayMs = options.delayAfter(error, failures)
      if (delayMs === null) throw error
      const early = new AbortController()
      options.onWait?.({ ms: delayMs, endNow: () => early.abort() }, error)
      const isOver = AbortSignal.any([options.signal, early.signal])
      await options.clock.sleep(delayMs, isOver).catch(() => options.signal.throwIfAborted())
      options.onWait?.(null, error)
    }
  }
}
