import type { Destination } from '../../shared/domain/app-status'
import type { Handlers } from '../../shared/ipc/contract'
import type { AlertExport } from '../alerts/alert-export'
import type { AlertMonitor } from '../alerts/alert-monitor'
import type { AlertQueries } from '../alerts/alert-queries'
import type { NoticeCenter } from '../alerts/notice-center'
import type { Connections } from '../connections/connections'
import type { Health } from '../connections/health'
import type { Database } from '../db/database'
import type { ProgramConsent } from '../settings/program-consent'
import type { SettingsStore } from '../settings/settings-store'
import type { ReorderPoints } from '../stock/reorder-points'
import type { StockExport } from '../stock/stock-export'
import type { StockHistory } from '../stock/stock-history'
import type { StockQueries } from '../stock/stock-queries'
import type { StockViews } from '../stock/stock-views'
import type { RunExport } from '../sync/run-export'
import type { SyncCoordinator } from '../sync/sync-coordinator'
import type { SyncRunStore } from '../sync/sync-run-store'
import type { Presence } from '../today/presence'
import type { LiveNotices } from '../webhooks/live-notices'
import type { LiveUpdates } from '../webhooks/live-updates'
import { alertHandlers } from './alert-handlers'
import { appHandlers } from './app-handlers'
import { connectionHandlers } from './connection-handlers'
import type { EventBus } from './event-bus'
import { liveHandlers } from './live-handlers'
import { reorderHandlers } from './reorder-handlers'
import { settingsHandlers } from './settings-handlers'
import { stockHandlers } from './stock-handlers'
import { syncHandlers } from './sync-handlers'
import { todayHandlers } from './today-handlers'

export interface Services {
  version: string
  db: Database
  settings: SettingsStore
  programConsent: ProgramConsent
  connections: Connections
  health: Health
  stock: StockQueries
  history: StockHistory
  views: StockViews
  stockExport: StockExport
  onScreen: Map<string, readonly number[]>
  runs: SyncRunStore
  runExport: RunExport
  sync: SyncCoordinator
  presence: Presence
  notices: NoticeCenter
  takeDestination(): Destination | null
  acceptHeld(connectionId: string): void
  alerts: AlertMonitor
  alertQueries: AlertQueries
  alertExport: AlertExport
  reorderPoints: ReorderPoints
  live: LiveUpdates
  liveNotices: LiveNotices
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
    ...alertHandlers(services),
    ...reorderHandlers(services),
    ...todayHandlers(services),
    ...liveHandlers(services),
  }
}
