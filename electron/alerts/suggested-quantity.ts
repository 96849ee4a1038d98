import type { AlertState } from '../../shared/domain/alert'
import { quantity } from '../../shared/quantity'

/**
 * What to order: the usual quantity, at least the shortfall to the reorder point, less what is on order; 0: nothing, as for what
 * is resolved or covered by a delivery.
 */
export function suggestedQuantity(need: {
  state: AlertState
  coveredUntil: number | null
  available: number
  onOrder: number
  reorderPoint: number
  /** 0: none is usual. */
  reorderQuantity: number
}): number {
  const { state, coveredUntil, available, onOrder, reorderPoint, reorderQuantity } = need
  if (state === 'resolved' || coveredUntil !== null) return 0
  return Math.max(0, quantity(Math.max(reorderQuantity, reorderPoint - available) - onOrder))
}
