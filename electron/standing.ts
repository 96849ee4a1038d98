import type { AlertCounts } from '../shared/domain/alert'
import type { Connection } from '../shared/domain/connection'
import type { SyncRun } from '../shared/domain/sync-run'

/** How things stand, for where there is no room for more: the tray and the taskbar. */
export interface Standing {
  mark: 'fine' | 'low' | 'trouble'
  isConnected: boolean
  openAlerts: number
  /** In words. */
  sync: string
  alerts: string
}

interface Facts {
  connection: Pick<Connection, 'problem'> | null
  counts: Pick<AlertCounts, 'open' | 'covered'>
  isSyncing: boolean
  /** The newest run that ended. */
  last: Pick<SyncRun, 'status' | 'finishedAt' | 'startedAt'> | null
}

/** Trouble comes first: without syncs nobody knows what is low. Alerts that wait for a delivery mark nothing. */
export function describeStanding(facts: Facts, locale?: string): Standing {
  const { connection, counts, last } = facts
  const isTrouble = connection !== null && (connection.problem !== null || last?.status === 'failed')
  return {
    mark: isTrouble ? 'trouble' : counts.open > counts.covered ? 'low' : 'fine',
    isConnected: connection !== null,
    openAlerts: counts.open,
    sync: syncWords(facts, locale),
    alerts: `Alerts: ${counts.open} open`,
  }
}

function syncWords({ connection, isSyncing, last }: Facts, locale?: string): string {
  if (!connection) return 'No account is connected'
  if (isSyncing) return 'Syncing'
  if (connection.problem) return 'Cannot sync; open Shelfwatch to see why'
  if (!last) return 'Never synced'
  const outcome = {
    running: 'Syncing',
    success: 'Up to date',
    partial: 'Partly synced',
    failed: 'Sync failed',
    cancelled: 'Sync cancelled',
  }[last.status]
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  return `${outcome} · ${time.format(last.finishedAt ?? last.startedAt)}`
}
