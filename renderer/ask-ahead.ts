import type { QueryClient } from '@tanstack/react-query'
import { worstAlertsOf } from './features/alerts/use-alerts'
import { startChoice } from './features/stock/stock-choice'
import { firstRowsOf } from './features/stock/use-stock-window'
import type { Api } from './lib/api'
import { queryOf } from './lib/use-call'

/**
 * Asks for what the first picture of the first view shows, so that it is drawn once and right. What may have to be counted or
 * read from a large store first is not waited for. What fails is asked for again by the part of the screen that needs it,
 * which can say so.
 */
export async function askAhead(api: Api, client: QueryClient): Promise<void> {
  const [connections] = await Promise.all([
    client.fetchQuery(queryOf(api, 'connections.list', {})).catch(() => []),
    client.prefetchQuery(queryOf(api, 'settings.get', {})),
  ])
  const [connection] = connections
  if (!connection) return
  const connectionId = connection.id
  void client.prefetchQuery(queryOf(api, 'stock.summary', { connectionId }))
  void client.prefetchQuery(queryOf(api, 'today.away', { connectionId }))
  await Promise.all([
    client.prefetchQuery(queryOf(api, 'alerts.list', worstAlertsOf(connectionId))),
    client.prefetchQuery(queryOf(api, 'alerts.counts', { connectionId })),
    client.prefetchQuery(queryOf(api, 'sync.overview', { connectionId })),
    client.prefetchQuery(queryOf(api, 'connections.health', { connectionId })),
  ])
  void client.prefetchQuery(queryOf(api, 'stock.list', firstRowsOf(startChoice, connectionId)))
}
