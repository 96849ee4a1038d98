import { type KeyboardEvent, type MouseEvent, memo, type Ref, useEffect, useMemo, useRef } from 'react'
import type { StockQuery, StockRow as StockRowData } from '../../../shared/domain/stock'
import rows from '../../components/grid-rows.module.css'
import { indexOf, isRow, rowUnder } from '../../lib/grid-row'
import { text } from '../../lib/text'
import { useGridLines } from '../../lib/use-grid-lines'
import { type GridHandle, useRowFocus } from '../../lib/use-row-focus'
import { type ColumnShape, fitColumns, measureColumns } from './columns'
import { selectByKey } from './select-by-key'
import { SELECT_WIDTH, StockHeader } from './stock-header'
import { StockRow } from './stock-row'
import { rowAt, type StockSnapshot } from './stock-window'
import type { Trends } from './trend-reader'
import { useActiveRow } from './use-active-row'
import { useKeptPlace } from './use-kept-place'
import { useRoom } from './use-room'
import type { StockSelection } from './use-selection'

interface StockGridProps {
  snapshot: StockSnapshot
  columns: ColumnShape[]
  rowHeight: number
  now: number
  locationCount: number | null
  openProductId: number | null
  trends: Trends
  selection: StockSelection
  /** Copies what is selected. */
  onCopy: () => void
  onSort: (sort: StockQuery['sort']) => void
  onOpen: (productId: number, by: 'mouse' | 'keyboard') => void
  /** Called with the rows on screen whenever they change. */
  onRange: (firstIndex: number, lastIndex: number) => void
  ref?: Ref<GridHandle>
}

/** The list as an ARIA grid. Only the rows on screen exist; the scroll bar stands for all of them. */
export const StockGrid = memo(function StockGrid(props: StockGridProps) {
  const { snapshot, rowHeight, onRange, selection, ref } = props
  const { total, choice } = snapshot
  const scroller = useRef<HTMLDivElement>(null)
  const room = (useRoom(scroller) ?? Number.POSITIVE_INFINITY) - SELECT_WIDTH
  const columns = useMemo(
    () => fitColumns(props.columns, room, choice.sort.column),
    [props.columns, room, choice.sort.column],
  )
  const { tracks, leastWidth } = measureColumns(columns, room)
  const [start, keepPlace] = useKeptPlace(choice)
  const { active, activeIndex, activate } = useActiveRow(snapshot, start?.active ?? null)

  const lines = useGridLines(scroller, {
    count: total,
    heightOf: () => rowHeight,
    activeLine: activeIndex,
    initialOffset: (start?.rowsAbove ?? 0) * rowHeight,
    choice,
  })
  const firstIndex = lines.range?.startIndex ?? 0
  const lastIndex = lines.range?.endIndex ?? 0

  useEffect(() => onRange(firstIndex, lastIndex), [onRange, firstIndex, lastIndex])
  useEffect(() => keepPlace({ rowsAbove: (lines.scrollOffset ?? 0) / rowHeight, active }))

  const show = (index: number) => lines.scrollToIndex(index, { align: 'auto' })
  const { moveByKey, onFocus } = useRowFocus(scroller, {
    ref,
    activeIndex,
    activate,
    total,
    rowHeight,
    show,
    // A row that the user has scrolled away from does not take the list along.
    onFollowed: (before) => before >= firstIndex && before <= lastIndex && show(activeIndex),
  })

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isRow(event.target)) return
    const row = rowAt(snapshot, activeIndex)
    if (event.key === 'Enter' && row) return props.onOpen(row.productId, 'keyboard')
    if (selectByKey(event, activeIndex, { selection, onCopy: props.onCopy })) return event.preventDefault()
    const next = moveByKey(event)
    if (next === null) return
    event.preventDefault()
    if (event.shiftKey) selection.extendTo(next, activeIndex)
  }
  const onClick = (event: MouseEvent) => {
    const clicked = rowUnder(event)
    if (!clicked) return
    const index = indexOf(clicked)
    const isOnBox = (event.target as HTMLElement).closest('[data-select]') !== null
    if (event.shiftKey || event.ctrlKey || event.metaKey || isOnBox) {
      if (event.shiftKey) selection.extendTo(index)
      else selection.toggle(index)
      activate(index)
      return clicked.focus({ preventScroll: true })
    }
    const row = rowAt(snapshot, index)
    if (row) props.onOpen(row.productId, 'mouse')
  }
  /** Neither marks words with Shift nor takes the focus away from the rows. */
  const onMouseDown = (event: MouseEvent) => {
    const isOnBox = (event.target as HTMLElement).closest('[data-index] [data-select]') !== null
    if (event.shiftKey || isOnBox) event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={text.stock.table}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      className={rows.grid}
      style={
        {
          '--tracks': `${SELECT_WIDTH}px ${tracks}`,
          '--least-width': `${leastWidth + SELECT_WIDTH}px`,
        } as React.CSSProperties
      }
      onKeyDown={onKeyDown}
      onClick={onClick}
      onMouseDown={onMouseDown}
      onFocus={onFocus}
    >
      <div role="rowgroup" className={rows.headerGroup}>
        <StockHeader
          columns={columns}
          sort={choice.sort}
          onSort={props.onSort}
          selected={describeSelected(selection.ids.size, total)}
          onSelectAll={selection.ids.size > 0 ? selection.clear : selection.all}
        />
      </div>
      <div role="rowgroup" className={rows.body} style={{ height: lines.getTotalSize() }}>
        {lines.getVirtualItems().map((item) => {
          const row: StockRowData | undefined = rowAt(snapshot, item.index)
          return (
            <StockRow
              key={item.index}
              index={item.index}
              row={row}
              columns={columns}
              top={item.start}
              now={props.now}
              locationCount={props.locationCount}
              trend={row && props.trends.get(row.productId)}
              isSelected={row !== undefined && selection.ids.has(row.productId)}
              isOpen={row !== undefined && row.productId === props.openProductId}
              isActive={item.index === activeIndex}
            />
          )
        })}
      </div>
    </div>
  )
})

function describeSelected(count: number, total: number): 'none' | 'some' | 'all' {
  if (count === 0) return 'none'
  return count < total ? 'some' : 'all'
}
