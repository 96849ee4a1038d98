import { StockState, type StockSummary } from '../../shared/domain/stock'
import type { IndexedStock } from './indexed-stock'
import { compareText } from './name-order'

/** What the filters offer and the counts by state. `ranks`: the state's rank of each slot over all locations. */
export function summarize(stock: IndexedStock, ranks: Uint8Array): StockSummary {
  const states: StockSummary['states'] = { out: 0, low: 0, incoming: 0, ok: 0 }
  const categories = new Set<number>()
  const supplierLists = new Set<number>()
  const inUse = stock.placesInUse()
  let products = 0
  for (let slot = 0; slot < stock.size; slot++) {
    if (stock.isShown[slot] !== 1) continue
    products++
    states[StockState.options[ranks[slot]!]!]++
    categories.add(stock.categoryOf[slot]!)
    supplierLists.add(stock.supplierListOf[slot]!)
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
    confirmedAt: stock.confirmedAt,
  }
}
