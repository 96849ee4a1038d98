import { DAY_MS } from '../lib/day'
/** How far back changes count. Longer, and last season's pace would speak for this one. */
export const PACE_WINDOW_MS = 30 * DAY_MS
/** Every weekday once: a shop sells by the week, so less says more about the days than about the product. */
const LEAST_DAYS = 7
/** Without one whole unit gone there is no pace, only rounding. */
const LEAST_UNITS = 1

/** A change of what is available of a product at a location, in units. `at`: epoch ms. */
export interface AvailableChange {
  at: number
  before: number
  after: number
}

/** How fast a product leaves a location. */
export interface Pace {
  /** Units that leave in a day in stock. */
  perDay: number
  /** Days in stock that it rests on. */
  daysInStock: number
  /** Since when they are counted, epoch ms. */
  since: number
}

export interface PaceEstimate {
  /** null: too little is known. */
  pace: Pace | null
  /** Without a pace: when there can be one, epoch ms, if enough leaves by then; null: it cannot be foreseen. */
  from: number | null
}

/**
 * Units that leave a location in a day, from what was recorded of the last 30 days. Time in which nothing was available
 * is left out, with what was promised in it; increases are receipts and say nothing about leaving.
 * `changes`: those of the last 30 days, oldest first. `knownSince`: since when changes are recorded, epoch ms; null: not yet.
 */
export function estimatePace(
  changes: readonly AvailableChange[],
  { available, knownSince, now }: { available: number; knownSince: number | null; now: number },
): PaceEstimate {
  if (knownSince === null) return { pace: null, from: null }
  const since = Math.max(knownSince, now - PACE_WINDOW_MS)
  let inStockMs = 0
  let unitsLeft = 0
  let reached = since
  for (const { at, before, after } of changes) {
    if (before > 0) {
      inStockMs += Math.max(0, at - reached)
      unitsLeft += Math.max(0, before - after)
    }
    reached = Math.max(reached, at)
  }
  if (available > 0) inStockMs += Math.max(0, now - reached)
  const daysInStock = inStockMs / DAY_MS
  if (daysInStock < LEAST_DAYS) {
    return { pace: null, from: available > 0 ? now + LEAST_DAYS * DAY_MS - inStockMs : null }
  }
  if (unitsLeft < LEAST_UNITS) return { pace: null, from: null }
  return { pace: { perDay: unitsLeft / daysInStock, daysInStock, since }, from: null }
}

/** Days until nothing is available at that pace; 0: nothing is now. */
export function daysLeft(available: number, perDay: number): number {
  return Math.max(0, available / perDay)
}
