import type { Alert } from '../../../shared/domain/alert'
import { showControls } from '../../components/provider-text'
import { formatComingDay, formatNumber, isPastDay } from '../../lib/format'
import { describeRunOut } from '../../lib/run-out-words'
import { text } from '../../lib/text'
import type { ChipState } from '../stock/state-chip'

const words = text.alerts

/** Whether what is on order covers the shortfall and is not overdue. */
export function isCovered({ coveredUntil }: Pick<Alert, 'coveredUntil'>, now: number): boolean {
  return coveredUntil !== null && !isPastDay(coveredUntil, now)
}

export function chipOf(alert: Pick<Alert, 'band' | 'coveredUntil'>, now: number): ChipState {
  return isCovered(alert, now) ? 'incoming' : alert.band
}

/** 0 means that none is set, and that it is out of stock. */
export function describePoint(reorderPoint: number): string {
  return reorderPoint === 0 ? text.stock.none : formatNumber(reorderPoint)
}

/** 0 means that there is nothing to order. */
export function describeOrder(suggestedQuantity: number): string {
  return suggestedQuantity === 0 ? text.stock.none : formatNumber(suggestedQuantity)
}

/** What somebody did about an alert that is over: "Sam: “ordered”"; null: nobody did anything. */
export function describeHandling({ handledBy, note }: Pick<Alert, 'handledBy' | 'note'>): string | null {
  if (note) return words.noted(showControls(note), handledBy)
  return handledBy ? words.handledBy(handledBy) : null
}

type Story = Pick<
  Alert,
  | 'band'
  | 'coveredUntil'
  | 'nextDeliveryAt'
  | 'onOrder'
  | 'cause'
  | 'before'
  | 'available'
  | 'state'
  | 'openedAt'
  | 'bandAt'
  | 'runOutDays'
>

/** How it came to this, and what is about to happen: "13 → 4", "1 → −2, worse", "Reorder point set", "40 due Mon 30 Nov". */
export function describeWhat(alert: Story, now: number): { story: string; outlook: string | null } {
  const { coveredUntil, onOrder, before, available, openedAt, bandAt, runOutDays, band } = alert
  const outlook = runOutDays === null || band === 'out' ? null : words.runsOut(describeRunOut(runOutDays))
  if (coveredUntil !== null && isCovered(alert, now)) {
    const day = alert.nextDeliveryAt ?? coveredUntil
    return { story: words.due(formatNumber(onOrder), formatComingDay(day)), outlook }
  }
  if (alert.cause === 'reorderPoint') return { story: words.pointSet, outlook }
  if (before === null) return { story: words.firstSeen, outlook }
  const fell = bandAt > openedAt && alert.state !== 'resolved' ? words.fellWorse : words.fell
  return { story: fell(formatNumber(before), formatNumber(available)), outlook }
}
