const HOUR = 60 * 60_000
const HALF_HOUR = HOUR / 2
const LATER_MS = 3 * HOUR
/** When a day's work begins. */
const MORNING = 8
const MONDAY = 1

export interface SnoozeTime {
  id: 'laterToday' | 'tomorrow' | 'nextMonday'
  /** Epoch ms. */
  until: number
}

/** Times to be reminded at, each once: late in the evening there is no later today, on Sunday no Monday beside tomorrow. */
export function snoozeTimes(now: number): SnoozeTime[] {
  const later = Math.ceil((now + LATER_MS) / HALF_HOUR) * HALF_HOUR
  const tomorrow = morningIn(1, now)
  const daysToMonday = (MONDAY + 7 - new Date(now).getDay()) % 7 || 7
  const isToday = new Date(later).getDate() === new Date(now).getDate()
  return [
    ...(isToday ? [{ id: 'laterToday' as const, until: later }] : []),
    { id: 'tomorrow', until: tomorrow },
    ...(daysToMonday > 1 ? [{ id: 'nextMonday' as const, until: morningIn(daysToMonday, now) }] : []),
  ]
}

/** The morning of a day as a date field gives it, "2026-11-30"; null: no day, or none after today. */
export function morningOf(day: string, now: number): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!parts) return null
  const at = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]), MORNING).getTime()
  return at >= morningIn(1, now) ? at : null
}

/** Tomorrow as a date field takes it. */
export function tomorrowAsDay(now: number): string {
  const at = new Date(morningIn(1, now))
  const two = (part: number) => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

function morningIn(days: number, now: number): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, MORNING).getTime()
}
