import type { Destination, StorageStatus } from '../domain/app-status'
import type { Settings } from '../domain/settings'
import type { SyncProgress, SyncRun } from '../domain/sync-run'

/** News from main to screen: small facts. The screen asks again for data. */
export interface EventPayloads {
  'sync.started': SyncRun
  'sync.progress': SyncProgress
  'sync.finished': SyncRun
  /** `productIds` null: too many to name, read everything again. */
  'stock.changed': { connectionId: string; productIds: number[] | null }
  'connection.changed': { connectionId: string }
  /** The provider can be reached or no longer, or more calls were counted. */
  'health.changed': { connectionId: string }
  /** Alerts were opened, changed or resolved, or reorder points set. */
  'alerts.changed': { connectionId: string }
  /** The way for deliveries is in another state, or deliveries came in or were used. */
  'live.changed': { connectionId: string }
  /** The user pressed something outside the window. The page takes it with `app.takeDestination`. */
  'app.navigate': Destination
  /** `app.status` has one more to tell. */
  'app.noticeAdded': { id: string }
  'storage.changed': StorageStatus
  'settings.changed': Settings
}

export type EventName = keyof EventPayloads
export type AppEvent = { [N in EventName]: { name: N; payload: EventPayloads[N] } }[EventName]
