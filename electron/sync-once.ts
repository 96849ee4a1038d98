import { app } from 'electron/main'
import { quitAfter } from './platform/quit'
import { systemClock as clock } from './platform/system-clock'
import { prepare, type Setup, startWithRealPorts } from './setup'
import {
  cancelledEarly,
  type Outcome,
  outcomeOfError,
  outcomeOfRun,
  passedOn,
  toStreams,
} from './sync-once-outcome'
import { readLockData, type SyncRequest } from './sync-once-request'
import { syncToEnd } from './sync-once-run'

/** `--sync-once`: one sync without a window, its outcome on standard output, and the end of the program. */
export function syncOnce(request: SyncRequest): void {
  // Whoever reads the outcome may be gone already.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  app.disableHardwareAcceleration()
  if (process.platform === 'darwin') app.setActivationPolicy('prohibited')
  try {
    const setup = prepare(request)
    if (setup) run(setup, request)
    else void end(passedOn, request)
  } catch (error) {
    void end(outcomeOfError(error), request)
  }
}

function run(setup: Setup, request: SyncRequest): void {
  const { log, keychain } = setup
  catchStrayErrors(setup, request)
  const starting = app.whenReady().then(() => startWithRealPorts(setup, { isForOneSync: true }))
  let exitStatus: number = cancelledEarly.exitStatus
  let isQuitting = false
  const said = starting
    .then(async (started) => outcomeOfRun(await syncToEnd(started, request.kind)))
    .catch((error: unknown) => {
      log.warn('single sync did not take place', { error })
      return isQuitting ? cancelledEarly : outcomeOfError(error)
    })
    .then(async (outcome) => {
      exitStatus = outcome.exitStatus
      await say(outcome, request)
    })
  app.on('second-instance', (_event, _args, _folder, data) => {
    const wants = readLockData(data)
    if (wants !== 'window' && wants !== 'hidden') return
    log.info('making room for the window')
    app.quit()
  })
  quitAfter({
    clock,
    log,
    isHeldUp: () => keychain.isWaiting,
    async stop() {
      isQuitting = true
      const started = await starting.catch(() => null)
      await started?.stop()
      await said
    },
    exitStatus: () => exitStatus,
  })
  void said.then(() => app.quit())
}

/** Nobody is there to close a dialog, and a sync that went astray would never end. */
function catchStrayErrors({ log }: Setup, request: SyncRequest): void {
  const onError = (error: unknown) => {
    log.error('unexpected error', { error })
    void end(outcomeOfError(error), request)
  }
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
}

async function end(outcome: Outcome, request: SyncRequest): Promise<void> {
  await say(outcome, request)
  app.exit(outcome.exitStatus)
}

/** Waits until it is written: what is still under way when the program exits is lost. */
async function say(outcome: Outcome, request: SyncRequest): Promise<void> {
  const { out, err } = toStreams(outcome, request)
  await Promise.all([write(process.stdout, out), write(process.stderr, err)])
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => stream.write(text, () => resolve()))
}
