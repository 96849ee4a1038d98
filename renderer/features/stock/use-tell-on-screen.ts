import { useEffect, useEffectEvent } from 'react'
import { useAction } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useThrottled } from '../../lib/use-throttled'

/** Syncs are minutes apart, so that a list which is being scrolled need not be told row by row. */
const TELL_MS = 2_000
/** As many as the call takes. */
const MOST_PRODUCTS = 200

/** Lets the next quick sync know which products are in sight, for as long as the list is. */
export function useTellOnScreen(productIds: readonly number[]): void {
  const { id: connectionId } = useConnection()
  const { mutate } = useAction('stock.onScreen')
  const tell = useThrottled(
    () => mutate({ connectionId, productIds: productIds.slice(0, MOST_PRODUCTS) }),
    TELL_MS,
  )
  const tellNothing = useEffectEvent(() => mutate({ connectionId, productIds: [] }))
  const shown = productIds.join()

  // biome-ignore lint/correctness/useExhaustiveDependencies: told when other products are shown, not at each drawing
  useEffect(() => tell(), [shown, tell])
  useEffect(() => () => tellNothing(), [])
}
