import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react'
import type { StockQuery, StockRow as StockRowData } from '../../../shared/domain/stock'
import { text } from '../../lib/text'
import { type ColumnShape, fitColumns, measureColumns } from './columns'
import { nextIndex, selectByKey } from './grid-keys'
import styles from './stock-grid.module.css'
import { SELECT_WIDTH, StockHeader } from './stock-header'
import { StockRow } from './stock-row'
import { rowAt, type StockSnapshot } from './stock-window'
import type { Trends } from './trend-reader'
import { useActiveRow } from './use-active-row'
import { useKeptPlace } from './use-kept-place'
import { useRoom } from './use-room'
import type { StockSelection } from './use-selection'

const HEADER_HEIGHT = 32
const OVERSCAN_ROWS = 4

export interface StockGridHandle {
  /** Gives the keyboard to the row that had it last. */
  focusRow(): void
}

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
  ref?: Ref<StockGridHandle>
}

/** The list as an ARIA grid. Only the rows on screen exist; the scroll bar stands for all of them. */
export const StockGrid = memo(function StockGrid(props: StockGridProps) {
  const { snapshot, rowHeight, onRange, selection } = props
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

  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN_ROWS,
    scrollPaddingStart: HEADER_HEIGHT,
    initialOffset: (start?.rowsAbove ?? 0) * rowHeight,
    // The row with the keyboard stays, or the focus would be lost when it is scrolled away.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), activeIndex])],
  })
  const items = virtualizer.getVirtualItems()
  const firstIndex = virtualizer.range?.startIndex ?? 0
  const lastIndex = virtualizer.range?.endIndex ?? 0

  useEffect(() => onRange(firstIndex, lastIndex), [onRange, firstIndex, lastIndex])
  useEffect(() => keepPlace({ rowsAbove: (virtualizer.scrollOffset ?? 0) / rowHeight, active }))

  const shownChoice = useRef(choice)
  useEffect(() => {
    if (shownChoice.current === choice) return
    shownChoice.current = choice
    scroller.current?.scrollTo({ top: 0 })
  }, [choice])

  const focusActive = () => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${activeIndex}"]`)
    row?.focus({ preventScroll: true })
    return row !== null && row !== undefined
  }
  const showActive = () => virtualizer.scrollToIndex(activeIndex, { align: 'auto' })
  // The row that a key leads to may be drawn only after the one that had the focus is gone.
  const isOnTheWay = useRef(false)
  const indexBefore = useRef(activeIndex)
  useLayoutEffect(() => {
    const before = indexBefore.current
    indexBefore.current = activeIndex
    const focused = document.activeElement
    const isNowhere = focused === document.body
    if (isOnTheWay.current && (!isNowhere || focusActive())) isOnTheWay.current = false
    if (before === activeIndex || !isRow(focused) || !scroller.current?.contains(focused)) return
    focusActive()
    // A row that the user has scrolled away from does not take the list along.
    if (before >= firstIndex && before <= lastIndex) showActive()
  })
  const focusRow = () => {
    showActive()
    focusActive()
  }
  useImperativeHandle(props.ref, () => ({ focusRow }))

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isRow(event.target)) return
    const row = rowAt(snapshot, activeIndex)
    if (event.key === 'Enter' && row) return props.onOpen(row.productId, 'keyboard')
    if (selectByKey(event, activeIndex, { selection, onCopy: props.onCopy })) return event.preventDefault()
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2)
    const next = nextIndex(event.key, activeIndex, total, pageRows)
    if (next === null) return
    event.preventDefault()
    isOnTheWay.current = next !== activeIndex
    activate(next)
    if (event.shiftKey) selection.extendTo(next, activeIndex)
    virtualizer.scrollToIndex(next, { align: 'auto' })
  }
  const onClick = (event: MouseEvent) => {
    const clicked = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')
    if (!clicked) return
    const index = Number(clicked.dataset.index)
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
  const onFocus = ({ target }: FocusEvent) => {
    if (isRow(target)) activate(Number(target.dataset.index))
  }

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={text.stock.table}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      className={styles.grid}
      style={
        {
          '--columns': `${SELECT_WIDTH}px ${tracks}`,
          '--least-width': `${leastWidth + SELECT_WIDTH}px`,
        } as React.CSSProperties
      }
      onKeyDown={onKeyDown}
      onClick={onClick}
      onMouseDown={onMouseDown}
      onFocus={onFocus}
    >
      <div role="rowgroup" className={styles.headerGroup}>
        <StockHeader
          columns={columns}
          sort={choice.sort}
          onSort={props.onSort}
          selected={describeSelected(selection.ids.size, total)}
          onSelectAll={selection.ids.size > 0 ? selection.clear : selection.all}
        />
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
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

function isRow(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.dataset.index !== undefined
}
