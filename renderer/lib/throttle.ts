export interface Throttled {
  request(): void
  /** Forgets what was requested and not run yet. */
  cancel(): void
}

/** Runs the action at once, then at most once per `intervalMs`; the last request is never lost. */
export function throttle(action: () => void, intervalMs: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | null = null
  let isWaiting = false

  const run = () => {
    action()
    timer = setTimeout(() => {
      timer = null
      if (!isWaiting) return
      isWaiting = false
      run()
    }, intervalMs)
  }
  return {
    request() {
      if (timer) isWaiting = true
      else run()
    },
    cancel() {
      if (timer) clearTimeout(timer)
      timer = null
      isWaiting = false
    },
  }
}
