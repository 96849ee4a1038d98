import { AlertBand, type AlertEvent, type AlertState } from '../../shared/domain/alert'
import { quantity } from '../../shared/quantity'
import type { PairNeed } from '../stock/pair-needs'
import type { Need } from '../stock/stock-state'

/** An alert that is not resolved, as it is stored. */
export interface LiveAlert {
  id: number
  productId: number
  locationId: number
  state: Exclude<AlertState, 'resolved'>
  band: AlertBand
  available: number
  onOrder: number
  /** 0: none is set. */
  reorderPoint: number
  coveredUntil: number | null
}

/** What a pair's figures do to its alert. `events` may be empty: then only figures moved. */
export type AlertStep =
  | { kind: 'open'; pair: PairNeed; need: Need }
  | {
      kind: 'update'
      alert: LiveAlert
      pair: PairNeed
      need: Need
      state: LiveAlert['state']
      events: AlertEvent['kind'][]
      cause: AlertEvent['cause']
    }
  | { kind: 'resolve'; alert: LiveAlert; pair: PairNeed; cause: AlertEvent['cause'] }

/**
 * One crossing opens one alert; a worse band opens it again; it is resolved once what is available is over the reorder point by
 * more than `margin`, in units, so that a figure that swings around the point resolves nothing. null: nothing to do.
 */
export function stepFor(alert: LiveAlert | undefined, pair: PairNeed, margin: number): AlertStep | null {
  if (!alert) return pair.need && { kind: 'open', pair, need: pair.need }
  const need = pair.need ?? notYetClear(alert, pair, margin)
  const cause = causeOf(alert, pair)
  if (!need) return { kind: 'resolve', alert, pair, cause }
  const events = eventsOf(alert, need)
  const state = events.includes('worse') ? 'open' : alert.state
  if (events.length === 0 && isUnchanged(alert, pair, need)) return null
  return { kind: 'update', alert, pair, need, state, events, cause }
}

/** Somebody should hear of it. */
export function isNews(step: AlertStep | null): boolean {
  if (step?.kind === 'update') return step.events.includes('worse') || step.events.includes('uncovered')
  return step?.kind === 'open'
}

/** Over the reorder point, but not by enough: as low as can be, and no less covered than before. */
function notYetClear({ coveredUntil }: LiveAlert, pair: PairNeed, margin: number): Need | null {
  if (pair.reorderPoint === null || pair.available > quantity(pair.reorderPoint + margin)) return null
  return { band: 'low', coveredUntil }
}

function eventsOf(alert: LiveAlert, need: Need): AlertEvent['kind'][] {
  const change = rankOf(need.band) - rankOf(alert.band)
  const events: AlertEvent['kind'][] = []
  if (change < 0) events.push('worse')
  if (change > 0) events.push('better')
  if (alert.coveredUntil === null && need.coveredUntil !== null) events.push('covered')
  if (alert.coveredUntil !== null && need.coveredUntil === null) events.push('uncovered')
  return events
}

function isUnchanged(alert: LiveAlert, pair: PairNeed, need: Need): boolean {
  return areFiguresKept(alert, pair) && !isPointMoved(alert, pair) && alert.coveredUntil === need.coveredUntil
}

function causeOf(alert: LiveAlert, pair: PairNeed): AlertEvent['cause'] {
  if (!areFiguresKept(alert, pair)) return 'figures'
  return isPointMoved(alert, pair) ? 'reorderPoint' : 'time'
}

function areFiguresKept(alert: LiveAlert, pair: PairNeed): boolean {
  return alert.available === pair.available && alert.onOrder === pair.onOrder
}

function isPointMoved(alert: LiveAlert, pair: PairNeed): boolean {
  return alert.reorderPoint !== (pair.reorderPoint ?? 0)
}

/** The lower, the worse. */
function rankOf(band: AlertBand): number {
  return AlertBand.options.indexOf(band)
}
