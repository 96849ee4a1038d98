import type { Simulator } from '../electron/integrations/cin7/simulator'

/** A product at a location that has much more than its reorder point, all in one heap, so that one figure can make it low. */
export function wellStocked(simulator: Simulator) {
  const found = simulator.expectedFigures().find(({ sku, locationId, available, reorderPoint }) => {
    const heaps = simulator.product(sku).stock.filter((row) => row.locationId === locationId)
    const isOneHeap = heaps.length === 1 && heaps[0]!.bin === null && heaps[0]!.batch === null
    return isOneHeap && reorderPoint !== null && reorderPoint >= 6 && available > reorderPoint + 5
  })
  if (!found) throw new Error('This shop has no such product')
  return { ...found, reorderPoint: found.reorderPoint ?? 0 }
}
