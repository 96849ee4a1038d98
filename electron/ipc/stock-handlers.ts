import type { HandlersOf } from '../../shared/ipc/contract'
import type { Connections } from '../connections/connections'
import type { StockExport } from '../stock/stock-export'
import type { StockHistory } from '../stock/stock-history'
import type { StockQueries } from '../stock/stock-queries'
import type { StockViews } from '../stock/stock-views'

export function stockHandlers(deps: {
  connections: Connections
  stock: StockQueries
  history: StockHistory
  views: StockViews
  stockExport: StockExport
  /** Product ids by connection. */
  onScreen: Map<string, readonly number[]>
}): HandlersOf<'stock'> {
  const { connections, stock, history, views, stockExport, onScreen } = deps
  return {
    'stock.list': (query) => views.list({ ...query, connectionId: connections.get(query.connectionId).id }),
    'stock.rows': async ({ query, productIds, limit }) => {
      connections.get(query.connectionId)
      const ids = await views.ids(query, productIds)
      return { total: ids.length, rows: await views.rows(ids.slice(0, limit), query) }
    },
    'stock.export': (asked) => {
      connections.get(asked.query.connectionId)
      return stockExport.save(asked)
    },
    'stock.summary': ({ connectionId }) => views.summary(connections.get(connectionId).id),
    'stock.findCode': ({ connectionId, code }) => views.findCode(connections.get(connectionId).id, code),
    'stock.product': ({ connectionId, productId }) =>
      stock.product(connections.get(connectionId).id, productId),
    'stock.history': (asked) =>
      history.of({ ...asked, connectionId: connections.get(asked.connectionId).id }),
    'stock.trends': (asked) =>
      history.trends({ ...asked, connectionId: connections.get(asked.connectionId).id }),
    'stock.onScreen': ({ connectionId, productIds }) => {
      onScreen.set(connections.get(connectionId).id, productIds)
      return null
    },
  }
}
