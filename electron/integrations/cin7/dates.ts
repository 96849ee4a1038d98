const DAY_MS = 86_400_000
/** The service's empty dates lie before this. */
const EARLIEST = Date.UTC(1900, 0, 1)
const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/

/**
 * A change stamp as epoch ms. Stamps come with and without a zone and with 0 to 7 decimals; without a zone
 * they are UTC. Null for nothing and for what is not a date.
 */
export function parseStamp(text: string): number | null {
  const trimmed = text.trim()
  const parts = ISO.exec(trimmed)
  if (!parts) return null
  const hasTime = parts[1] !== undefined
  const at = Date.parse(hasTime && !parts[4] ? `${trimmed}Z` : trimmed)
  return Number.isNaN(at) || at < EARLIEST ? null : at
}

/** A calendar day, written with a time of 00:00:00, as epoch ms of that day's start in UTC. */
export function parseDay(text: string): number | null {
  const at = parseStamp(text.trim().slice(0, 10))
  return at === null ? null : Math.floor(at / DAY_MS) * DAY_MS
}
