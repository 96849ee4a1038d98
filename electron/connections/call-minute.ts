import type { CallFigures } from '../../shared/domain/health'
import type { CallEnd } from './account'

/** How the calls of one minute ended. */
export interface CallMinute {
  limited: number
  refused: number
  unanswered: number
  /** How many successful calls took how long, by `bucketOf`. */
  times: Uint32Array
}

/** How far a time that was counted may be from the one that is told. */
const PRECISION = 0.05
/** From one bucket's upper end to the next one's. */
const RATIO = (1 + PRECISION) / (1 - PRECISION)
/** The last one ends at four minutes, twice as long as a call may take. */
const BUCKETS = 125

export function emptyMinute(): CallMinute {
  return { limited: 0, refused: 0, unanswered: 0, times: new Uint32Array(BUCKETS) }
}

export function countCall(minute: CallMinute, end: CallEnd): void {
  if (end.outcome !== 'success') minute[end.outcome] += 1
  else {
    const bucket = bucketOf(end.responseMs)
    minute.times[bucket] = (minute.times[bucket] ?? 0) + 1
  }
}

/** Adds the calls of `other` to `minute`. */
export function addMinute(minute: CallMinute, other: CallMinute): void {
  minute.limited += other.limited
  minute.refused += other.refused
  minute.unanswered += other.unanswered
  addTimes(minute.times, other.times)
}

export function figuresOf(minutes: Iterable<CallMinute>): CallFigures {
  const sum = emptyMinute()
  let minutesCalled = 0
  let minutesReachable = 0
  for (const minute of minutes) {
    addMinute(sum, minute)
    minutesCalled += 1
    if (minute.limited + minute.refused + successesIn(minute) > 0) minutesReachable += 1
  }
  const errors = sum.refused + sum.unanswered
  return {
    calls: successesIn(sum) + errors + sum.limited,
    errors,
    limitHits: sum.limited,
    p50Ms: percentile(sum, 0.5),
    p95Ms: percentile(sum, 0.95),
    minutesCalled,
    minutesReachable,
  }
}

function successesIn({ times }: CallMinute): number {
  let sum = 0
  for (const count of times) sum += count
  return sum
}

/** Up to 1 ms is bucket 0; each further one reaches a tenth higher than the one before. */
function bucketOf(ms: number): number {
  return ms <= 1 ? 0 : Math.min(BUCKETS - 1, Math.ceil(Math.log(ms) / Math.log(RATIO)))
}

/** The time that is as near as can be, in proportion, to both ends of a bucket. */
function msOf(bucket: number): number {
  return bucket === 0 ? 1 : (2 * RATIO ** bucket) / (RATIO + 1)
}

/** By nearest rank: the time of the first call that has this share of all calls at or before it. */
function percentile(minute: CallMinute, share: number): number | null {
  const rank = Math.ceil(successesIn(minute) * share)
  if (rank === 0) return null
  let seen = 0
  const bucket = minute.times.findIndex((count) => {
    seen += count
    return seen >= rank
  })
  return msOf(bucket)
}

/** A plain loop: it runs over a day's worth of minutes each time the figures are asked for. */
function addTimes(times: Uint32Array, other: Uint32Array): void {
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    times[bucket] = (times[bucket] ?? 0) + (other[bucket] ?? 0)
  }
}
