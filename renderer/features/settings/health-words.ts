import type { ConnectionHealth, Reachability } from '../../../shared/domain/health'
import {
  formatDateTime,
  formatDateTimeInSentence,
  formatDuration,
  formatExact,
  formatMilliseconds,
  formatNumber,
  formatShare,
} from '../../lib/format'
import { text } from '../../lib/text'

const words = text.health

export interface HealthLine {
  label: string
  value: string
  detail?: string
  /** For hovering. */
  exact?: string
}

/** The figures in words; what is not known yet says so and is never a 0. */
export function describeHealth(
  { latest, lastDay }: ConnectionHealth,
  budget: { used: number; limit: number } | undefined,
  now: number,
): HealthLine[] {
  const { calls, errors, limitHits, p50Ms, p95Ms } = lastDay
  const lastSuccessAt = latest?.lastSuccessAt ?? null
  return [
    { label: words.now, value: describeNow(latest) },
    { label: words.half, value: formatResponse(p50Ms) },
    { label: words.most, value: formatResponse(p95Ms) },
    {
      label: words.lastSuccess,
      ...(lastSuccessAt === null
        ? { value: words.notKnown }
        : { value: formatDateTime(lastSuccessAt, now), exact: formatExact(lastSuccessAt) }),
    },
    { label: words.uptime, ...share(lastDay.minutesReachable, lastDay.minutesCalled, words.ofMinutes) },
    { label: words.errors, ...share(errors, calls, words.ofCalls) },
    { label: words.limitHits, value: calls === 0 ? words.notKnown : formatNumber(limitHits) },
    {
      label: words.budget,
      ...(budget
        ? {
            value: words.ofLimit(formatNumber(budget.used), formatNumber(budget.limit)),
            detail: words.callsThisMinute,
          }
        : { value: words.notKnown }),
    },
  ]
}

function describeNow(latest: Reachability | null): string {
  return latest?.isReachable === false ? words.noAnswer : formatResponse(latest?.responseMs ?? null)
}

/** Whether the provider can be reached, since when and why not. */
export function describeReachability(latest: Reachability | null, service: string, now: number): string {
  if (!latest) return words.notCalled(service)
  const since = formatDateTimeInSentence(latest.since, now)
  if (latest.isReachable) return words.reachableSince(service, since)
  return [words.unreachable(service, since), latest.problem?.message].join(' · ')
}

/** Finer under a second than other durations are. */
export function formatResponse(ms: number | null): string {
  if (ms === null) return words.notKnown
  return ms < 1_000 ? formatMilliseconds(ms) : formatDuration(ms)
}

function share(part: number, whole: number, detailOf: (part: string, whole: string) => string) {
  if (whole === 0) return { value: words.notKnown }
  return {
    value: formatShare(part, whole),
    detail: detailOf(formatNumber(part), formatNumber(whole)),
  }
}
