import { DEFAULT_CIN7_URL } from '../shared/defaults'
import type { Destination } from '../shared/domain/app-status'
import { createAlertServices } from './alert-services'
import type { AppOptions } from './app'
import { ConnectionStore } from './connections/connection-store'
import { Connections } from './connections/connections'
import { CredentialVault } from './connections/credential-vault'
import { Health } from './connections/health'
import { HealthStore } from './connections/health-store'
import { MasterKeys } from './crypto/master-key'
import type { Database } from './db/database'
import { createIntegrations } from './integrations'
import { defaultPace, type Pace, parseApiUrl, withBudget } from './integrations/cin7'
import { createSampleService } from './integrations/cin7/simulator'
import type { EventBus } from './ipc/event-bus'
import { dayOf } from './lib/day'
import { inBackground } from './lib/in-background'
import { untilAborted } from './lib/until-aborted'
import { createLiveServices } from './live-services'
import type { Ports } from './ports'
import { ProgramConsent } from './settings/program-consent'
import { SettingsStore } from './settings/settings-store'
import { describeStanding, type Standing } from './standing'
import { deleteConnectionData } from './stock/delete-connection-data'
import { HeldLists } from './stock/held-lists'
import { OrderMarks } from './stock/order-marks'
import { PaceSchedule } from './stock/pace-schedule'
import { StockExport } from './stock/stock-export'
import { StockHistory } from './stock/stock-history'
import { StockMarks } from './stock/stock-marks'
import { StockPaces } from './stock/stock-paces'
import { StockQueries } from './stock/stock-queries'
import { createSnapshotWriter } from './stock/stock-store'
import { StockViews } from './stock/stock-views'
import { planOrders } from './sync/order-plan'
import { RunExport } from './sync/run-export'
import { SyncCoordinator } from './sync/sync-coordinator'
import { SyncRunStore } from './sync/sync-run-store'
import { SyncSchedule } from './sync/sync-schedule'
import { Presence } from './today/presence'

type Emit = EventBus['emit']

/** Puts the parts of the app together; nothing is started. */
export function createServices(
  ports: Ports,
  options: AppOptions,
  { db, events, stopping }: { db: Database; events: EventBus; stopping: AbortSignal },
) {
  const { clock, random, log, keychain, chooseFile, confirm } = ports
  const emit: Emit = (name, payload) => events.emit(name, payload)
  const sample = createSampleService()
  const settings = new SettingsStore({ db })
  const pace = options.cin7Pace ?? withBudget(paceOf(options), () => settings.read().callBudget)
  const integrations = createIntegrations(ports, pace, (id, end) => health.record(id, end))
  const today = () => dayOf(clock.now())
  const presence = new Presence({ settings, clock, log: log.child('presence'), stopping })
  const runs = new SyncRunStore({ db })
  const stock = new StockQueries({ db, clock, today })
  const history = new StockHistory({ db, clock })
  const views = new StockViews({
    db,
    settings,
    clock,
    log,
    stopping,
    onRead: (id) => emit('stock.changed', { connectionId: id, productIds: [] }),
  })
  const onScreen = new Map<string, readonly number[]>()
  let destination: Destination | null = null
  events.subscribe((event) => {
    if (event.name === 'app.navigate') destination = event.payload
  })
  const keys = new MasterKeys({ db, keychain, clock, random, log: log.child('keys') })

  const store = new ConnectionStore({ db })
  const connections = new Connections({
    clock,
    random,
    log: log.child('connections'),
    store,
    vault: new CredentialVault({ keys, random }),
    sample,
    checkCredentials: integrations.checkCredentials,
    ask: integrations.ask,
    defaultApiUrl: options.config.cin7Url ?? DEFAULT_CIN7_URL,
    parseApiUrl,
    emit,
    onConnected: (id) => sync.start(id, { trigger: 'connect', kind: 'full' }),
    leave: (row) => sync.cancel(row.id).then(() => live.leave(row)),
    stopSync: (id) => sync.cancel(id),
    eraseTraces: () => db.eraseTraces(),
    async removeData(id) {
      await sync.cancel(id)
      await live.drop(id)
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

  const paces = new PaceSchedule({
    db,
    clock,
    log: log.child('paces'),
    stopping,
    paces: new StockPaces({ db, clock, stopping, onChanged: showChanges }),
    connectionIds: () => connections.list().map(({ id }) => id),
  })

  async function showChanges(connectionId: string, productIds: readonly number[] | null): Promise<void> {
    await views.changed(connectionId, productIds)
    emit('stock.changed', { connectionId, productIds: productIds && [...productIds] })
  }

  const alertServices = createAlertServices(ports, {
    db,
    settings,
    views,
    connections,
    stopping,
    userName: options.userName,
    emit,
    showChanges,
  })

  const { live, liveNotices } = createLiveServices(ports, options, {
    db,
    settings,
    store,
    connections,
    keys,
    integrations,
    sync,
    runs,
    alerts: alertServices.alerts,
    emit,
    showChanges,
  })

  function standing(): Standing {
    const [connection = null] = connections.list()
    return describeStanding({
      connection,
      counts: connection ? alertServices.alertQueries.counts(connection.id) : { open: 0, covered: 0 },
      isSyncing: connection !== null && sync.isRunning(connection.id),
      last: connection && runs.lastFinished(connection.id),
    })
  }

  const acceptHeld = (id: string) => new HeldLists(db, id).accept()
  const takeDestination = () => {
    const taken = destination
    destination = null
    return taken
  }
  return {
    settings,
    programConsent: new ProgramConsent({ settings, confirm }),
    runs,
    runExport: new RunExport({ runs, chooseFile, clock, stopping }),
    stock,
    history,
    views,
    paces,
    stockExport: new StockExport({ views, chooseFile, clock, stopping }),
    onScreen,
    connections,
    health,
    sync,
    schedule,
    sample,
    presence,
    standing,
    takeDestination,
    acceptHeld,
    ...alertServices,
    live,
    liveNotices,
    emit,
  }
}

/** Whoever runs a single sync waits for its end. */
const SINGLE_SYNC_OFFLINE_MS = 2 * 60_000

function paceOf({ isForOneSync }: AppOptions): Pace {
  return isForOneSync ? { ...defaultPace, offlinePatienceMs: SINGLE_SYNC_OFFLINE_MS } : defaultPace
}
