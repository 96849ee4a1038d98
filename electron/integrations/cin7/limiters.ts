import { createHash } from 'node:crypto'
import { type CallRate, RateLimiter } from '../../lib/rate-limiter'
import type { Clock } from '../../ports'

interface Caller {
  connectionId: string
  apiUrl: string
  applicationKey: string
}

/**
 * One limiter for each application key, because that is what Cin7 counts calls by: a connection that was removed
 * and made again, or tried and failed, shares its predecessor's. Keys are known by their hash only.
 */
export class Limiters {
  readonly #clock: Clock
  readonly #rate: CallRate
  readonly #byKey = new Map<string, RateLimiter>()
  /** The one each connection used last. */
  readonly #byConnection = new Map<string, RateLimiter>()

  constructor(clock: Clock, rate: CallRate) {
    this.#clock = clock
    this.#rate = rate
  }

  /** To be asked anew for each call: a limiter that is idle in between is dropped. */
  of({ connectionId, apiUrl, applicationKey }: Caller): RateLimiter {
    dropIdle(this.#byKey)
    dropIdle(this.#byConnection)
    const key = hashOf(apiUrl, applicationKey)
    const limiter = this.#byKey.get(key) ?? new RateLimiter(this.#clock, this.#rate)
    this.#byKey.set(key, limiter)
    this.#byConnection.set(connectionId, limiter)
    return limiter
  }

  /** Calls within the last window with the key that a connection used last, and how many it allows itself now. */
  budget(connectionId: string): { used: number; limit: number } {
    const limiter = this.#byConnection.get(connectionId)
    return { used: limiter?.used() ?? 0, limit: limiter?.budget() ?? this.#rate.callsPerWindow }
  }
}

function dropIdle(limiters: Map<string, RateLimiter>): void {
  for (const [name, limiter] of limiters) {
    if (limiter.isIdle) limiters.delete(name)
  }
}

/** Keys are GUIDs, which are the same in both cases. */
function hashOf(apiUrl: string, applicationKey: string): string {
  return createHash('sha256').update(`${apiUrl}\n${applicationKey.toLowerCase()}`).digest('hex')
}
