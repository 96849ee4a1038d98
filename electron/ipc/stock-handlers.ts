import type { HandlersOf } from '../../shared/ipc/contract'
import type { Connections } from '../connections/connections'
import type { StockIndexes } from '../stock/stock-indexes'
import type { StockQueries } from '../stock/stock-queries'

export function stockHandlers(deps: {
  connections: Connections
  stock: StockQueries
  indexes: StockIndexes
}): HandlersOf<'stock'> {
  const { connections, stock, indexes } = deps
  const indexOf = (connectionId: string) => indexes.load(connections.get(connectionId).id)
  return {
    'stock.list': async (query) => (await indexOf(query.connectionId)).list(query),
    'stock.summary': async ({ connectionId }) => (await indexOf(connectionId)).summary(),
    'stock.product': ({ connectionId, productId }) =>
      stock.product(connections.get(connectionId).id, productId),
  }
}
