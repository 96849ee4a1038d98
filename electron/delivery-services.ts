import type { AlertMonitor } from './alerts/alert-monitor'
import type { Connections } from './connections/connections'
import type { Database } from './db/database'
import type { Integrations } from './integrations'
import type { EventBus } from './ipc/event-bus'
import { inBackground } from './lib/in-background'
import type { Ports } from './ports'
import type { SettingsStore } from './settings/settings-store'
import type { SyncCoordinator } from './sync/sync-coordinator'
import type { SyncRunStore } from './sync/sync-run-store'
import { CatchUp } from './webhooks/catch-up'
import { DeliveryStore } from './webhooks/delivery-store'
import { DeliveryWorker } from './webhooks/delivery-worker'
import { FeedStore } from './webhooks/feed-store'
import { ProductReader } from './webhooks/product-reader'
import { ProductRuns } from './webhooks/product-runs'
import { Refresher } from './webhooks/refresher'
import { WebhookInbox } from './webhooks/webhook-inbox'

export interface DeliveryDeps {
  db: Database
  settings: SettingsStore
  connections: Connections
  integrations: Integrations
  sync: SyncCoordinator
  runs: SyncRunStore
  alerts: AlertMonitor
  emit: EventBus['emit']
  /** Brings the list up to these products, null for all of them, and tells the window. */
  showChanges(connectionId: string, productIds: readonly number[] | null): Promise<void>
}

/** Puts together what deliveries are stored by, used by, and confirmed by. */
export function createDeliveryServices(ports: Ports, deps: DeliveryDeps) {
  const { clock, random } = ports
  const { db, settings, connections, integrations, sync, alerts, emit, showChanges } = deps
  const log = ports.log.child('deliveries')
  const changed = (connectionId: string) => emit('live.changed', { connectionId })
  const onChanged = (connectionId: string, productIds: readonly number[] | null) =>
    inBackground(log, 'showing changes', showChanges(connectionId, productIds))
  const store = new DeliveryStore({ db, clock })
  const inbox = new WebhookInbox({
    clock,
    store,
    onStored(group) {
      for (const { connectionId, unusable } of group) if (unusable !== null) somethingChanged(connectionId)
      for (const id of new Set(group.map(({ connectionId }) => connectionId))) void worker.work(id)
    },
  })
  const feeds = new FeedStore({ db })
  /** What a delivery that cannot be used was about nobody knows, but something happened. */
  function somethingChanged(connectionId: string): void {
    try {
      feeds.want(connectionId, 'products', clock.now())
      refresher.wake(connectionId)
    } catch (error) {
      log.warn('a sync is not wanted, as the store cannot be written', { error })
    }
  }
  const runs = new ProductRuns({
    clock,
    random,
    log,
    runs: deps.runs,
    onEnded: ({ connectionId }) => changed(connectionId),
  })
  const refresher = new Refresher({
    db,
    clock,
    log,
    runs,
    feeds,
    reader: new ProductReader({
      db,
      clock,
      log,
      runs,
      productStock: async (id, externalId, reading) =>
        integrations.productStock(await connections.account(id), externalId, reading),
      onChanged,
    }),
    catchUp: new CatchUp({ clock, log, feeds, sync }),
    pageSize: () => settings.read().pageSize,
    mayCall: (id) =>
      connections.list().some((connection) => connection.id === id && connection.problem === null),
    review: (id) => alerts.review(id),
  })
  const worker = new DeliveryWorker({
    db,
    clock,
    log,
    inbox: store,
    feeds,
    runs,
    areOrdersWanted: () => settings.read().syncPurchaseOrders,
    arrivedAt: (id) => inbox.arrivedAt(id),
    readDelivery: (id, type, body) => integrations.readDelivery(connections.get(id), type, body),
    productsOfSale: async (id, sale, reading) =>
      integrations.productsOfSale(await connections.account(id), sale, reading),
    onChanged(connectionId, productIds) {
      onChanged(connectionId, productIds)
      changed(connectionId)
    },
    onWorked: changed,
    onMarked(connectionId, { isProvisional }) {
      if (isProvisional) refresher.provisional(connectionId)
      else refresher.wake(connectionId)
    },
  })
  return { store, inbox, refresher, worker }
}
