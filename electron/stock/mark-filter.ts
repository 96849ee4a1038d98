import type { StockMark } from '../../shared/domain/stock'
import { isStale } from '../../shared/staleness'
import { FIGURES, type IndexedStock } from './indexed-stock'
import { type Scope, sumUp } from './product-sums'

const UNMOVED_MS = 90 * 24 * 60 * 60_000
/** Where they stand among the figures of a level. */
const ON_HAND = 0
const AVAILABLE = 2

type SlotTest = (slot: number) => boolean

/** Whether a product has a mark, by what is in view of it. `now`: epoch ms. */
export function markTest(
  stock: IndexedStock,
  mark: StockMark,
  { scope, now }: { scope: Scope; now: number },
): SlotTest {
  switch (mark) {
    case 'negative':
      return (slot) => levels(stock, slot, scope).some((level) => figure(stock, level, AVAILABLE) < 0)
    case 'stale':
      return (slot) => {
        const { updatedAt } = sumUp(stock, slot, scope)
        return updatedAt !== null && isStale(updatedAt, now)
      }
    case 'unmoved':
      return (slot) => {
        const inView = levels(stock, slot, scope)
        const isOld = (level: number) => now - (stock.levelChangedAt[level] || 0) > UNMOVED_MS
        return inView.some((level) => figure(stock, level, ON_HAND) > 0) && inView.every(isOld)
      }
  }
}

function levels(stock: IndexedStock, slot: number, scope: Scope): number[] {
  const first = stock.levelStart[slot]!
  return Array.from({ length: stock.levelCount[slot]! }, (_, index) => first + index).filter(
    (level) => scope === null || stock.levelLocation[level] === scope,
  )
}

function figure(stock: IndexedStock, level: number, place: number): number {
  return stock.levelFigures[level * FIGURES + place]!
}
