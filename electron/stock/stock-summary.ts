import { z } from 'zod'
import { StockState, StockSummary } from '../../shared/domain/stock'
import { isStale } from '../../shared/staleness'
import type { IndexedStock } from './indexed-stock'
import { compareText } from './name-order'
import type { OverAll } from './over-all'

/** A summary that stays true as time passes: how many products are stale is told when it is asked for. */
export const TimelessSummary = StockSummary.omit({ stale: true }).extend({
  /** When the oldest figure of products was confirmed, epoch ms, and of how many. */
  oldestFigures: z.array(z.object({ at: z.number(), products: z.number().int() })),
})
export type TimelessSummary = z.infer<typeof TimelessSummary>

export function summaryAt({ oldestFigures, ...summary }: TimelessSummary, now: number): StockSummary {
  const stale = oldestFigures.reduce((sum, { at, products }) => sum + (isStale(at, now) ? products : 0), 0)
  return { ...summary, stale }
}

/** What the filters offer and the counts by state. */
export function summarize(stock: IndexedStock, overAll: OverAll): TimelessSummary {
  const ranks = overAll.ranks()
  const updatedAt = overAll.updatedAt()
  const states: StockSummary['states'] = { out: 0, low: 0, incoming: 0, ok: 0 }
  const categories = new Set<number>()
  const supplierLists = new Set<number>()
  const inUse = stock.placesInUse()
  const oldest = new Map<number, number>()
  let products = 0
  for (let slot = 0; slot < stock.size; slot++) {
    if (stock.isShown[slot] !== 1) continue
    products++
    states[StockState.options[ranks[slot]!]!]++
    categories.add(stock.categoryOf[slot]!)
    supplierLists.add(stock.supplierListOf[slot]!)
    const at = updatedAt[slot]!
    if (!Number.isNaN(at)) oldest.set(at, (oldest.get(at) ?? 0) + 1)
  }
  const supplierIds = new Set([...supplierLists].flatMap((list) => stock.supplierLists.values[list]!))
  return {
    products,
    locations: stock.locations
      .filter(({ isDeprecated }, place) => !isDeprecated || inUse.has(place))
      .map(({ id, name }) => ({ id, name })),
    categories: [...categories]
      .map((category) => stock.categories.values[category]!)
      .filter((name) => name !== '')
      .sort(compareText),
    suppliers: [...supplierIds]
      .map((id) => ({ id, name: stock.suppliers.get(id) ?? '' }))
      .sort((a, b) => compareText(a.name, b.name) || a.id - b.id),
    states,
    oldestFigures: [...oldest].map(([at, count]) => ({ at, products: count })),
    confirmedAt: stock.confirmedAt,
  }
}
