import type { Ref } from 'react'
import type { StockSummary } from '../../../shared/domain/stock'
import { FailedState, SkeletonRows } from '../../components/list-states'
import { text } from '../../lib/text'
import type { GridHandle } from '../../lib/use-row-focus'
import { useSettings } from '../../lib/use-settings'
import { StockNotices } from '../stock/stock-notices'
import { AlertGrid } from './alert-grid'
import styles from './alerts.module.css'
import { NoAlerts } from './no-alerts'
import type { Select } from './use-alert-selection'
import type { AlertChoice, AlertSnapshot } from './use-alerts'

const ROW_HEIGHT = { comfortable: 44, compact: 32 }
const SKELETON_ROWS = 14

interface AlertListProps {
  snapshot: AlertSnapshot | null
  error: Error | null
  summary: StockSummary | undefined
  now: number
  chosen: ReadonlyMap<number, number>
  select: Select
  onRetry: () => void
  onChange: (change: Partial<AlertChoice>) => void
  onOpen: (index: number) => void
  onLetter: (letter: string, index: number) => boolean
  onMenu: (index: number, at: { x: number; y: number }) => void
  onRange: (first: number, last: number) => void
  gridRef: Ref<GridHandle>
}

/** The alerts in whichever of their five looks they have: loading, none, none here, failed, or the rows. */
export function AlertList({
  snapshot,
  error,
  summary,
  now,
  onRetry,
  onChange,
  gridRef,
  ...grid
}: AlertListProps) {
  const { settings } = useSettings()
  if (!snapshot) {
    return (
      <div className={styles.list}>
        {error ? (
          <FailedState error={error} onRetry={onRetry}>
            <p>{text.alerts.stillWorks}</p>
          </FailedState>
        ) : (
          <SkeletonRows rows={SKELETON_ROWS} label={text.alerts.loading} />
        )}
      </div>
    )
  }
  return (
    <div className={styles.list}>
      <StockNotices
        error={error}
        confirmedAt={summary?.confirmedAt}
        hasRows={snapshot.total > 0}
        now={now}
        onRetry={onRetry}
      />
      {snapshot.total === 0 ? (
        <NoAlerts choice={snapshot.choice} summary={summary} now={now} onChange={onChange} />
      ) : (
        <AlertGrid
          key={settings?.density}
          ref={gridRef}
          snapshot={snapshot}
          rowHeight={ROW_HEIGHT[settings?.density ?? 'comfortable']}
          now={now}
          {...grid}
        />
      )}
    </div>
  )
}
