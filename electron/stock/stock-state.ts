import type { AlertBand } from '../../shared/domain/alert'
import type { StockState } from '../../shared/domain/stock'
import { quantity } from '../../shared/quantity'

/** What the state of a product at one location depends on. */
export interface StockSituation {
  available: number
  onOrder: number
  /** See `effectiveReorderPoint`. null: none set. */
  reorderPoint: number | null
  /** The day of the next delivery, epoch ms of its start in UTC; null: none is known. */
  nextDeliveryAt: number | null
  /** The provider lists the pair, or did once. */
  wasStocked: boolean
}

export interface Need {
  band: AlertBand
  /** The day by which what is on order covers the shortfall; null: nothing does. */
  coveredUntil: number | null
}

const CRITICAL_PART = 1 / 3

/**
 * What is needed of a product at one location; null: nothing. `today` is a day, see `dayOf`.
 *
 * - `out`: nothing is available, and somebody expects stock here: a reorder point is set or the product was stocked here
 *   before. The shelf is empty whatever is on its way, so orders do not cover it.
 * - `critical`: at or under a third of the reorder point. `low`: at or under it. Either is covered while what is on order
 *   is at least the shortfall and due on a day that is not past. Units in transit between locations do not count.
 */
export function needOf(situation: StockSituation, today: number): Need | null {
  const { available, reorderPoint, wasStocked } = situation
  if (available <= 0) {
    return wasStocked || reorderPoint !== null ? { band: 'out', coveredUntil: null } : null
  }
  if (reorderPoint === null || available > reorderPoint) return null
  const band = available <= quantity(reorderPoint * CRITICAL_PART) ? 'critical' : 'low'
  return { band, coveredUntil: coveredUntil(situation, reorderPoint, today) }
}

function coveredUntil(
  { available, onOrder, nextDeliveryAt }: StockSituation,
  reorderPoint: number,
  today: number,
): number | null {
  if (nextDeliveryAt === null || nextDeliveryAt < today) return null
  return onOrder >= quantity(reorderPoint - available) ? nextDeliveryAt : null
}

/** A need in the words of the stock view. */
export function stockState(need: Need | null): StockState {
  if (need === null) return 'ok'
  if (need.band === 'out') return 'out'
  return need.coveredUntil === null ? 'low' : 'incoming'
}

/** In place of a reorder point: nothing is ever low, whatever stands above. */
export const NEVER_LOW = -1

/**
 * The location's own level counts, else the product's. 0 is how the provider says "not set", `NEVER_LOW` how the user
 * says that there is none.
 */
export function effectiveReorderPoint(ofLocation: number, ofProduct: number): number | null {
  const level = ofLocation === 0 ? ofProduct : ofLocation
  return level > 0 ? level : null
}

/** How bad a state is: the lower, the worse. */
export const stateRank: Record<StockState, number> = { out: 0, low: 1, incoming: 2, ok: 3 }
