import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../ports'

/** The longest wait a Node timer can hold; a longer one would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    const endsAt = performance.now() + ms
    try {
      for (let left = ms; left > 0; left = endsAt - performance.now()) {
        await setTimeout(Math.min(Math.ceil(left), LONGEST_TIMER_MS), undefined, signal ? { signal } : {})
      }
      signal?.throwIfAborted()
    } catch (error) {
      // Node wraps the reason in an error of its own.
      signal?.throwIfAborted()
      throw error
    }
  },
}
