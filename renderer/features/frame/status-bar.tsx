import type { Settings } from '../../../shared/domain/settings'
import type { SyncOverview } from '../../../shared/domain/sync-run'
import { formatElapsed, formatExact, formatNumber, formatTime } from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import { useSettings } from '../../lib/use-settings'
import styles from './frame.module.css'
import { useOldestFigure } from './oldest-figure'
import { useSync } from './use-sync'

const words = text.frame.statusBar

export function StatusBar() {
  const { id: connectionId } = useConnection()
  const { data: summary } = useCall('stock.summary', { connectionId })
  const { overview } = useSync()
  const { settings } = useSettings()
  const oldestAt = useOldestFigure()
  const now = useNow()
  return (
    <footer className={styles.status}>
      <span>{describeFeed(settings, overview)}</span>
      {overview && <span>{words.calls(overview.budget.used, overview.budget.limit)}</span>}
      {summary && (
        <span>
          {words.products(formatNumber(summary.products), summary.products)} ·{' '}
          {words.locations(summary.locations.length)}
        </span>
      )}
      {oldestAt !== null && (
        <span className={styles.oldest} title={formatExact(oldestAt)}>
          {words.oldestFigure(formatElapsed(Math.max(0, now - oldestAt)))}
        </span>
      )}
    </footer>
  )
}

function describeFeed(settings: Settings | undefined, overview: SyncOverview | undefined): string {
  if (!settings || !overview) return ''
  if (!settings.syncAutomatically) return words.manualSync
  return overview.nextAt === null
    ? words.every(settings.syncIntervalMinutes)
    : words.nextSync(formatTime(overview.nextAt))
}
