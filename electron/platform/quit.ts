import { app } from 'electron/main'
import type { Clock, Log } from '../ports'

/** After this the program ends even if something does not stop. What is committed is safe at any time. */
const LONGEST_STOP_MS = 8_000

interface QuitDeps {
  stop(): Promise<void>
  /** Whether a thread is held up by something that does not end, for which an orderly exit would wait. */
  isHeldUp(): boolean
  /** For a program without a window. Asked for after `stop`. */
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
  if (exitStatus) exitAtOnce(exitStatus())
  app.exit()
}

/**
 * Without Electron's own way out, on which one in ten programs that had lived for two seconds ended by SIGSEGV
 * instead of with their status (Electron 33 on Linux, by `app.exit` and by `process.exit`). Nothing of Chromium is
 * worth keeping without a window. Node's types do not know it.
 */
function exitAtOnce(status: number): never {
  return (process as unknown as { reallyExit(status: number): never }).reallyExit(status)
}
