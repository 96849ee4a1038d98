import { wasCutShort } from '../../../shared/cut-short'
import type { SyncOverview, SyncProgress, SyncRun } from '../../../shared/domain/sync-run'
import { isAppError } from '../../../shared/errors'
import { isStale } from '../../../shared/staleness'
import { formatMoment, formatTime } from '../../lib/format'
import { text } from '../../lib/text'

export type SyncTone = 'good' | 'busy' | 'warning' | 'bad' | 'none'

export interface SyncWords {
  tone: SyncTone
  words: string
  /** Ends the words with the time until then, epoch ms. */
  nextTryAt?: number
}

const words = text.frame.sync

/** The one sentence that says where the connection's data stands. */
export function describeSync(overview: SyncOverview, now: number): SyncWords {
  if (overview.current) return describeRunning(overview.progress, now)
  if (!overview.last) return { tone: 'none', words: words.never }
  if (wasCutShort(overview.last)) return describeCutShort(overview, now)
  return describeEnded(overview.last, overview.lastSuccessAt, now)
}

/** Why pressing the button had no effect, short enough for the top bar. */
export function describePressFailure(error: Error): string {
  const cause = isAppError(error) ? text.frame.causes[error.code] : undefined
  return words.failed(cause ?? text.frame.pressCause)
}

/** "in 5 s", or the clock time when that is a minute away or more. */
export function describeNextTry(at: number, now: number): string {
  const seconds = Math.ceil((at - now) / 1000)
  if (seconds >= 60) return formatTime(at)
  return seconds > 0 ? words.inSeconds(seconds) : words.atOnce
}

function describeRunning(progress: SyncProgress | null, now: number): SyncWords {
  if (progress && progress.waitingFor !== null) {
    const { waitingFor, waitingUntil } = progress
    return { tone: 'warning', words: words.waiting[waitingFor], nextTryAt: waitingUntil ?? now }
  }
  if (!progress || progress.pagesKnown === 0) return { tone: 'busy', words: words.starting }
  const page = Math.min(progress.pagesDone + 1, progress.pagesKnown)
  return { tone: 'busy', words: words.syncing(page, progress.pagesKnown) }
}

function describeEnded(last: SyncRun, lastSuccessAt: number | null, now: number): SyncWords {
  const shown = lastSuccessAt === null ? null : formatMoment(lastSuccessAt, now)
  switch (last.status) {
    case 'success':
      return describeSuccess(last, now)
    case 'partial':
      return { tone: 'warning', words: describePartial(last) }
    case 'cancelled':
      return { tone: 'none', words: shown ? words.cancelled(shown) : words.cancelledNever }
    case 'running':
    case 'failed':
      return describeFailed(last, shown)
  }
}

function describePartial({ failed, failures }: SyncRun): string {
  const failedPages = failures.filter(({ isWholePage }) => isWholePage).length
  if (failedPages > 0) return words.partly(failedPages)
  return failed > 0 ? words.partlyRows(failed) : words.partlyOther
}

/** Before it goes on by itself, which is soon after the start of the app, it has not failed. */
function describeCutShort({ nextAt, lastSuccessAt }: SyncOverview, now: number): SyncWords {
  if (nextAt !== null) return { tone: 'warning', words: words.cutShort, nextTryAt: nextAt }
  const shown = lastSuccessAt === null ? null : formatMoment(lastSuccessAt, now)
  return { tone: 'warning', words: shown ? words.cutShortShowing(shown) : words.cutShortNever }
}

/** Figures that the views no longer trust are not called up to date. */
function describeSuccess({ finishedAt, startedAt, leftOut }: SyncRun, now: number): SyncWords {
  const at = finishedAt ?? startedAt
  const time = formatMoment(at, now)
  if (isStale(at, now)) return { tone: 'warning', words: words.outOfDate(time) }
  if (leftOut.includes('availability')) return { tone: 'good', words: words.productsUpToDate(time) }
  if (leftOut.includes('products')) return { tone: 'good', words: words.stockUpToDate(time) }
  return { tone: 'good', words: words.upToDate(time) }
}

function describeFailed(last: SyncRun, shown: string | null): SyncWords {
  const code = last.failures.at(-1)?.code
  if (code === 'offline') return { tone: 'bad', words: shown ? words.offline(shown) : words.offlineNever }
  const cause = (code && text.frame.causes[code]) ?? text.frame.otherCause
  return { tone: 'bad', words: words.failed(cause) }
}
