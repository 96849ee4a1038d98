import type { AvailableChange } from './run-out'

/** What was available from then on, until the next point. `lowest`: the least since the point before, this one included. */
export interface AvailablePoint {
  at: number
  available: number
  lowest: number
}

/**
 * The steps of what was available, worked out backwards from the present. `changes`: of the time asked for, oldest first. The
 * first point stands at `from`, the last at `now`.
 */
export function pointsOverTime(
  changes: readonly AvailableChange[],
  { available, from, now }: { available: number; from: number; now: number },
): AvailablePoint[] {
  const start = changes[0]?.before ?? available
  const steps = changes.map(({ at, after }) => ({
    at: Math.min(Math.max(at, from), now),
    available: after,
    lowest: after,
  }))
  return [{ at: from, available: start, lowest: start }, ...steps, { at: now, available, lowest: available }]
}

/** At most one point a day, the last of each, with the lowest of the day. */
export function lastOfEachDay(
  points: readonly AvailablePoint[],
  dayOf: (at: number) => number,
): AvailablePoint[] {
  const days: AvailablePoint[] = []
  for (const point of points) {
    const day = days.at(-1)
    if (!day || dayOf(day.at) !== dayOf(point.at)) days.push({ ...point })
    else days[days.length - 1] = { ...point, lowest: Math.min(day.lowest, point.lowest) }
  }
  return days
}

/** What was available at each of some moments in order. `changes`: those since before the first, oldest first. */
export function availableAt(
  changes: readonly AvailableChange[],
  available: number,
  moments: readonly number[],
): number[] {
  let next = 0
  return moments.map((moment) => {
    while (next < changes.length && changes[next]!.at <= moment) next++
    return changes[next]?.before ?? available
  })
}
