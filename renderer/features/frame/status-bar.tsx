import { formatElapsed, formatExact, formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import { useSettings } from '../../lib/use-settings'
import { ConnectionState } from './connection-state'
import styles from './frame.module.css'
import { useOldestFigure } from './oldest-figure'
import { describeSchedule } from './schedule-words'
import { useFeed } from './use-feed'
import { useSync } from './use-sync'

const words = text.frame.statusBar

export function StatusBar() {
  const { id: connectionId, problem } = useConnection()
  const { settings } = useSettings()
  const { data: summary } = useCall('stock.summary', { connectionId })
  const { overview } = useSync()
  const oldestAt = useOldestFigure()
  const now = useNow()
  const feed = useFeed(now)
  const schedule = settings && describeSchedule({ settings, overview, hasProblem: problem !== null, now })
  // Where changes are told, when they are read next is for those who ask.
  const isLive = feed?.tone === 'good'
  return (
    <footer className={styles.status}>
      {feed && (
        <span
          className={styles.feed}
          title={[feed.title, isLive && schedule].filter(Boolean).join(' · ') || undefined}
        >
          <span className={styles.feedMark} data-tone={feed.tone} aria-hidden />
          {feed.words}
        </span>
      )}
      {schedule && !isLive && <span>{schedule}</span>}
      <ConnectionState />
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
