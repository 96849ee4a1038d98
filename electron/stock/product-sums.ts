import type { Figures, StockState } from '../../shared/domain/stock'
import { quantity } from '../../shared/quantity'
import { FIGURES, type IndexedStock } from './indexed-stock'
import { effectiveReorderPoint, stateRank, stockState } from './stock-state'

/** A product seen over all locations, or at one. */
export interface ProductSums extends Figures {
  reorderPoint: number | null
  state: StockState
  /** Of the oldest figure; null: never read. */
  updatedAt: number | null
  /** Whether the product is or was stocked, or should be, at a location in view. */
  isKept: boolean
}

/** null: all locations; else a place in `IndexedStock.locations`. */
export type Scope = number | null

/**
 * Sums up a slot. A location in use counts whether the provider lists the product there or not: not
 * listed means zero, once a whole stock list was read. A location out of use adds what it still holds,
 * and nothing can run low there.
 */
export function sumUp(stock: IndexedStock, slot: number, scope: Scope): ProductSums {
  const sums: ProductSums = {
    onHand: 0,
    allocated: 0,
    available: 0,
    onOrder: 0,
    inTransit: 0,
    reorderPoint: null,
    state: 'ok',
    updatedAt: null,
    isKept: false,
  }
  let unlisted = stock.locationsInUse(scope)
  const first = stock.levelStart[slot]!
  const end = first + stock.levelCount[slot]!
  for (let level = first; level < end; level++) {
    const place = stock.levelLocation[level]!
    if (scope !== null && place !== scope) continue
    addFigures(sums, stock, slot, level)
    if (stock.locations[place]?.isDeprecated !== false) continue
    unlisted--
    addReorderPoint(sums, reorderPointAt(stock, slot, level), 1)
    worsen(sums, stateAt(stock, slot, level))
  }
  if (unlisted > 0) addUnlisted(sums, stock, slot, unlisted)
  return rounded(sums)
}

/** The places at which a product is in the given state. */
export function placesInState(stock: IndexedStock, slot: number, scope: Scope, state: StockState): number[] {
  return stock.locations
    .map((_location, place) => place)
    .filter((place) => scope === null || place === scope)
    .filter((place) => !stock.locations[place]!.isDeprecated && sumUp(stock, slot, place).state === state)
}

function reorderPointAt(stock: IndexedStock, slot: number, level: number): number | null {
  return effectiveReorderPoint(stock.levelReorderPoint[level]!, stock.reorderPoints[slot]!)
}

function stateAt(stock: IndexedStock, slot: number, level: number): StockState {
  const wasStocked = isListed(stock, level)
  if (!wasStocked && stock.confirmedAt === null) return 'ok'
  return stockState({
    available: stock.levelFigures[level * FIGURES + 2]!,
    onOrder: stock.levelFigures[level * FIGURES + 3]!,
    reorderPoint: reorderPointAt(stock, slot, level),
    wasStocked,
  })
}

function isListed(stock: IndexedStock, level: number): boolean {
  return !Number.isNaN(stock.levelChangedAt[level]!)
}

function addFigures(sums: ProductSums, stock: IndexedStock, slot: number, level: number): void {
  const figures = stock.levelFigures
  const first = level * FIGURES
  sums.onHand += figures[first]!
  sums.allocated += figures[first + 1]!
  sums.available += figures[first + 2]!
  sums.onOrder += figures[first + 3]!
  sums.inTransit += figures[first + 4]!
  if (isListed(stock, level)) {
    sums.isKept = true
    age(sums, Math.max(stock.levelChangedAt[level]!, confirmedAt(stock, slot) ?? 0))
  } else {
    age(sums, confirmedAt(stock, slot))
  }
}

/** Of a slot's figures, as the list or the product alone told them; null: the list was never read. */
function confirmedAt(stock: IndexedStock, slot: number): number | null {
  return stock.confirmedAt === null ? null : Math.max(stock.confirmedAt, stock.readAt[slot]!)
}

function addUnlisted(sums: ProductSums, stock: IndexedStock, slot: number, locations: number): void {
  const reorderPoint = effectiveReorderPoint(0, stock.reorderPoints[slot]!)
  addReorderPoint(sums, reorderPoint, locations)
  age(sums, confirmedAt(stock, slot))
  if (stock.confirmedAt === null) return
  worsen(sums, stockState({ available: 0, onOrder: 0, reorderPoint, wasStocked: false }))
}

function addReorderPoint(sums: ProductSums, reorderPoint: number | null, locations: number): void {
  if (reorderPoint === null) return
  sums.isKept = true
  sums.reorderPoint = (sums.reorderPoint ?? 0) + reorderPoint * locations
}

function worsen(sums: ProductSums, state: StockState): void {
  if (stateRank[state] < stateRank[sums.state]) sums.state = state
}

function age(sums: ProductSums, at: number | null): void {
  if (at !== null && (sums.updatedAt === null || at < sums.updatedAt)) sums.updatedAt = at
}

function rounded(sums: ProductSums): ProductSums {
  sums.onHand = quantity(sums.onHand)
  sums.allocated = quantity(sums.allocated)
  sums.available = quantity(sums.available)
  sums.onOrder = quantity(sums.onOrder)
  sums.inTransit = quantity(sums.inTransit)
  if (sums.reorderPoint !== null) sums.reorderPoint = quantity(sums.reorderPoint)
  return sums
}
