import type { Settings } from '../../../shared/domain/settings'
import { text } from '../../lib/text'

const words = text.settings.sync.readAgain
const HOUR = 60
const DAY = 24 * HOUR

/** How old a figure can become, in a sentence. `runs`: quick syncs until every figure is read again; null: not known yet. */
export function describeReadAgain(
  { syncStock, syncAutomatically, syncIntervalMinutes }: Settings,
  runs: number | null,
): string {
  if (!syncStock) return words.leftOut
  if (!syncAutomatically) return words.whenYouSync
  return runs === null ? words.unknown : words.within(roughly(runs * syncIntervalMinutes))
}

/** Rounded up, as it is a promise. */
function roughly(minutes: number): string {
  if (minutes < HOUR) return words.minutes(minutes)
  if (minutes <= 2 * DAY) return words.hours(Math.ceil(minutes / HOUR))
  return words.days(Math.ceil(minutes / DAY))
}
