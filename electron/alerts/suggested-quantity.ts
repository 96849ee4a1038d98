import { quantity } from '../../shared/quantity'

/** What to order: the usual quantity, at least the shortfall to the reorder point, less what is on order; 0: nothing. */
export function suggestedQuantity(need: {
  available: number
  onOrder: number
  reorderPoint: number
  /** 0: none is usual. */
  reorderQuantity: number
}): number {
  const { available, onOrder, reorderPoint, reorderQuantity } = need
  return Math.max(0, quantity(Math.max(reorderQuantity, reorderPoint - available) - onOrder))
}
