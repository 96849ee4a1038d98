import type { CallRate } from '../../lib/rate-limiter'

/** How fast Cin7 Core is called, and how long its limit answers are waited out. All in ms. */
export interface Pace extends CallRate {
  /** What one second in a `Retry-After` header means. */
  secondMs: number
  /** Bounds of a wait that the service asked for. */
  minWaitMs: number
  maxWaitMs: number
  /** Without a usable `Retry-After`: the first wait, doubled each time up to the longest. */
  firstOwnWaitMs: number
  longestOwnWaitMs: number
  /** One call's limit answers in a row are waited out for no longer than this. */
  userPatienceMs: number
  syncPatienceMs: number
  /** How long a sync waits for the network: as long as its stored pages are good for. Later it starts anew. */
  offlinePatienceMs: number
}

/** Cin7 Core allows 60 calls in 60 s for each application key; it has no limit per second. */
export const defaultPace: Pace = {
  minGapMs: 350,
  windowMs: 60_000,
  callsPerWindow: 55,
  reservedForUser: 2,
  minCallsPerWindow: 5,
  regrowMs: 12_000,
  secondMs: 1_000,
  minWaitMs: 1_000,
  maxWaitMs: 5 * 60_000,
  firstOwnWaitMs: 10_000,
  longestOwnWaitMs: 2 * 60_000,
  userPatienceMs: 90_000,
  syncPatienceMs: 30 * 60_000,
  offlinePatienceMs: 60 * 60_000,
}

/** The same pace with fewer calls, where other software shares the key. May change at any time. */
export function withBudget(pace: Pace, callBudget: () => number): Pace {
  return {
    ...pace,
    get callsPerWindow() {
      return Math.min(pace.callsPerWindow, callBudget())
    },
  }
}

/** The same pace against a service whose minute is shorter, for measuring without waiting minutes. */
export function scalePace(pace: Pace, factor: number): Pace {
  const { callsPerWindow, reservedForUser, minCallsPerWindow } = pace
  const scaled = Object.fromEntries(Object.entries(pace).map(([name, ms]) => [name, ms * factor]))
  return { ...(scaled as unknown as Pace), callsPerWindow, reservedForUser, minCallsPerWindow }
}

/** The words of a limit answer. They come with status 429, 503 or 400. */
export function saysLimitReached(text: string): boolean {
  return /reached\s+\d+\s+calls\s+per\s+(\d+\s+seconds?|minute)/i.test(text)
}

/**
 * Ms to wait after a limit answer.
 *
 * @param attempt how many limit answers this call got in a row, from 1
 * @param askedMs what the service asked for, or null
 */
export function limitWaitMs(askedMs: number | null, attempt: number, pace: Pace): number {
  if (askedMs !== null) return Math.min(pace.maxWaitMs, Math.max(pace.minWaitMs, askedMs))
  return Math.min(pace.longestOwnWaitMs, pace.firstOwnWaitMs * 2 ** (attempt - 1))
}

/**
 * Reads `Retry-After`, which Cin7 Core writes as `60 Seconds`, `30 sec` or `30` and a gateway may write as an
 * HTTP date. Returns null for nonsense.
 *
 * @param now epoch ms by the service's own clock where it is known
 */
export function retryAfterMs(header: string | null, now: number, secondMs = 1_000): number | null {
  if (header === null) return null
  if (/\d{1,2}:\d{2}/.test(header)) {
    const at = Date.parse(header)
    return Number.isNaN(at) ? null : Math.max(0, at - now)
  }
  const found = /(^|[^\d.,-])(\d+(?:\.\d+)?)\s*(m(?:in)?)?/i.exec(header)
  if (!found) return null
  return Number(found[2]) * (found[3] ? 60 : 1) * secondMs
}
