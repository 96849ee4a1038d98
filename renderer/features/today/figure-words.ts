import type { AlertPage } from '../../../shared/domain/alert'
import type { StockSummary } from '../../../shared/domain/stock'
import { formatComingDay, formatDateTimeInSentence, formatDay, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { isCovered } from '../alerts/alert-words'
import type { ChipState } from '../stock/state-chip'

const words = text.today

export interface Figure {
  name: string
  state: ChipState
  count: number
  /** A line below it. */
  hint: string
  to: string
}

/** The four figures and where each leads. `worst`: the open alerts, as far as they were read. */
export function figuresOf(summary: StockSummary, worst: AlertPage | undefined, now: number): Figure[] {
  const { states, stale } = summary
  return [
    {
      name: words.outOfStock,
      state: 'out',
      count: states.out,
      hint: newest(worst, now, true),
      to: '/stock?state=out',
    },
    {
      name: words.low,
      state: 'low',
      count: states.low,
      hint: newest(worst, now, false),
      to: '/stock?state=low',
    },
    {
      name: words.covered,
      state: 'incoming',
      count: states.incoming,
      hint: nextDue(worst, now),
      to: '/stock?state=incoming',
    },
    {
      name: words.stale,
      state: 'stale',
      count: stale,
      hint: stale > 0 ? words.olderThanADay : words.allFresh,
      to: '/stock?mark=stale',
    },
  ]
}

function allOf(worst: AlertPage | undefined) {
  return worst && worst.alerts.length === worst.total ? worst.alerts : []
}

/** How many came to it today, else when the last did. Only where every alert is known. */
function newest(worst: AlertPage | undefined, now: number, isOut: boolean): string {
  const times = allOf(worst)
    .filter((alert) => (alert.band === 'out') === isOut && !isCovered(alert, now))
    .map(({ bandAt }) => bandAt)
  if (times.length === 0) return words.inAll
  const today = times.filter((at) => formatDay(at, now) === formatDay(now, now)).length
  if (today > 0) return words.newToday(formatNumber(today), today)
  return words.latest(formatDateTimeInSentence(Math.max(...times), now))
}

function nextDue(worst: AlertPage | undefined, now: number): string {
  const days = allOf(worst)
    .filter((alert) => isCovered(alert, now))
    .map((alert) => alert.nextDeliveryAt ?? alert.coveredUntil ?? 0)
  return days.length === 0 ? words.inAll : words.nextDue(formatComingDay(Math.min(...days)))
}
