/** Of a day on which no clock changes. */
export const DAY_MS = 24 * 60 * 60_000

/**
 * The calendar day of this computer at that time, as epoch ms of the day's start in UTC: the form in which providers'
 * days are stored.
 */
export function dayOf(at: number): number {
  const local = new Date(at)
  return Date.UTC(local.getFullYear(), local.getMonth(), local.getDate())
}

/** Ms until this computer's next midnight: between 0, excluded, and some 25 hours. */
export function untilMidnight(at: number): number {
  const next = new Date(at)
  next.setHours(24, 0, 0, 0)
  return next.getTime() - at
}
