import type { QueryClient } from '@tanstack/react-query'
import type { CallOutput } from '../../shared/ipc/contract'
import type { Api } from './api'
import { throttle } from './throttle'
import { invalidate } from './use-call'

/** During a first sync pages arrive several times a second; the eye needs fewer. */
const STOCK_REFRESH_MS = 400
const OVERVIEW_REFRESH_MS = 5_000
const ALERTS_REFRESH_MS = 400
/** Deliveries can come by the hundred. */
const LIVE_REFRESH_MS = 400
const RUNS_REFRESH_MS = 5_000

/** Turns news from the main process into fresh answers. From the start on: what is asked ahead must miss none. */
export function followEvents(api: Api, client: QueryClient): void {
  const refreshStock = throttle(
    () => void invalidate(client, 'stock.summary', 'stock.list', 'stock.product', 'stock.history'),
    STOCK_REFRESH_MS,
  )

  const refreshAlerts = throttle(
    () => void invalidate(client, 'alerts.list', 'alerts.counts', 'alerts.ofProduct', 'today.away'),
    ALERTS_REFRESH_MS,
  )
  const refreshAway = throttle(() => void invalidate(client, 'today.away'), OVERVIEW_REFRESH_MS)

  // The count of calls is in the overview, and news of progress puts off its own refreshing.
  const refreshOverview = throttle(() => void invalidate(client, 'sync.overview'), OVERVIEW_REFRESH_MS)

  const refreshLive = throttle(() => void invalidate(client, 'live.status'), LIVE_REFRESH_MS)
  const refreshRuns = throttle(() => void invalidate(client, 'sync.runs'), RUNS_REFRESH_MS)

  api.on('sync.started', () => {
    void invalidate(client, 'sync.overview', 'sync.runs')
  })
  api.on('sync.progress', (progress) => {
    refreshOverview.request()
    client.setQueryData<CallOutput<'sync.overview'>>(
      ['sync.overview', { connectionId: progress.connectionId }],
      (overview) => overview && { ...overview, progress },
    )
  })
  api.on('sync.finished', () => {
    refreshStock.request()
    refreshAway.request()
    void invalidate(client, 'sync.overview', 'sync.runs', 'sync.run', 'connections.list')
  })
  api.on('stock.changed', () => {
    refreshStock.request()
    refreshAway.request()
  })
  api.on('alerts.changed', () => refreshAlerts.request())
  api.on('connection.changed', () => {
    void invalidate(client, 'connections.list', 'sync.overview')
  })
  api.on('health.changed', () => {
    void invalidate(client, 'connections.health')
  })
  api.on('live.changed', () => {
    refreshLive.request()
    refreshRuns.request()
  })
  api.on('settings.changed', () => {
    void invalidate(client, 'sync.overview', 'live.status')
  })
  api.on('app.noticeAdded', () => {
    void invalidate(client, 'app.status')
  })
  api.on('storage.changed', (storage) => {
    client.setQueryData<CallOutput<'app.status'>>(
      ['app.status', {}],
      (status) => status && { ...status, storage },
    )
  })
}
