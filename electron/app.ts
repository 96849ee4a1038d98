import { join } from 'node:path'
import { DEFAULT_CIN7_URL } from '../shared/defaults'
import { AppError } from '../shared/errors'
import { cleanUp } from './clean-up'
import type { Config } from './config'
import { ConnectionStore } from './connections/connection-store'
import { Connections } from './connections/connections'
import { CredentialVault } from './connections/credential-vault'
import { Health } from './connections/health'
import { HealthStore } from './connections/health-store'
import { MasterKeys } from './crypto/master-key'
import type { Database } from './db/database'
import { openDatabase } from './db/open-database'
import { createIntegrations } from './integrations'
import { defaultPace, type Pace, parseApiUrl, withBudget } from './integrations/cin7'
import { createSampleService } from './integrations/cin7/simulator'
import { EventBus } from './ipc/event-bus'
import { createHandlers } from './ipc/handlers'
import { createRouter } from './ipc/router'
import { inBackground } from './lib/in-background'
import { untilAborted } from './lib/until-aborted'
import type { Ports } from './ports'
import { SettingsStore } from './settings/settings-store'
import { deleteConnectionData } from './stock/delete-connection-data'
import { HeldLists } from './stock/held-lists'
import { OrderMarks } from './stock/order-marks'
import { StockMarks } from './stock/stock-marks'
import { StockQueries } from './stock/stock-queries'
import { createSnapshotWriter } from './stock/stock-store'
import { StockViews } from './stock/stock-views'
import { planOrders } from './sync/order-plan'
import { RunExport } from './sync/run-export'
import { SyncCoordinator } from './sync/sync-coordinator'
import { SyncRunStore } from './sync/sync-run-store'
import { SyncSchedule } from './sync/sync-schedule'

export interface AppOptions {
  /** Folder of the database; made when it is missing. */
  dataDir: string
  /** Folder with the generated migrations. */
  migrationsDir: string
  config: Config
  version: string
  /** Only for measuring against a service whose minute is shorter. */
  cin7Pace?: Pace
  /** Nothing is done by itself, and nothing is made ready for a window. */
  isForOneSync?: boolean
}

export interface App {
  /** Answers a call by name; waits until the app has started. Never rejects. */
  dispatch: ReturnType<typeof createRouter>
  events: EventBus
  /** Small values that are no settings, such as the window's place. Usable after `start`. */
  settings: Pick<SettingsStore, 'readValue' | 'writeValue' | 'read'>
  /** After the computer slept. */
  wake(): void
  /** Resolves when what follows a sync is done as well: a backup, and old syncs forgotten. */
  afterSync(): Promise<void>
  stop(): Promise<void>
}

/**
 * Puts the app together and starts it. Rejects with a `storage_…` code when there is no store to work on.
 */
export async function startApp(ports: Ports, options: AppOptions): Promise<App> {
  const { log } = ports
  const db = await openDatabase({
    file: join(options.dataDir, 'shelfwatch.db'),
    migrationsFolder: options.migrationsDir,
    clock: ports.clock,
    log: log.child('db'),
  })
  const events = new EventBus({ log })
  const stopping = new AbortController()
  const services = createServices(ports, options, { db, events, stopping: stopping.signal })
  const { connections, health, sync, schedule, views, sample, settings, runs } = services
  let afterSync: Promise<unknown> = Promise.resolve()
  db.onStatus((status) => {
    events.emit('storage.changed', status)
    if (!status.writable) return
    sync.saveEnds()
    schedule.onWake()
  })
  events.subscribe(({ name, payload }) => {
    if (name === 'sync.finished') {
      health.save()
      const backup = db.backUpIfDue()
      inBackground(log, 'backing up', backup)
      const keptSince = ports.clock.now() - settings.read().historyDays * DAY_MS
      const purge = runs.purge(keptSince, stopping.signal)
      inBackground(log, 'purging the history', purge)
      afterSync = Promise.allSettled([backup, purge])
      schedule.onFinished(payload)
    }
    if (name === 'settings.changed' || name === 'connection.changed') schedule.onChanged()
  })

  if (db.status().writable) cleanUp(db, runs, log, stopping.signal)
  connections.start()
  if (options.isForOneSync) {
    schedule.stop()
  } else {
    for (const { id } of connections.list()) views.open(id)
    schedule.start()
  }

  const handlers = createHandlers({ ...services, db, version: options.version })
  return {
    dispatch: createRouter({
      clock: ports.clock,
      handlers,
      log: log.child('ipc'),
      translate: (error) => db.translate(error),
    }),
    events,
    settings,
    wake: () => schedule.onWake(),
    async afterSync() {
      await afterSync
    },
    async stop() {
      stopping.abort(new AppError('cancelled', 'Shelfwatch is closing.'))
      schedule.stop()
      connections.stop()
      try {
        await sync.stop()
        health.save()
        await sample.stop()
        views.keep()
      } finally {
        db.close()
      }
    },
  }
}

const DAY_MS = 24 * 60 * 60_000

type Emit = EventBus['emit']

function createServices(
  ports: Ports,
  options: AppOptions,
  { db, events, stopping }: { db: Database; events: EventBus; stopping: AbortSignal },
) {
  const { clock, random, log, keychain, chooseFile } = ports
  const emit: Emit = (name, payload) => events.emit(name, payload)
  const sample = createSampleService()
  const settings = new SettingsStore({ db })
  const pace = options.cin7Pace ?? withBudget(defaultPace, () => settings.read().callBudget)
  const integrations = createIntegrations(ports, pace, (id, end) => health.record(id, end))
  const runs = new SyncRunStore({ db })
  const stock = new StockQueries({ db })
  const views = new StockViews({
    db,
    settings,
    clock,
    log,
    stopping,
    onRead: (id) => emit('stock.changed', { connectionId: id, productIds: [] }),
  })
  const onScreen = new Map<string, readonly number[]>()
  const keys = new MasterKeys({ db, keychain, clock, random, log: log.child('keys') })

  const connections = new Connections({
    clock,
    random,
    log: log.child('connections'),
    store: new ConnectionStore({ db }),
    vault: new CredentialVault({ keys, random }),
    sample,
    checkCredentials: integrations.checkCredentials,
    ask: integrations.ask,
    defaultApiUrl: options.config.cin7Url ?? DEFAULT_CIN7_URL,
    parseApiUrl,
    emit,
    onConnected: (id) => sync.start(id, { trigger: 'connect', kind: 'full' }),
    stopSync: (id) => sync.cancel(id),
    eraseTraces: () => db.eraseTraces(),
    async removeData(id) {
      await sync.cancel(id)
      views.drop(id)
      health.forget(id)
      await deleteConnectionData(db, id, stopping)
    },
  })

  const health = new Health({
    clock,
    log: log.child('health'),
    store: new HealthStore({ db }),
    verify: (id) => connections.verify(id),
    emit,
  })

  const sync = new SyncCoordinator({
    clock,
    random,
    log: log.child('sync'),
    runs,
    requireConnected: (id) => void connections.get(id),
    async read(id, run) {
      // A keychain that waits for a person must not hold up a cancel.
      const account = await untilAborted(connections.account(id), run.signal)
      await integrations.sync(account, run)
    },
    writer(connectionId, { id: runId, kind, pageSize }) {
      views.forgetKept()
      return createSnapshotWriter({
        db,
        clock,
        connectionId,
        runId,
        pageSize,
        source: kind === 'quick' ? 'quick' : 'full',
        onScreen: onScreen.get(connectionId) ?? [],
        onChanged: (productIds) =>
          inBackground(log, 'showing changes', showChanges(connectionId, productIds)),
      })
    },
    productsReadAt: (id) => new StockMarks(db, id).productsReadAt(),
    stockPages: (id) => new StockMarks(db, id).listPages(settings.read().pageSize),
    orderPlan: (id, kind) =>
      settings.read().syncPurchaseOrders ? planOrders(kind, new OrderMarks(db, id).wholeAt()) : null,
    nextAt: (id) => schedule.nextAt(id),
    held: (id) => new HeldLists(db, id).all(),
    countChanges: (runId) => stock.countChanges(runId),
    budget: (id) => integrations.budget('cin7', id),
    settings: () => settings.read(),
    emit,
    onKeysJudged: (id, verdict) => connections.judgeKeys(id, verdict),
  })

  const schedule = new SyncSchedule({
    clock,
    random,
    log: log.child('schedule'),
    settings: () => settings.read(),
    connectionIds: () =>
      connections
        .list()
        .filter(({ problem }) => problem === null)
        .map(({ id }) => id),
    lastRun: (id) => runs.lastFinished(id),
    isRunning: (id) => sync.isRunning(id),
    start: (id, run) => void sync.start(id, run),
  })

  async function showChanges(connectionId: string, productIds: readonly number[] | null): Promise<void> {
    await views.changed(connectionId, productIds)
    emit('stock.changed', { connectionId, productIds: productIds && [...productIds] })
  }

  const acceptHeld = (id: string) => new HeldLists(db, id).accept()
  const runExport = new RunExport({ runs, chooseFile, clock, stopping })
  return {
    settings,
    runs,
    runExport,
    stock,
    views,
    onScreen,
    connections,
    health,
    sync,
    schedule,
    sample,
    acceptHeld,
    emit,
  }
}
