import type { LiveStatus } from '../../../shared/domain/live'
import type { Settings } from '../../../shared/domain/settings'
import type { SyncOverview } from '../../../shared/domain/sync-run'
import { formatDuration, formatExact, formatMinutes, formatMoment } from '../../lib/format'
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

export interface FeedWords {
  tone: 'good' | 'busy' | 'warning'
  words: string
  /** For hovering. */
  title: string | undefined
}

/** Finer than this no delay is told. */
const LEAST_DELAY_MS = 100

/** Whether the provider tells of changes; null where figures come by syncs alone. */
export function describeFeed(status: LiveStatus | undefined, now: number): FeedWords | null {
  switch (status?.stage) {
    case 'starting':
    case 'addressKnown':
    case 'connected':
    case 'verified':
      return { tone: 'busy', words: words.liveStarting, title: undefined }
    case 'registered':
      return describeLive(status.deliveries.last)
    case 'down':
      return {
        tone: 'warning',
        words:
          status.retryAt === null ? words.liveDown : words.liveDownUntil(formatMoment(status.retryAt, now)),
        title: status.problem?.message,
      }
    case 'needsProgram':
    case 'needsToken':
      return { tone: 'warning', words: words.liveUnready, title: undefined }
    default:
      return null
  }
}

function describeLive(last: LiveStatus['deliveries']['last']): FeedWords {
  const delayMs = last?.delayMs ?? null
  return {
    tone: 'good',
    words: delayMs === null ? words.live : words.liveDelay(formatDuration(Math.max(LEAST_DELAY_MS, delayMs))),
    title: last ? words.lastDelivery(formatExact(last.at)) : undefined,
  }
}
