const DAY_MINUTES = 24 * 60

/** The part of the settings that says when nothing is shown. Minutes after local midnight; it may span midnight. */
interface QuietHours {
  quietHours: boolean
  quietFrom: number
  quietTo: number
}

/** When quiet hours that are on at `now` end, epoch ms; null: it is not quiet. */
export function quietUntil({ quietHours, quietFrom, quietTo }: QuietHours, now: number): number | null {
  if (!quietHours) return null
  const sinceStart = (minuteOf(now) - quietFrom + DAY_MINUTES) % DAY_MINUTES
  const lasts = (quietTo - quietFrom + DAY_MINUTES) % DAY_MINUTES
  return sinceStart < lasts ? nextAt(quietTo, now) : null
}

/** The newest moment up to `now` at which a local clock showed `minute`. */
export function lastAt(minute: number, now: number): number {
  const today = onDayOf(now, 0, minute)
  return today <= now ? today : onDayOf(now, -1, minute)
}

/** The first moment after `now` at which a local clock shows `minute`. */
export function nextAt(minute: number, now: number): number {
  const today = onDayOf(now, 0, minute)
  return today > now ? today : onDayOf(now, 1, minute)
}

function minuteOf(at: number): number {
  const local = new Date(at)
  return local.getHours() * 60 + local.getMinutes()
}

/** By the calendar, as a day with a change of the clocks is not 24 hours long. */
function onDayOf(now: number, daysLater: number, minute: number): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysLater, 0, minute).getTime()
}
