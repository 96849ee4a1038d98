import { Button } from '@mantine/core'
import { IconAlertTriangle, IconClockExclamation } from '@tabler/icons-react'
import { defaultSettings } from '../../../shared/defaults'
import { isStale } from '../../../shared/staleness'
import { formatDateTimeInSentence } from '../../lib/format'
import { text } from '../../lib/text'
import { useSettings } from '../../lib/use-settings'
import { useSync } from '../frame/use-sync'
import styles from './stock-list.module.css'

const GOES_ON_WITHIN_MS = 10_000

interface StockNoticesProps {
  error: Error | null
  /** See `StockSummary`; undefined until it is known. */
  confirmedAt: number | null | undefined
  hasRows: boolean
  now: number
  onRetry: () => void
}

/** What is to be known about rows that are shown although they may be behind or lack figures. */
export function StockNotices({ error, confirmedAt, hasRows, now, onRetry }: StockNoticesProps) {
  const { settings = defaultSettings } = useSettings()
  const stale = settings.syncStock ? text.stock.stale : text.stock.staleLeftOut
  return (
    <>
      {error && (
        <div role="alert" className={styles.notice}>
          <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
          <p className={styles.noticeWords}>{text.stock.refreshFailed}</p>
          <Button variant="default" size="compact-sm" onClick={onRetry}>
            {text.listStates.tryAgain}
          </Button>
        </div>
      )}
      {confirmedAt === null && hasRows && <UnfinishedNotice now={now} />}
      {typeof confirmedAt === 'number' && isStale(confirmedAt, now) && (
        <div className={`${styles.notice} stale-hatch`}>
          <IconClockExclamation size={16} stroke={1.6} aria-hidden />
          <p className={styles.noticeWords}>{stale(formatDateTimeInSentence(confirmedAt, now))}</p>
        </div>
      )}
    </>
  )
}

function UnfinishedNotice({ now }: { now: number }) {
  const { overview, isRunning, isStarting, start } = useSync()
  // After a sync that went well the summary arrives a moment later than the sync's end.
  if (!overview || overview.lastSuccessAt !== null || isRunning || isStarting) return null
  // A run that was cut short goes on by itself in a moment.
  if (overview.nextAt !== null && overview.nextAt - now < GOES_ON_WITHIN_MS) return null
  return (
    <div className={styles.notice}>
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
      <p className={styles.noticeWords}>{text.stock.firstSyncUnfinished}</p>
      <Button variant="default" size="compact-sm" onClick={start}>
        {text.stock.syncAgain}
      </Button>
    </div>
  )
}
