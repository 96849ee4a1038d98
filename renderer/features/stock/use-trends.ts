import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useApi } from '../../lib/api'
import { useConnection } from '../../lib/use-connection'
import { useEvent } from '../../lib/use-event'
import { useThrottled } from '../../lib/use-throttled'
import { TrendReader, type Trends } from './trend-reader'

/** So that scrolling through thousands of rows reads a few screens of them. */
const READ_MS = 250
const nothing: Trends = new Map()

/** What was available of the products on screen over the last 30 days, as far as it is read. Empty ids: nothing is read. */
export function useTrends(productIds: readonly number[], locationId: number | null): Trends {
  const api = useApi()
  const { id: connectionId } = useConnection()
  const reader = useMemo(
    () => new TrendReader((ids) => api.call('stock.trends', { connectionId, productIds: ids, locationId })),
    [api, connectionId, locationId],
  )
  const trends = useSyncExternalStore(reader.subscribe, reader.getState)
  const want = useThrottled(() => reader.want(productIds), READ_MS)
  const shown = productIds.join()

  // biome-ignore lint/correctness/useExhaustiveDependencies: read when other products are shown, not at each drawing
  useEffect(() => want(), [shown, want, reader])
  useEvent('stock.changed', ({ productIds: changed }) => reader.changed(changed))
  return productIds.length > 0 ? trends : nothing
}
