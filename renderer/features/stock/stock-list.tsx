import { type Ref, useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { StockRow, StockSummary } from '../../../shared/domain/stock'
import { FailedState, SkeletonRows } from '../../components/list-states'
import { text } from '../../lib/text'
import { useNow } from '../../lib/use-now'
import type { GridHandle } from '../../lib/use-row-focus'
import { useSettings } from '../../lib/use-settings'
import { useReportOldestFigure } from '../frame/oldest-figure'
import { shapeColumns } from './columns'
import { ExportMenu } from './export-menu'
import { NoRows } from './no-rows'
import { RowCount } from './row-count'
import { SelectionBar } from './selection-bar'
import { SelectionStatus } from './selection-status'
import type { StockChoice } from './stock-choice'
import { StockGrid } from './stock-grid'
import { StockNotices } from './stock-notices'
import { rowsBetween } from './stock-window'
import { useCopiedRows } from './use-copied-rows'
import { useSelection } from './use-selection'
import type { StockExport } from './use-stock-export'
import type { useStockWindow } from './use-stock-window'
import { useTellOnScreen } from './use-tell-on-screen'
import { useTrends } from './use-trends'

const ROW_HEIGHT = { comfortable: 44, compact: 32 }
const SKELETON_ROWS = 16

interface StockListProps {
  list: ReturnType<typeof useStockWindow>
  onChange: (change: Partial<StockChoice>) => void
  summary: StockSummary | undefined
  openProductId: number | null
  onOpen: (productId: number, by: 'mouse' | 'keyboard') => void
  exporting: StockExport
  onError: (error: Error) => void
  gridRef: Ref<GridHandle>
  /** Opens the editor of reorder points on the selected products. */
  onSetReorderPoints?: (productIds: number[]) => void
}

/** The list in whichever of its five looks it has: loading, empty, nothing found, failed, or the rows. */
export function StockList(props: StockListProps) {
  const { onChange, summary, openProductId, onOpen, onSetReorderPoints, gridRef } = props
  const { snapshot, error, window } = props.list
  const { settings } = useSettings()
  const now = useNow()
  const [range, setRange] = useState({ first: 0, last: 0 })
  const rows = useMemo(() => rowsBetween(snapshot, range.first, range.last), [snapshot, range])
  useReportOldestFigure(oldestOf(rows))
  const shownIds = rows.map(({ productId }) => productId)
  useTellOnScreen(openProductId === null ? shownIds : [openProductId, ...shownIds])

  const columnsChosen = settings?.stockColumns ?? []
  const trends = useTrends(
    columnsChosen.includes('trend') ? shownIds : [],
    snapshot?.choice.locationId ?? null,
  )
  const selection = useSelection(snapshot)
  const copied = useCopiedRows(snapshot?.choice, columnsChosen)
  const copy = () => copied.copy([...selection.ids])
  const tell = useEffectEvent(props.onError)
  const failure = selection.error ?? copied.error
  useEffect(() => {
    if (failure) tell(failure)
  }, [failure])

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
    return <SkeletonRows rows={SKELETON_ROWS} label={text.stock.loading} />
  }
  if (!snapshot) {
    return (
      <FailedState error={error ?? new Error()} onRetry={refresh}>
        <p>{text.stock.stillWorks}</p>
      </FailedState>
    )
  }
  return (
    <>
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
          trends={trends}
          selection={selection}
          onCopy={copy}
          onSort={onSort}
          onOpen={onOpen}
          onRange={onRange}
        />
      )}
      {selection.ids.size > 0 && (
        <SelectionBar
          count={selection.ids.size}
          onCopy={copy}
          onClear={selection.clear}
          onSetReorderPoints={onSetReorderPoints && (() => onSetReorderPoints([...selection.ids]))}
        >
          <ExportMenu
            isBusy={props.exporting.isPending}
            onChoose={(format) => props.exporting.start(format, [...selection.ids])}
            isSmall
          />
        </SelectionBar>
      )}
      <SelectionStatus count={selection.ids.size} copied={copied.count} />
      <RowCount total={snapshot.total} />
    </>
  )
}

function oldestOf(rows: readonly StockRow[]): number | null {
  const times = rows.flatMap(({ updatedAt }) => (updatedAt === null ? [] : [updatedAt]))
  return times.length > 0 ? Math.min(...times) : null
}
