import { useCallback, useEffect, useEffectEvent, useRef } from 'react'

/** Runs the action at once, then at most once per `intervalMs`; the last request is never lost. */
export function useThrottled(action: () => void, intervalMs: number): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const isWaiting = useRef(false)
  const run = useEffectEvent(action)
  const request = useRef(() => {})

  useEffect(() => {
    const start = () => {
      run()
      timer.current = setTimeout(() => {
        timer.current = null
        if (!isWaiting.current) return
        isWaiting.current = false
        start()
      }, intervalMs)
    }
    request.current = () => {
      if (timer.current) isWaiting.current = true
      else start()
    }
    return () => {
      if (timer.current) clearTimeout(timer.current)
      timer.current = null
    }
  }, [intervalMs])

  return useCallback(() => request.current(), [])
}
