import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StockQuery } from '../../shared/domain/stock'
import type { SyncRun } from '../../shared/domain/sync-run'
import { AppError } from '../../shared/errors'
import type { CallInput, CallName, CallOutput, Reply } from '../../shared/ipc/contract'
import { contract } from '../../shared/ipc/contract'
import type { AppEvent, EventName, EventPayloads } from '../../shared/ipc/events'
import { type App, type AppOptions, startApp } from '../app'
import { type Simulator, type SimulatorOptions, startSimulator } from '../integrations/cin7/simulator'
import type { Fetch, Log } from '../ports'
import { FakeClock } from './fake-clock'
import { LoopbackTunnel } from './loopback-tunnel'
import { MemoryKeychain } from './memory-keychain'
import { seededRandom, silentLog } from './node-ports'
import { RecordingNotifier } from './recording-notifier'
import { shippedMigrations } from './test-database'

interface TestAppOptions {
  simulator?: SimulatorOptions
  fetch?: Fetch
  /** Default: one on which pace, back-off and limit waits pass at once. */
  clock?: FakeClock
}

/** Pace, back-off and limit waits pass at once. A time-out of a request does not. */
const WAITS_UP_TO_MS = 5 * 60_000

/** The whole app in plain Node: real store, real HTTP to a simulator; keychain and clock, which both share, are fakes. */
export class TestApp {
  readonly keychain = new MemoryKeychain()
  readonly notifier = new RecordingNotifier()
  readonly tunnel: LoopbackTunnel
  readonly clock: FakeClock
  readonly events: AppEvent[] = []
  readonly dataDir = mkdtempSync(join(tmpdir(), 'shelfwatch-app-'))
  readonly cin7: Simulator
  /** The file that the user chooses when asked; null: none. */
  chosenFile: string | null = null
  /** Whether the user says yes when asked. */
  isAllowed = true
  #fetch: Fetch
  #app: App | null = null
  /** The newest thing that went wrong inside, for the message of a failing test. */
  #lastError: unknown = null
  readonly #log: Log = {
    ...silentLog,
    error: (_message, fields) => {
      this.#lastError = fields?.error
    },
    child: () => this.#log,
  }

  constructor(
    cin7: Simulator,
    options: { clock: FakeClock; tunnel: LoopbackTunnel; fetch?: Fetch | undefined },
  ) {
    this.cin7 = cin7
    this.tunnel = options.tunnel
    this.clock = options.clock
    this.#fetch = options.fetch ?? ((url, init) => fetch(url, init))
  }

  async start(options: Pick<AppOptions, 'isForOneSync'> = {}): Promise<void> {
    this.#app = await startApp(
      {
        chooseFile: async () => this.chosenFile,
        clock: this.clock,
        confirm: async () => this.isAllowed,
        createTunnel: this.tunnel.create,
        fetch: this.clock.tracking(this.tunnel.leading((url, init) => this.#fetch(url, init))),
        keychain: this.keychain,
        notifier: this.notifier,
        random: seededRandom(7),
        log: this.#log,
      },
      {
        dataDir: this.dataDir,
        migrationsDir: shippedMigrations,
        config: {
          dataDir: null,
          cin7Url: this.cin7.url,
          // Stands for a tunnel program: none is started.
          cloudflaredPath: process.execPath,
          devServerUrl: null,
        },
        version: '0.0.0-test',
        userName: 'Sam',
        ...options,
      },
    )
    this.#app.events.subscribe((event) => this.events.push(event))
  }

  /** The computer wakes up. */
  wake(): void {
    this.#running().wake()
  }

  /** From now on requests go through this. */
  fetchThrough(fetch: Fetch): void {
    this.#fetch = fetch
  }

  /** A clean quit and a new start on the same profile. */
  async restart(options: Pick<AppOptions, 'isForOneSync'> = {}): Promise<void> {
    await this.stop()
    await this.start(options)
  }

  /**
   * What a kill would leave on the disk if it came now. SQLite makes the file of shared memory anew.
   */
  freeze(): string {
    const left = mkdtempSync(join(tmpdir(), 'shelfwatch-left-'))
    cpSync(this.dataDir, left, { recursive: true, filter: (file) => !file.endsWith('-shm') })
    return left
  }

  /** Killed, now or when `left` was frozen, and started again. */
  async kill(left = this.freeze()): Promise<void> {
    await this.stop()
    rmSync(this.dataDir, { recursive: true })
    renameSync(left, this.dataDir)
    await this.start()
  }

  /** Rejects with the `AppError` that the screen would be shown. Checks the answer against the contract. */
  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const reply = (await this.#running().dispatch(name, input)) as Reply<N>
    if (!reply.ok) {
      throw new AppError(reply.error.code, reply.error.message, { cause: this.#lastError })
    }
    contract[name].output.parse(reply.value)
    return reply.value
  }

  /** Waits for the next such event from now on. */
  next<N extends EventName>(name: N): Promise<EventPayloads[N]> {
    return new Promise((resolve) => {
      const unsubscribe = this.#running().events.subscribe((event) => {
        if (event.name !== name) return
        unsubscribe()
        resolve(event.payload as EventPayloads[N])
      })
    })
  }

  connectWith(
    credentials: CallInput<'connections.connect'>['credentials'],
    keepIn: 'keychain' | 'session' = 'keychain',
  ): Promise<CallOutput<'connections.connect'>> {
    return this.call('connections.connect', { provider: 'cin7', credentials, apiUrl: null, keepIn })
  }

  /** Connects with the simulator's keys and waits for the first sync. */
  async connect(): Promise<{ connectionId: string; run: SyncRun }> {
    const finished = this.next('sync.finished')
    const { id } = await this.connectWith(this.cin7.credentials)
    return { connectionId: id, run: await finished }
  }

  async sync(connectionId: string, kind: 'full' | 'quick' = 'full'): Promise<SyncRun> {
    const finished = this.next('sync.finished')
    await this.call('sync.start', { connectionId, kind })
    return finished
  }

  stock(connectionId: string, query: Partial<StockQuery> = {}): Promise<CallOutput<'stock.list'>> {
    return this.call('stock.list', {
      connectionId,
      search: '',
      locationId: null,
      category: null,
      supplierId: null,
      states: [],
      marks: [],
      sort: { column: 'product', descending: false },
      offset: 0,
      limit: 500,
      ...query,
    })
  }

  /** A clean quit; the profile stays. */
  async stop(): Promise<void> {
    await this.#app?.stop()
    this.#app = null
  }

  async close(): Promise<void> {
    await this.stop()
    await this.cin7.close()
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  /** The app without what the tests add to it. */
  get app(): App {
    return this.#running()
  }

  #running(): App {
    if (!this.#app) throw new Error('the test app is not started')
    return this.#app
  }
}

export async function createTestApp({ simulator, fetch, clock }: TestAppOptions = {}): Promise<TestApp> {
  const shared = clock ?? new FakeClock({ passUpToMs: WAITS_UP_TO_MS })
  const tunnel = new LoopbackTunnel()
  const webhooks = simulator?.webhooks && { connect: tunnel.connect, ...simulator.webhooks }
  const cin7 = await startSimulator({ clock: shared, ...simulator, ...(webhooks ? { webhooks } : {}) })
  const app = new TestApp(cin7, { clock: shared, tunnel, fetch })
  await app.start()
  return app
}
