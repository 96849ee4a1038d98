import type { LiveDeliveries } from '../../../shared/domain/live'
import { formatDateTime, formatDuration, formatExact, formatNumber, formatShare } from '../../lib/format'
import { text } from '../../lib/text'
import type { HealthLine } from './health-words'

const words = text.live.deliveries

/** The figures of deliveries in words; what is not known yet says so and is never a 0. */
export function describeDeliveries(deliveries: LiveDeliveries, now: number): Omit<HealthLine, 'detail'>[] {
  const { received, processed, pending, quarantined, successRate, delayP50, delayP95, last } = deliveries
  return [
    { label: words.received, value: formatNumber(received) },
    { label: words.processed, value: formatNumber(processed) },
    { label: words.pending, value: formatNumber(pending) },
    { label: words.quarantined, value: formatNumber(quarantined) },
    { label: words.success, value: successRate === null ? words.notKnown : formatShare(successRate, 1) },
    { label: words.half, value: formatDelay(delayP50) },
    { label: words.most, value: formatDelay(delayP95) },
    {
      label: words.last,
      ...(last === null
        ? { value: words.none }
        : { value: formatDateTime(last.at, now), exact: formatExact(last.at) }),
    },
  ]
}

function formatDelay(ms: number | null): string {
  return ms === null ? words.notKnown : formatDuration(ms)
}
