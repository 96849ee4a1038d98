/** Without automatic sync a day-old figure is still one that somebody chose to keep; older is not trusted. */
export const TRUSTED_MS = 24 * 60 * 60 * 1000

/** True when a figure confirmed at that time (epoch ms) is too old to be trusted. */
export function isStale(confirmedAt: number, now: number): boolean {
  return now - confirmedAt > TRUSTED_MS
}
