import type { Figures, StockRow, StockState } from '../../shared/domain/stock'
import { quantity } from '../../shared/quantity'
import { FIGURES, type IndexedStock } from './indexed-stock'
import { daysLeft } from './run-out'
import { effectiveReorderPoint, type Need, needOf, stateRank, stockState } from './stock-state'

/** A product seen over all locations, or at one. */
export interface ProductSums extends Figures {
  reorderPoint: number | null
  state: StockState
  /** Of the oldest figure; null: never read. */
  updatedAt: number | null
  /** See `StockRow.runOutDays`. */
  runOutDays: number | null
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
    runOutDays: null,
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
    addReorderPoint(sums, reorderPointAt(stock, slot, level))
    worsen(sums, needAt(stock, slot, level))
    const days = daysLeftAt(stock, level)
    if (days !== null && days < (sums.runOutDays ?? Number.POSITIVE_INFINITY)) sums.runOutDays = days
  }
  if (unlisted > 0) age(sums, confirmedAt(stock, slot))
  const home = homeOf(stock, slot)
  if (home >= 0 && (scope === null || scope === home)) {
    addReorderPoint(sums, reorderPointAtHome(stock, slot))
    worsen(sums, needAtHome(stock, slot))
  }
  return rounded(sums)
}

/** What `ProductSums.runOutDays` rests on: the location in use where it is soonest. */
export function soonestRunOut(stock: IndexedStock, slot: number, scope: Scope): StockRow['soonestRunOut'] {
  let soonest: StockRow['soonestRunOut'] = null
  let least = Number.POSITIVE_INFINITY
  const first = stock.levelStart[slot]!
  for (let level = first; level < first + stock.levelCount[slot]!; level++) {
    const place = stock.levelLocation[level]!
    const days = daysLeftAt(stock, level)
    if (days === null || days >= least || (scope !== null && place !== scope)) continue
    const location = stock.locations[place]
    if (location?.isDeprecated !== false) continue
    const [available, perDay] = [stock.levelFigures[level * FIGURES + 2]!, stock.levelPerDay[level]!]
    soonest = { location: location.name, available, perDay }
    least = days
  }
  return soonest
}

/** null: too little is known. */
function daysLeftAt(stock: IndexedStock, level: number): number | null {
  const perDay = stock.levelPerDay[level]!
  return perDay === 0 ? null : daysLeft(stock.levelFigures[level * FIGURES + 2]!, perDay)
}

/** The places at which a product is in the given state. */
export function placesInState(stock: IndexedStock, slot: number, scope: Scope, state: StockState): number[] {
  return stock.locations
    .map((_location, place) => place)
    .filter((place) => scope === null || place === scope)
    .filter((place) => !stock.locations[place]!.isDeprecated && sumUp(stock, slot, place).state === state)
}

/** Of an entry at a location in use; null: none is set. */
export function reorderPointAt(stock: IndexedStock, slot: number, level: number): number | null {
  return effectiveReorderPoint(stock.levelReorderPoint[level]!, stock.reorderPoints[slot]!)
}

/** What is needed at a location in use; null: nothing. */
export function needAt(stock: IndexedStock, slot: number, level: number): Need | null {
  const wasStocked = isListed(stock, level)
  if (!wasStocked && stock.confirmedAt === null) return null
  const deliveryAt = stock.levelDeliveryAt[level]!
  return needOf(
    {
      available: stock.levelFigures[level * FIGURES + 2]!,
      onOrder: stock.levelFigures[level * FIGURES + 3]!,
      reorderPoint: reorderPointAt(stock, slot, level),
      nextDeliveryAt: Number.isNaN(deliveryAt) ? null : deliveryAt,
      wasStocked,
    },
    stock.today,
  )
}

/**
 * The place at which a product is missed that no location in use lists or has a reorder point of its own for: the first
 * of those in use; -1: some location does. A shop that never held a product is not out of it.
 */
export function homeOf(stock: IndexedStock, slot: number): number {
  const first = stock.levelStart[slot]!
  const end = first + stock.levelCount[slot]!
  for (let level = first; level < end; level++) {
    if (stock.locations[stock.levelLocation[level]!]?.isDeprecated === false) return -1
  }
  return stock.locations.findIndex(({ isDeprecated }) => !isDeprecated)
}

export function reorderPointAtHome(stock: IndexedStock, slot: number): number | null {
  return effectiveReorderPoint(0, stock.reorderPoints[slot]!)
}

export function needAtHome(stock: IndexedStock, slot: number): Need | null {
  if (stock.confirmedAt === null) return null
  const reorderPoint = reorderPointAtHome(stock, slot)
  return needOf(
    { available: 0, onOrder: 0, reorderPoint, nextDeliveryAt: null, wasStocked: false },
    stock.today,
  )
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

/** When a slot's figures were confirmed, as the list or the product alone told them; null: the list was never read. */
export function confirmedAt(stock: IndexedStock, slot: number): number | null {
  return stock.confirmedAt === null ? null : Math.max(stock.confirmedAt, stock.readAt[slot]!)
}

function addReorderPoint(sums: ProductSums, reorderPoint: number | null): void {
  if (reorderPoint === null) return
  sums.isKept = true
  sums.reorderPoint = (sums.reorderPoint ?? 0) + reorderPoint
}

function worsen(sums: ProductSums, need: Need | null): void {
  const state = stockState(need)
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
