import { useQueryClient } from '@tanstack/react-query'
import type { CallOutput } from '../../shared/ipc/contract'
import { invalidate } from './use-call'
import { useEvent } from './use-event'
import { useThrottled } from './use-throttled'

/** During a first sync pages arrive several times a second; the eye needs fewer. */
const STOCK_REFRESH_MS = 400

/** Turns news from the main process into fresh answers on screen. Used once, at the root. */
export function useLiveUpdates(): void {
  const client = useQueryClient()
  const refreshStock = useThrottled(() => {
    void invalidate(client, 'stock.summary', 'stock.product')
  }, STOCK_REFRESH_MS)

  useEvent('sync.started', () => {
    void invalidate(client, 'sync.overview', 'sync.runs')
  })
  useEvent('sync.progress', (progress) => {
    client.setQueryData<CallOutput<'sync.overview'>>(
      ['sync.overview', { connectionId: progress.connectionId }],
      (overview) => overview && { ...overview, progress },
    )
  })
  useEvent('sync.finished', () => {
    refreshStock()
    void invalidate(client, 'sync.overview', 'sync.runs', 'sync.run', 'connections.list')
  })
  useEvent('stock.changed', refreshStock)
  useEvent('connection.changed', () => {
    void invalidate(client, 'connections.list', 'sync.overview')
  })
  useEvent('storage.changed', (storage) => {
    client.setQueryData<CallOutput<'app.status'>>(
      ['app.status', {}],
      (status) => status && { ...status, storage },
    )
  })
}
