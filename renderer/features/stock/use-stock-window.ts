import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react'
import { useApi } from '../../lib/api'
import { useConnection } from '../../lib/use-connection'
import { useEvent } from '../../lib/use-event'
import { useThrottled } from '../../lib/use-throttled'
import type { StockChoice } from './stock-choice'
import { StockWindow, type StockWindowState } from './stock-window'

/** While a sync runs, the list follows it at this pace. */
const REFRESH_MS = 400

/** The rows that answer the choice, read as they come on screen and again when the stock changes. */
export function useStockWindow(choice: StockChoice): StockWindowState & { window: StockWindow } {
  const api = useApi()
  const { id: connectionId } = useConnection()
  const window = useMemo(
    () =>
      new StockWindow((wanted, offset, limit) =>
        api.call('stock.list', { ...wanted, connectionId, offset, limit }),
      ),
    [api, connectionId],
  )
  const state = useSyncExternalStore(window.subscribe, window.getState)

  useLayoutEffect(() => window.show(choice), [window, choice])
  const refresh = useThrottled(() => window.refresh(), REFRESH_MS)
  useEvent('stock.changed', refresh)
  useEvent('sync.finished', () => window.refresh())
  return { ...state, window }
}
