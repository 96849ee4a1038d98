import { formatNumber } from './format'
import { text } from './text'

const words = text.runOut
const YEAR_DAYS = 365

/** "5 days", "under 1 day", "over 1 year", "now": an estimate, so never with a fraction. */
export function describeDaysLeft(days: number): string {
  if (days === 0) return words.now
  if (days < 1) return words.underDay
  if (days > YEAR_DAYS) return words.overYear
  const whole = Math.round(days)
  return words.days(formatNumber(whole), whole === 1)
}

/** "in about 5 days", "in less than a day". */
export function describeRunOut(days: number): string {
  if (days === 0) return words.isOut
  if (days < 1) return words.inUnderDay
  return days > YEAR_DAYS ? words.inOverYear : words.in(describeDaysLeft(days))
}

/** Units a day to two figures, or to the unit: "0.83", "4.2", "31". */
export function formatPace(perDay: number): string {
  const figures = perDay >= 10 ? Math.round(perDay) : Number(perDay.toPrecision(2))
  return formatNumber(figures)
}
