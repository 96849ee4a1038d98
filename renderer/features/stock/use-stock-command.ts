import { useEffect, useEffectEvent } from 'react'
import { useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'

/** What the command palette can ask of the stock view. It comes with the address, so that it is asked of no other view. */
export type StockCommand = 'csv' | 'xlsx' | 'print' | 'reorder'

/** Does it once when it is asked, as soon as it can be done. */
export function useStockCommand(command: StockCommand, run: () => void, isReady = true): void {
  const asked = useHistoryState<{ command?: StockCommand } | null>()?.command
  const [location, navigate] = useLocation()
  const answer = useEffectEvent(() => {
    navigate(location, { replace: true })
    run()
  })
  const isDue = asked === command && isReady
  useEffect(() => {
    if (isDue) answer()
  }, [isDue])
}
