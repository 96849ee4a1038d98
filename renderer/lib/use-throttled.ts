import { useCallback, useEffect, useEffectEvent, useRef } from 'react'
import { type Throttled, throttle } from './throttle'

/** See `throttle`; for as long as the component is on screen. */
export function useThrottled(action: () => void, intervalMs: number): () => void {
  const throttled = useRef<Throttled | null>(null)
  const run = useEffectEvent(action)

  useEffect(() => {
    const created = throttle(() => run(), intervalMs)
    throttled.current = created
    return () => created.cancel()
  }, [intervalMs])

  return useCallback(() => throttled.current?.request(), [])
}
