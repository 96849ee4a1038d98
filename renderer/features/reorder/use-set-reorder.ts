import { useQueryClient } from '@tanstack/react-query'
import { invalidate, useAction } from '../../lib/use-call'

/** Sets reorder points; what shows them is asked for again. */
export function useSetReorder() {
  const client = useQueryClient()
  const set = useAction('reorder.set')
  const refresh = () =>
    void invalidate(
      client,
      'reorder.rules',
      'reorder.preview',
      'stock.product',
      'stock.list',
      'stock.summary',
      'alerts.ofProduct',
    )
  return { set, refresh }
}
