import { app } from 'electron/main'
import type { Clock, Log } from '../ports'

/** After this the program ends even if something does not stop. What is committed is safe at any time. */
const LONGEST_STOP_MS = 8_000

interface QuitDeps {
  stop(): Promise<void>
  /** Whether a thread is held up by something that does not end, for which an orderly exit would wait. */
  isHeldUp(): boolean
  /** Asked for after `stop`. */
  exitStatus?: () => number
  clock: Clock
  log: Log
}

/** However the program is asked to quit, `stop` runs first. */
export function quitAfter(deps: QuitDeps): void {
  let isQuitting = false
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (!isQuitting) void stopAndExit(deps)
    isQuitting = true
  })
}

async function stopAndExit({ stop, isHeldUp, exitStatus, clock, log }: QuitDeps): Promise<void> {
  const tooLong = clock.sleep(LONGEST_STOP_MS).then(() => log.warn('did not stop in time'))
  try {
    await Promise.race([stop(), tooLong])
    log.info('stopped')
  } catch (error) {
    log.error('did not stop cleanly', { error })
  }
  if (isHeldUp()) process.kill(process.pid, 'SIGKILL')
  app.exit(exitStatus?.() ?? 0)
}
