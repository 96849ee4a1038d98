import { useDeferredValue } from 'react'
import { Link } from 'wouter'
import type { AlertPage } from '../../../shared/domain/alert'
import type { StockSummary } from '../../../shared/domain/stock'
import { FailedState, SkeletonRows } from '../../components/list-states'
import { formatNumber, formatWholeDay } from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useNow } from '../../lib/use-now'
import { useOnReturn } from '../../lib/use-on-return'
import { NothingLow } from '../alerts/no-alerts'
import { worstAlertsOf } from '../alerts/use-alerts'
import { useReportOldestFigure } from '../frame/oldest-figure'
import { View } from '../frame/view'
import { StockNotices } from '../stock/stock-notices'
import { useTellOnScreen } from '../stock/use-tell-on-screen'
import { AttentionTable } from './attention-table'
import { AwayCard } from './cards'
import cards from './cards.module.css'
import { figuresOf } from './figure-words'
import { Figures } from './figures'
import { SyncCard } from './sync-card'
import styles from './today.module.css'

const words = text.today
const SKELETON_ROWS = 8
/** The screen's worth that is drawn before the rest. */
const FIRST_ROWS = 20

/** What to do now, and whether the figures can be trusted: from what is stored, so also without a network. */
export function TodayView() {
  const { id: connectionId } = useConnection()
  const { data: summary } = useCall('stock.summary', { connectionId })
  const worst = useCall('alerts.list', worstAlertsOf(connectionId))
  const away = useCall('today.away', { connectionId })
  const now = useNow()
  const alerts = worst.data?.alerts ?? []
  const refetch = () => void worst.refetch()
  useOnReturn(() => void away.refetch())
  useReportOldestFigure(oldestOf(worst.data))
  useTellOnScreen(alerts.map(({ productId }) => productId))
  return (
    <View title={words.title} note={formatWholeDay(now)}>
      <div className={styles.page}>
        <StockNotices
          error={worst.data ? worst.error : null}
          confirmedAt={summary?.confirmedAt}
          hasRows={alerts.length > 0}
          now={now}
          onRetry={refetch}
        />
        <div className={styles.content}>
          <Figures figures={summary && wasRead(summary) ? figuresOf(summary, worst.data, now) : null} />
          <section className={`${cards.card} ${styles.attention}`} aria-label={words.table}>
            <header className={cards.cardHead}>
              <h2>{words.table}</h2>
              {alerts.length > 0 && <span>{words.worstFirst}</span>}
              <Link to="/alerts" className={styles.all}>
                {words.allAlerts}
              </Link>
            </header>
            <div className={styles.scroller}>
              {worst.isPending && <SkeletonRows rows={SKELETON_ROWS} label={words.loading} />}
              {worst.isError && !worst.data && (
                <FailedState error={worst.error} onRetry={refetch}>
                  <p>{text.alerts.stillWorks}</p>
                </FailedState>
              )}
              {worst.data && <Attention page={worst.data} summary={summary} now={now} />}
            </div>
          </section>
          <div className={styles.side}>
            <SyncCard products={summary?.products} now={now} />
            <AwayCard away={away.data} hasFailed={away.isError} now={now} />
          </div>
        </div>
      </div>
    </View>
  )
}

interface AttentionProps {
  page: AlertPage
  summary: StockSummary | undefined
  now: number
}

function Attention({ page, summary, now }: AttentionProps) {
  const { alerts, total } = page
  const shown = useDeferredValue(alerts, alerts.slice(0, FIRST_ROWS))
  if (alerts.length === 0) return <NothingLow summary={summary} now={now} />
  return (
    <>
      <AttentionTable alerts={shown} now={now} />
      {total > alerts.length && (
        <p className={styles.more}>{words.more(formatNumber(alerts.length), formatNumber(total))}</p>
      )}
    </>
  )
}

/** Before the stock was read, no count is claimed. */
function wasRead({ confirmedAt, states }: StockSummary): boolean {
  return confirmedAt !== null || states.out + states.low + states.incoming > 0
}

function oldestOf(page: AlertPage | undefined): number | null {
  const times = (page?.alerts ?? []).flatMap(({ confirmedAt }) => (confirmedAt === null ? [] : [confirmedAt]))
  return times.length > 0 ? Math.min(...times) : null
}
