import type { AlertEvent } from '../../../shared/domain/alert'
import { showControls } from '../../components/provider-text'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'

const words = text.productAlerts

/** One step of an alert as a sentence: "Low: 4 available, reorder at 12", "Acknowledged by Sam: “ordered”". */
export function describeEvent(event: AlertEvent): string {
  const sentence = describeStep(event)
  return event.note ? `${sentence}: ${words.note(showControls(event.note))}` : sentence
}

function describeStep({ kind, cause, band, available, reorderPoint, by }: AlertEvent): string {
  const units = formatNumber(available)
  const { events } = words
  switch (kind) {
    case 'opened': {
      const say = cause === 'reorderPoint' ? events.openedByPoint : events.opened
      return say(words.bands[band], units, formatNumber(reorderPoint))
    }
    case 'worse':
    case 'better':
      return events[kind](words.bands[band], units)
    case 'covered':
    case 'uncovered':
      return events[kind]
    case 'acknowledged':
      return by ? words.acknowledgedBy(by) : words.acknowledged
    case 'snoozed':
      return by ? events.snoozedBy(by) : events.snoozed
    case 'reopened':
      if (cause === 'time') return events.snoozeOver
      return by ? events.reopenedBy(by) : events.reopened
    case 'resolved':
      if (cause !== 'reorderPoint') return events.recovered(units)
      return reorderPoint > 0 ? events.reorderPointChanged(formatNumber(reorderPoint)) : events.noReorderPoint
  }
}
