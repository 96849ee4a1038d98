import type { SortColumn } from '../../shared/domain/stock'
import type { IndexedStock } from './indexed-stock'
import { compareText } from './name-order'
import { type Scope, sumUp } from './product-sums'

export interface Sort {
  column: SortColumn
  descending: boolean
}

/**
 * All slots, sorted. Rows that agree are in the order of their names, then of their ids. Rows with
 * nothing in the column come last either way. `ranks`: see `rankStates`; asked for only where states matter.
 */
export function sortSlots(
  stock: IndexedStock,
  { column, descending }: Sort,
  inView: { scope: Scope; ranks: () => Uint8Array },
): Uint32Array {
  const byName = stock.nameOrder.all()
  if (column === 'product') return descending ? byName.toReversed() : byName
  const keyOf = keyReader(stock, column, inView)
  const sign = descending ? -1 : 1
  const keys = new Float64Array(stock.size)
  for (let slot = 0; slot < stock.size; slot++) {
    const key = keyOf(slot)
    keys[slot] = key === null ? Number.POSITIVE_INFINITY : key * sign
  }
  // The sort is stable. The difference of two infinities is NaN, which counts as equal.
  return byName.toSorted((a, b) => keys[a]! - keys[b]! || 0)
}

function keyReader(
  stock: IndexedStock,
  column: Exclude<SortColumn, 'product'>,
  inView: { scope: Scope; ranks: () => Uint8Array },
): (slot: number) => number | null {
  switch (column) {
    case 'category': {
      const ranks = rankTexts(stock.categories.values)
      return (slot) => ranks[stock.categoryOf[slot]!] ?? null
    }
    case 'supplier': {
      const ranks = rankTexts(stock.supplierLists.values.map((ids) => stock.suppliers.get(ids[0] ?? 0) ?? ''))
      return (slot) => ranks[stock.supplierListOf[slot]!] ?? null
    }
    case 'state': {
      const ranks = inView.ranks()
      return (slot) => ranks[slot]!
    }
    case 'runOut':
      return (slot) => sumUp(stock, slot, inView.scope).runOutDays
    default:
      return (slot) => sumUp(stock, slot, inView.scope)[column]
  }
}

/** The rank of each text among its different neighbours; null for an empty one. Equal texts have one rank. */
function rankTexts(texts: readonly string[]): (number | null)[] {
  const ranks = new Map([...new Set(texts)].sort(compareText).map((text, rank) => [text, rank]))
  return texts.map((text) => (text === '' ? null : ranks.get(text)!))
}
