import type { Trend } from './trend-reader'

export const TREND_WIDTH = 60
export const TREND_HEIGHT = 18
/** Room for the line's own width. */
const EDGE = 1.5

/** From the first known day to today. */
export interface KnownTrend {
  before: number
  now: number
  days: number
  /** Data of an SVG path of the size above; nothing stands at its foot, or the least where that is below. */
  path: string
}

/** null: fewer than two days are known. */
export function knownTrend(trend: Trend): KnownTrend | null {
  const last = trend.length - 1
  const points = trend.flatMap((available, day) => (available === null ? [] : [{ day, available }]))
  const [first, second] = points
  const newest = points.at(-1)
  if (!first || !second || !newest) return null
  const values = points.map(({ available }) => available)
  const least = Math.min(0, ...values)
  const span = Math.max(0, ...values) - least || 1
  const x = (day: number) => EDGE + (day / last) * (TREND_WIDTH - 2 * EDGE)
  const y = (available: number) => EDGE + (1 - (available - least) / span) * (TREND_HEIGHT - 2 * EDGE)
  const steps = points.map(({ day, available }) => `${x(day).toFixed(1)} ${y(available).toFixed(1)}`)
  return {
    before: first.available,
    now: newest.available,
    days: last - first.day + 1,
    path: `M${steps.join('L')}`,
  }
}
