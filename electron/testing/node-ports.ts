import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Clock, Fetch, Log, Random } from '../ports'

/** The machine's own clock. Only for tests that talk to something with a clock of its own. */
export const nodeClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await setTimeout(ms, undefined, signal ? { signal } : {})
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  },
}

export const nodeRandom: Random = {
  bytes: (length) => randomBytes(length),
  uuid: () => randomUUID(),
  fraction: () => Math.random(),
}

/** The same numbers every time. Ids and bytes stay random: nothing may depend on their order. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return {
    ...nodeRandom,
    fraction() {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state / 2 ** 32
    },
  }
}

export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLog,
  hide: () => {},
}

/** A computer without a network. */
export const noNetwork: Fetch = async () => {
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error('No address'), { code: 'ENOTFOUND' }),
  })
}
