import type { StockState } from '../../shared/domain/stock'

/** What the state of a product at one location depends on. */
export interface StockSituation {
  available: number
  onOrder: number
  /** See `effectiveReorderPoint`. null: none set. */
  reorderPoint: number | null
  /** The provider lists the pair, or did once. */
  wasStocked: boolean
}

/**
 * - `out`: nothing is available, and somebody expects stock here: a reorder point is set or the
 *   product was stocked here before. The shelf is empty whatever is on its way, so orders do not matter.
 * - `incoming`: something is available but not more than the reorder point, and with what is on
 *   order it would be more. Units in transit between locations do not count.
 * - `low`: available is at or under the reorder point.
 */
export function stockState({ available, onOrder, reorderPoint, wasStocked }: StockSituation): StockState {
  if (available <= 0) return wasStocked || reorderPoint !== null ? 'out' : 'ok'
  if (reorderPoint === null || available > reorderPoint) return 'ok'
  return available + onOrder > reorderPoint ? 'incoming' : 'low'
}

/** The location's own level counts, else the product's. 0 is how the provider says "not set". */
export function effectiveReorderPoint(ofLocation: number, ofProduct: number): number | null {
  if (ofLocation > 0) return ofLocation
  return ofProduct > 0 ? ofProduct : null
}

/** How bad a state is: the lower, the worse. */
export const stateRank: Record<StockState, number> = { out: 0, low: 1, incoming: 2, ok: 3 }
