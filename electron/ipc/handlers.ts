import type { Handlers } from '../../shared/ipc/contract'
import type { Connections } from '../connections/connections'
import type { Health } from '../connections/health'
import type { Database } from '../db/database'
import type { SettingsStore } from '../settings/settings-store'
import type { StockQueries } from '../stock/stock-queries'
import type { StockViews } from '../stock/stock-views'
import type { RunExport } from '../sync/run-export'
import type { SyncCoordinator } from '../sync/sync-coordinator'
import type { SyncRunStore } from '../sync/sync-run-store'
import { alertHandlers, reorderHandlers, todayHandlers } from './alert-handlers'
import { appHandlers } from './app-handlers'
import { connectionHandlers } from './connection-handlers'
import type { EventBus } from './event-bus'
import { settingsHandlers } from './settings-handlers'
import { stockHandlers } from './stock-handlers'
import { syncHandlers } from './sync-handlers'

export interface Services {
  version: string
  db: Database
  settings: SettingsStore
  connections: Connections
  health: Health
  stock: StockQueries
  views: StockViews
  onScreen: Map<string, readonly number[]>
  runs: SyncRunStore
  runExport: RunExport
  sync: SyncCoordinator
  acceptHeld(connectionId: string): void
  emit: EventBus['emit']
}

/** Every call's handler. The compiler refuses this when one is missing. */
export function createHandlers(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...connectionHandlers(services),
    ...stockHandlers(services),
    ...syncHandlers(services),
    ...settingsHandlers(services),
    ...alertHandlers(),
    ...reorderHandlers(),
    ...todayHandlers(),
  }
}
