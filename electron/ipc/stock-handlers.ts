import type { HandlersOf } from '../../shared/ipc/contract'
import type { StockIndexes } from '../stock/stock-indexes'
import type { StockQueries } from '../stock/stock-queries'

export function stockHandlers(deps: { stock: StockQueries; indexes: StockIndexes }): HandlersOf<'stock'> {
  const { stock, indexes } = deps
  return {
    'stock.list': async (query) => (await indexes.load(query.connectionId)).list(query),
    'stock.summary': async ({ connectionId }) => (await indexes.load(connectionId)).summary(),
    'stock.product': ({ connectionId, productId }) => stock.product(connectionId, productId),
  }
}
