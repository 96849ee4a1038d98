import type { Settings } from '../../../shared/domain/settings'
import type { SyncOverview } from '../../../shared/domain/sync-run'
import { formatMinutes, formatMoment } from '../../lib/format'
import { text } from '../../lib/text'

const words = text.frame.statusBar

interface Schedule {
  settings: Pick<Settings, 'syncAutomatically' | 'syncIntervalMinutes'>
  overview: Pick<SyncOverview, 'current' | 'nextAt'> | undefined
  /** Without keys that work nothing is ever due. */
  hasProblem: boolean
  now: number
}

/** When the next sync comes without anybody asking for it. */
export function describeSchedule({ settings, overview, hasProblem, now }: Schedule): string {
  if (!settings.syncAutomatically) return words.manualSync
  if (hasProblem) return words.heldSync
  const nextAt = overview?.current ? null : (overview?.nextAt ?? null)
  return nextAt === null
    ? words.everySync(formatMinutes(settings.syncIntervalMinutes))
    : words.nextSync(formatMoment(nextAt, now))
}
