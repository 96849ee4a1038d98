import { type Ref, useCallback, useMemo, useState } from 'react'
import type { StockRow, StockSummary } from '../../../shared/domain/stock'
import { FailedState, SkeletonRows } from '../../components/list-states'
import { text } from '../../lib/text'
import { useNow } from '../../lib/use-now'
import { useSettings } from '../../lib/use-settings'
import { useReportOldestFigure } from '../frame/oldest-figure'
import { shapeColumns } from './columns'
import { NoRows } from './no-rows'
import { RowCount } from './row-count'
import type { StockChoice } from './stock-choice'
import { StockGrid, type StockGridHandle } from './stock-grid'
import styles from './stock-list.module.css'
import { StockNotices } from './stock-notices'
import { rowsBetween } from './stock-window'
import { useStockWindow } from './use-stock-window'
import { useTellOnScreen } from './use-tell-on-screen'

const ROW_HEIGHT = { comfortable: 44, compact: 32 }
const SKELETON_ROWS = 16

interface StockListProps {
  choice: StockChoice
  onChange: (change: Partial<StockChoice>) => void
  summary: StockSummary | undefined
  openProductId: number | null
  onOpen: (productId: number, by: 'mouse' | 'keyboard') => void
  gridRef: Ref<StockGridHandle>
}

/** The list in whichever of its five looks it has: loading, empty, nothing found, failed, or the rows. */
export function StockList({ choice, onChange, summary, openProductId, onOpen, gridRef }: StockListProps) {
  const { snapshot, error, window } = useStockWindow(choice)
  const { settings } = useSettings()
  const now = useNow()
  const [range, setRange] = useState({ first: 0, last: 0 })
  const rows = useMemo(() => rowsBetween(snapshot, range.first, range.last), [snapshot, range])
  useReportOldestFigure(oldestOf(rows))
  const shownIds = rows.map(({ productId }) => productId)
  useTellOnScreen(openProductId === null ? shownIds : [openProductId, ...shownIds])

  const onRange = useCallback(
    (first: number, last: number) => {
      setRange({ first, last })
      window.want(first, last)
    },
    [window],
  )
  const onSort = useCallback((sort: StockChoice['sort']) => onChange({ sort }), [onChange])
  const density = settings?.density ?? 'comfortable'
  const columns = useMemo(
    () => shapeColumns(settings?.stockColumns ?? [], density),
    [settings?.stockColumns, density],
  )
  const refresh = () => window.refresh()

  if (!settings || (!snapshot && !error)) {
    return (
      <div className={styles.list}>
        <SkeletonRows rows={SKELETON_ROWS} label={text.stock.loading} />
      </div>
    )
  }
  if (!snapshot) {
    return (
      <div className={styles.list}>
        <FailedState error={error ?? new Error()} onRetry={refresh}>
          <p>{text.stock.stillWorks}</p>
        </FailedState>
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
        onRetry={refresh}
      />
      {snapshot.total === 0 ? (
        <NoRows choice={snapshot.choice} onChange={onChange} />
      ) : (
        <StockGrid
          key={density}
          ref={gridRef}
          snapshot={snapshot}
          columns={columns}
          rowHeight={ROW_HEIGHT[density]}
          now={now}
          locationCount={snapshot.choice.locationId === null ? (summary?.locations.length ?? null) : null}
          openProductId={openProductId}
          onSort={onSort}
          onOpen={onOpen}
          onRange={onRange}
        />
      )}
      <RowCount total={snapshot.total} />
    </div>
  )
}

function oldestOf(rows: readonly StockRow[]): number | null {
  const times = rows.flatMap(({ updatedAt }) => (updatedAt === null ? [] : [updatedAt]))
  return times.length > 0 ? Math.min(...times) : null
}
