/** `2026-12-04`, the UTC day of a moment. */
export function calendarDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** How the service writes a day: midnight of the company's own time zone, without saying so. */
export function wireDay(day: string | null): string | null {
  return day === null ? null : `${day}T00:00:00`
}

/**
 * A UTC change stamp in one of the forms the service mixes: none to seven fractional digits, and now and
 * then without the `Z`. `variety` picks the form.
 */
export function wireStamp(at: number, variety: number): string {
  const seconds = new Date(at).toISOString().slice(0, 19)
  const fraction = `${String(at % 1000).padStart(3, '0')}0000`
  const digits = [3, 2, 7, 3, 6, 0, 1, 3][variety % 8] as number
  const zone = variety % 11 === 10 ? '' : 'Z'
  return `${seconds}${digits === 0 ? '' : `.${fraction.slice(0, digits)}`}${zone}`
}

/** Epoch ms of a date parameter with or without time, fraction and zone (none means UTC); NaN when it is none. */
export function parseSince(text: string): number {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?)?(Z|[+-]\d\d:\d\d)?$/i.exec(
    text.trim(),
  )
  if (match === null) return Number.NaN
  const [, day, time = '00:00:00', fraction = '0', zone = 'Z'] = match
  return Date.parse(`${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${zone.toUpperCase()}`)
}
