import type { StockColumn, StockQuery, StockRow } from '../../shared/domain/stock'
import { type FakeShop, sumRow } from './fake-shop'

const stateOrder = ['out', 'low', 'incoming', 'ok']

/** What the store's query would answer, done the slow way. */
export function selectRows(shop: FakeShop, query: StockQuery): StockRow[] {
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean)
  const supplier = shop.summary.suppliers.find((candidate) => candidate.id === query.supplierId)?.name
  const { locationId, sort } = query
  const rows = locationId === null ? shop.rows : shop.products.map((product) => sumRow(product, locationId))
  const matching = rows.filter(
    (row) =>
      words.every((word) => `${row.name} ${row.sku} ${row.barcode}`.toLowerCase().includes(word)) &&
      (query.category === null || row.category === query.category) &&
      (query.supplierId === null || row.supplier === supplier) &&
      (query.states.length === 0 || query.states.includes(row.state)),
  )
  const direction = sort.descending ? -1 : 1
  return matching.sort((left, right) => direction * compare(left, right, sort.column))
}

function compare(left: StockRow, right: StockRow, column: StockColumn): number {
  switch (column) {
    case 'product':
      return left.name.localeCompare(right.name)
    case 'category':
    case 'supplier':
      return left[column].localeCompare(right[column])
    case 'state':
      return stateOrder.indexOf(left.state) - stateOrder.indexOf(right.state)
    default:
      return (left[column] ?? 0) - (right[column] ?? 0)
  }
}
