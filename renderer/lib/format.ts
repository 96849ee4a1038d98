import { text } from './text'

/**
 * Numbers and dates in the system's locale; ages, being words inside sentences, in the language of
 * the text. Formatters are made once: making one costs far more than using it.
 */
const decimals = new Intl.NumberFormat(undefined, { maximumFractionDigits: 4 })
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })
const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const dayMonthYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const calendarDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const calendarDayAndYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const weekday = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})
const wholeDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
const relativeDay = new Intl.RelativeTimeFormat(text.language, { numeric: 'auto' })

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SMALLEST_SHARE = 0.001

/** A quantity or count, with a true minus sign. */
export function formatNumber(value: number): string {
  return decimals.format(value).replace('-', '−')
}

/** Clock time only, for something of today. */
export function formatTime(at: number): string {
  return timeOfDay.format(at)
}

/** The time of day that is so many minutes after midnight. */
export function formatMinuteOfDay(minutes: number): string {
  return timeOfDay.format(new Date(2000, 0, 1, 0, minutes))
}

/** The date and time in full, for hovering and for screen readers. */
export function formatExact(at: number): string {
  return exact.format(at)
}

/** "Today 09:41", "Tomorrow 09:41", "Yesterday 18:02", "11 Nov 08:15", "11 Nov 2024 08:15". */
export function formatDateTime(at: number, now: number): string {
  return `${formatDay(at, now)} ${formatTime(at)}`
}

/** The same after other words: "today 09:41", "yesterday 18:02". */
export function formatDateTimeInSentence(at: number, now: number): string {
  return `${formatDayInSentence(at, now)} ${formatTime(at)}`
}

/** "Today", "Tomorrow", "Yesterday", "11 Nov", with the year when it is another one. */
export function formatDay(at: number, now: number): string {
  return capitalise(formatDayInSentence(at, now))
}

/** The same after other words: "today", "11 Nov". */
export function formatDayInSentence(at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY)
  if (Math.abs(days) <= 1) return relativeDay.format(-days, 'day')
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return (isThisYear ? dayAndMonth : dayMonthYear).format(at)
}

/**
 * A day of the calendar, kept as its start in UTC: "3 Dec", with the year when it is another one than now. It is the same day
 * wherever it is read.
 */
export function formatCalendarDay(day: number, now: number): string {
  const isThisYear = new Date(day).getUTCFullYear() === new Date(now).getFullYear()
  return (isThisYear ? calendarDay : calendarDayAndYear).format(day)
}

/** Such a day soon to come, with its name: "Mon 30 Nov". */
export function formatComingDay(day: number): string {
  return weekday.format(day)
}

/** "Tuesday 24 November" */
export function formatWholeDay(at: number): string {
  return wholeDay.format(at)
}

/** Such a day with its year: "11 Nov 2024". */
export function formatDate(day: number): string {
  return calendarDayAndYear.format(day)
}

/** Whether such a day is over where the user is. */
export function isPastDay(day: number, now: number): boolean {
  const today = new Date(now)
  return day < Date.UTC(today.getFullYear(), today.getMonth(), today.getDate())
}

/** "4 min ago". Under a minute counts as now. */
export function formatAge(at: number, now: number): string {
  const age = Math.max(0, now - at)
  return age < MINUTE ? text.age.justNow : text.age.ago(formatElapsed(age))
}

/** "4 min", "3 h", "2 days": the largest unit that fits, rounded down. */
export function formatElapsed(ms: number): string {
  if (ms < MINUTE) return text.age.underMinute
  if (ms < HOUR) return text.age.minutes(Math.floor(ms / MINUTE))
  if (ms < DAY) return text.age.hours(Math.floor(ms / HOUR))
  return text.age.days(Math.floor(ms / DAY))
}

/** "15 min", "90 min", "2 h": a length that was set, which is not rounded. */
export function formatMinutes(minutes: number): string {
  return minutes % 60 === 0 ? text.age.hours(minutes / 60) : text.age.minutes(minutes)
}

/** The clock time of what is today, with the day otherwise; inside a sentence. */
export function formatMoment(at: number, now: number): string {
  return isSameDay(at, now) ? formatTime(at) : formatDateTimeInSentence(at, now)
}

/** "38 ms", "912 ms": not rounded to larger units. */
export function formatMilliseconds(ms: number): string {
  return text.age.milliseconds(formatNumber(Math.round(ms)))
}

/** "98.4 %", to one decimal, of a whole that is not 0. Only all is 100 % and only none is 0 %. */
export function formatShare(part: number, whole: number): string {
  if (part > 0 && part / whole < SMALLEST_SHARE) return text.share.under(percent.format(SMALLEST_SHARE))
  if (part < whole && part / whole > 1 - SMALLEST_SHARE)
    return text.share.over(percent.format(1 - SMALLEST_SHARE))
  return percent.format(part / whole)
}

/** "38 ms", "0.8 s", "39 s", "4 min 12 s", "1 h 5 min". */
export function formatDuration(ms: number): string {
  if (ms < 100) return formatMilliseconds(ms)
  if (ms < 10 * SECOND) return text.age.seconds(formatNumber(Math.round(ms / 100) / 10))
  if (ms < MINUTE) return text.age.seconds(formatNumber(Math.round(ms / SECOND)))
  if (ms < HOUR) {
    const seconds = text.age.seconds(formatNumber(Math.floor((ms % MINUTE) / SECOND)))
    return `${text.age.minutes(Math.floor(ms / MINUTE))} ${seconds}`
  }
  return `${text.age.hours(Math.floor(ms / HOUR))} ${text.age.minutes(Math.floor((ms % HOUR) / MINUTE))}`
}

function isSameDay(at: number, now: number): boolean {
  return startOfDay(at) === startOfDay(now)
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

function capitalise(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1)
}
