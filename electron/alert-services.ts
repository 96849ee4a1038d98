import { AlertExport } from './alerts/alert-export'
import { AlertMonitor } from './alerts/alert-monitor'
import { AlertQueries } from './alerts/alert-queries'
import { AlertStore } from './alerts/alert-store'
import { NoticeCenter } from './alerts/notice-center'
import type { Connections } from './connections/connections'
import type { Database } from './db/database'
import type { EventBus } from './ipc/event-bus'
import { DAY_MS } from './lib/day'
import type { Ports } from './ports'
import type { SettingsStore } from './settings/settings-store'
import { ReorderLookup } from './stock/reorder-lookup'
import { ReorderPoints } from './stock/reorder-points'
import type { StockViews } from './stock/stock-views'

interface Deps {
  db: Database
  settings: SettingsStore
  views: StockViews
  connections: Connections
  stopping: AbortSignal
  userName: string
  emit: EventBus['emit']
  /** Brings the list up to these products, null for all of them, and tells the window. */
  showChanges(connectionId: string, productIds: readonly number[] | null): Promise<void>
}

/** Puts together what judges the stock by its reorder points and tells of it. */
export function createAlertServices({ clock, log, notifier, chooseFile }: Ports, deps: Deps) {
  const { db, settings, views, connections, stopping, userName, emit, showChanges } = deps
  const notices = new NoticeCenter({ db, clock, log: log.child('notices'), settings, notifier, emit })
  const alertQueries = new AlertQueries({ db, reorder: (id) => new ReorderLookup(db, id) })
  const alerts = new AlertMonitor({
    db,
    clock,
    log: log.child('alerts'),
    store: new AlertStore({ db }),
    connectionIds: () => connections.list().map(({ id }) => id),
    stock: (id) => views.upToDate(id),
    margin: () => settings.read().recoveryMargin,
    keptSince: () => clock.now() - settings.read().historyDays * DAY_MS,
    userName,
    onChanged: (id) => emit('alerts.changed', { connectionId: id }),
    onDecided: () => notices.review(),
    async onMidnight() {
      for (const { id } of connections.list()) await showChanges(id, [])
    },
  })
  const reorderPoints = new ReorderPoints({
    db,
    clock,
    stock: (id) => views.upToDate(id),
    inTurn: (id, work) => alerts.inTurn(id, work),
    onMoving: (id, moves) => alerts.takeOwn(id, moves),
    onSet(id, productIds) {
      emit('alerts.changed', { connectionId: id })
      return showChanges(id, productIds)
    },
  })
  const alertExport = new AlertExport({ alerts: alertQueries, chooseFile, clock, stopping })
  return { notices, alerts, alertQueries, alertExport, reorderPoints }
}
