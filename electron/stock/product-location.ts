import type { locations, stockLevels } from '../../drizzle/schema'
import { type BinRow, figureNames, type ProductLocation } from '../../shared/domain/stock'
import type { EffectiveLevels } from './effective-levels'
import type { ReorderLevels } from './reorder-overrides'
import { needOf, stockState } from './stock-state'

type Level = typeof stockLevels.$inferSelect

const noFigures = { onHand: 0, allocated: 0, available: 0, onOrder: 0, inTransit: 0 }

export function holdsAnything(level: Level | null): boolean {
  return level !== null && figureNames.some((name) => level[name] !== 0)
}

/** Whether a level of this location alone says that the product belongs there; `provided`: the one at the provider. */
export function hasOwn({ origin }: EffectiveLevels, provided: ReorderLevels | null): boolean {
  return origin === 'here' || (provided !== null && provided.reorderPoint > 0)
}

export function toProductLocation(
  row: {
    location: typeof locations.$inferSelect
    level: Level | null
    levels: EffectiveLevels
    isJudged: boolean
    today: number
  },
  confirmedAt: number,
  bins: BinRow[],
): Omit<ProductLocation, 'runOut' | 'runOutFrom'> {
  const { location, level, levels, isJudged, today } = row
  const { onHand, allocated, available, onOrder, inTransit } = level ?? noFigures
  const { reorderPoint } = levels
  const nextDeliveryAt = level?.nextDeliveryAt ?? null
  const situation = { available, onOrder, reorderPoint, nextDeliveryAt, wasStocked: level !== null }
  return {
    locationId: location.id,
    location: location.name,
    onHand,
    allocated,
    available,
    onOrder,
    inTransit,
    reorderPoint,
    reorderQuantity: levels.reorderQuantity || null,
    reorderOrigin: levels.origin,
    state: stockState(isJudged ? needOf(situation, today) : null),
    nextDeliveryAt,
    source: level?.source ?? 'full',
    changedAt: level?.changedAt ?? confirmedAt,
    confirmedAt: Math.max(level?.changedAt ?? 0, confirmedAt),
    bins,
  }
}
