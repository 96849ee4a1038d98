import { app } from 'electron/main'
import type { Clock, Log } from '../ports'

/** After this the program ends even if something does not stop. What is committed is safe at any time. */
const LONGEST_STOP_MS = 8_000

/** However the program is asked to quit, `stop` runs first. */
export function quitAfter(deps: { stop(): Promise<void>; clock: Clock; log: Log }): void {
  let isQuitting = false
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (!isQuitting) void stopAndExit(deps)
    isQuitting = true
  })
}

async function stopAndExit({ stop, clock, log }: Parameters<typeof quitAfter>[0]): Promise<void> {
  const tooLong = clock.sleep(LONGEST_STOP_MS).then(() => log.warn('did not stop in time'))
  try {
    await Promise.race([stop(), tooLong])
    log.info('stopped')
  } catch (error) {
    log.error('did not stop cleanly', { error })
  }
  app.exit(0)
}
