import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, startApp } from '../../electron/app'
import type { Pace } from '../../electron/integrations/cin7'
import type { Keychain, Ports } from '../../electron/ports'
import { LoopbackTunnel } from '../../electron/testing/loopback-tunnel'
import { MemoryKeychain } from '../../electron/testing/memory-keychain'
import { nodeClock, nodeRandom, silentLog } from '../../electron/testing/node-ports'
import { RecordingNotifier } from '../../electron/testing/recording-notifier'
import { shippedMigrations } from '../../electron/testing/test-database'
import type { SyncRun } from '../../shared/domain/sync-run'
import type { CallInput, CallName, CallOutput, Reply } from '../../shared/ipc/contract'
import type { EventName } from '../../shared/ipc/events'
import type { SimulatorProcess } from './simulator-process'

export interface TimedApp {
  /** Connects, and waits for the first sync. */
  sync(): Promise<SyncRun>
  quickSync(): Promise<SyncRun>
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /** Resolves when what follows a sync is done as well. */
  afterSync(): Promise<void>
  /** Waits for the next such event from now on. */
  next(name: EventName): Promise<void>
  notifier: RecordingNotifier
}

interface Options {
  pace: Pace
  /** Default: a folder that is gone afterwards. */
  dataDir?: string
  keychain?: Keychain
  /** Default: a tunnel without a program. */
  outside?: Pick<Ports, 'createTunnel' | 'fetch'> & { cloudflaredPath: string }
}

export type Service = Pick<SimulatorProcess, 'url' | 'credentials'>

/** The app's main process in plain Node, with real clock, network and store. */
export async function withTimedApp<T>(
  simulator: Service,
  { pace, dataDir, keychain = new MemoryKeychain(), outside = withoutProgram() }: Options,
  work: (app: TimedApp) => Promise<T>,
): Promise<T> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'shelfwatch-bench-'))
  const notifier = new RecordingNotifier()
  const { cloudflaredPath, ...network } = outside
  const app = await startApp(
    {
      chooseFile: async () => null,
      confirm: async () => true,
      notifier,
      clock: nodeClock,
      ...network,
      keychain,
      random: nodeRandom,
      log: silentLog,
    },
    {
      dataDir: folder,
      migrationsDir: shippedMigrations,
      config: {
        dataDir: null,
        cin7Url: simulator.url,
        cloudflaredPath,
        devServerUrl: null,
      },
      version: '0.0.0-bench',
      userName: 'Sam',
      cin7Pace: pace,
    },
  )
  try {
    await call(app, 'settings.set', { pageLimit: 10_000 })
    return await work({
      sync: () => firstSync(app, simulator),
      quickSync: () => quickSync(app),
      call: (name, input) => call(app, name, input),
      afterSync: () => app.afterSync(),
      next: (name) => next(app, name),
      notifier,
    })
  } finally {
    await app.afterSync()
    await app.stop()
    if (!dataDir) rmSync(folder, { recursive: true, force: true })
  }
}

/** What there has to be a program for stands open as soon as it is asked for. */
export function withoutProgram(onCall: () => void = () => undefined): NonNullable<Options['outside']> {
  const tunnel = new LoopbackTunnel()
  const counted: Ports['fetch'] = (url, init) => {
    onCall()
    return fetch(url, init)
  }
  return {
    createTunnel: tunnel.create,
    fetch: tunnel.leading(counted),
    cloudflaredPath: process.execPath,
  }
}

async function firstSync(app: App, { credentials }: Service): Promise<SyncRun> {
  const unsubscribe = app.events.subscribe((event) => {
    // As a screen would: it makes the app keep the stock view in line with what arrives.
    if (event.name === 'sync.started') void call(app, 'stock.summary', event.payload)
  })
  const run = await outcome(app, () =>
    call(app, 'connections.connect', { provider: 'cin7', credentials, apiUrl: null, keepIn: 'keychain' }),
  )
  unsubscribe()
  return run
}

async function quickSync(app: App): Promise<SyncRun> {
  const [connection] = await call(app, 'connections.list', {})
  if (!connection) throw new Error('nothing is connected')
  return outcome(app, () => call(app, 'sync.start', { connectionId: connection.id, kind: 'quick' }))
}

async function outcome(app: App, start: () => Promise<unknown>): Promise<SyncRun> {
  const finished = new Promise<SyncRun>((resolve) => {
    const unsubscribe = app.events.subscribe((event) => {
      if (event.name !== 'sync.finished') return
      unsubscribe()
      resolve(event.payload)
    })
  })
  await start()
  const run = await finished
  if (run.status !== 'success')
    throw new Error(`the sync ended ${run.status}: ${JSON.stringify(run.failures)}`)
  return run
}

function next(app: App, name: EventName): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = app.events.subscribe((event) => {
      if (event.name !== name) return
      unsubscribe()
      resolve()
    })
  })
}

/** How long a run took, in ms. */
export function durationOf(run: SyncRun): number {
  return (run.finishedAt ?? Number.NaN) - run.startedAt
}

async function call<N extends CallName>(app: App, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const reply = (await app.dispatch(name, input)) as Reply<N>
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.message}`)
  return reply.value
}
