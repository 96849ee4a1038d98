import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { StockPage } from '../../../shared/domain/stock'
import type { CallInput } from '../../../shared/ipc/contract'
import { useApi } from '../../lib/api'
import { useConnection } from '../../lib/use-connection'
import { useEvent } from '../../lib/use-event'
import { useThrottled } from '../../lib/use-throttled'
import type { StockChoice } from './stock-choice'
import { BLOCK_ROWS, StockWindow, type StockWindowState } from './stock-window'

/** While a sync runs, the list follows it at this pace. */
const REFRESH_MS = 400
/** What a delivery changes is waited for. More products than these are a sync's, or many deliveries at once. */
const FEW_PRODUCTS = 20
const REFRESH_FEW_MS = 100

/** What asks for the first rows of a list. */
export function firstRowsOf(choice: StockChoice, connectionId: string): CallInput<'stock.list'> {
  return { ...choice, connectionId, offset: 0, limit: BLOCK_ROWS }
}

/** The rows that answer the choice, read as they come on screen and again when the stock changes. */
export function useStockWindow(choice: StockChoice): StockWindowState & { window: StockWindow } {
  const api = useApi()
  const client = useQueryClient()
  const { id: connectionId } = useConnection()
  const [start] = useState(() => choice)
  const window = useMemo(
    () =>
      new StockWindow(
        (wanted, offset, limit) => api.call('stock.list', { ...wanted, connectionId, offset, limit }),
        { choice: start, page: askedAhead(client, firstRowsOf(start, connectionId)) },
      ),
    [api, client, connectionId, start],
  )
  const state = useSyncExternalStore(window.subscribe, window.getState)

  useLayoutEffect(() => window.show(choice), [window, choice])
  const refresh = useThrottled(() => window.refresh(), REFRESH_MS)
  const refreshFew = useThrottled(() => window.refresh(), REFRESH_FEW_MS)
  useEvent('stock.changed', ({ productIds }) => {
    if (productIds !== null && productIds.length <= FEW_PRODUCTS) refreshFew()
    else refresh()
  })
  useEvent('sync.finished', () => window.refresh())
  return { ...state, window }
}

/** What was asked for before the view was drawn, unless it has changed since. */
function askedAhead(client: QueryClient, input: CallInput<'stock.list'>): StockPage | null {
  const answer = client.getQueryState<StockPage>(['stock.list', input])
  return answer?.data && !answer.isInvalidated ? answer.data : null
}
