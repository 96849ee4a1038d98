import { useEffect, useEffectEvent } from 'react'

/** Calls back each time the window comes on screen again after it was hidden. */
export function useOnReturn(action: () => void): void {
  const run = useEffectEvent(action)
  useEffect(() => {
    const listener = () => document.visibilityState === 'visible' && run()
    document.addEventListener('visibilitychange', listener)
    return () => document.removeEventListener('visibilitychange', listener)
  }, [])
}
