import { FIGURES, type IndexedStock } from './indexed-stock'
import { confirmedAt, homeOf, needAt, needAtHome, reorderPointAt, reorderPointAtHome } from './product-sums'
import type { Need } from './stock-state'

/** A product at a location in use, and what is needed of it there. */
export interface PairNeed {
  productId: number
  locationId: number
  available: number
  onOrder: number
  /** null: none is set. */
  reorderPoint: number | null
  /** null: nothing. */
  need: Need | null
}

/** Calls `visit` for every pair of a product that is shown and a location that keeps it, or misses it. */
export function visitPairs(stock: IndexedStock, slot: number, visit: (pair: PairNeed) => void): void {
  if (stock.isShown[slot] !== 1) return
  const productId = stock.ids[slot]!
  const first = stock.levelStart[slot]!
  const end = first + stock.levelCount[slot]!
  for (let level = first; level < end; level++) {
    const location = stock.locations[stock.levelLocation[level]!]
    if (location?.isDeprecated !== false) continue
    visit({
      productId,
      locationId: location.id,
      available: stock.levelFigures[level * FIGURES + 2]!,
      onOrder: stock.levelFigures[level * FIGURES + 3]!,
      reorderPoint: reorderPointAt(stock, slot, level),
      need: needAt(stock, slot, level),
    })
  }
  const home = stock.locations[homeOf(stock, slot)]
  if (!home) return
  visit({
    productId,
    locationId: home.id,
    available: 0,
    onOrder: 0,
    reorderPoint: reorderPointAtHome(stock, slot),
    need: needAtHome(stock, slot),
  })
}

/** So long figures of a delivery wait to be confirmed before they are acted on as they are. */
export const UNCONFIRMED_MS = 60_000

/**
 * Whether the figures of a slot are known well enough to act on: they were read without gaps, and not longer ago than
 * `trustedMs`, and no delivery has just changed them.
 */
export function isTrusted(stock: IndexedStock, slot: number, now: number, trustedMs: number): boolean {
  const at = confirmedAt(stock, slot)
  if (at === null || now - at > trustedMs) return false
  const provisionalAt = stock.provisionalAt[slot]!
  // A clock that was set back must not keep anything from being judged.
  if (provisionalAt > 0 && Math.abs(now - provisionalAt) < UNCONFIRMED_MS) return false
  return stock.gapsAt === null || stock.readAt[slot]! > stock.gapsAt
}
