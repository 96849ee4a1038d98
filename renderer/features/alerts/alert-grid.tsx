import {
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react'
import rows from '../../components/grid-rows.module.css'
import { ProviderText } from '../../components/provider-text'
import { formatNumber } from '../../lib/format'
import { indexOf, isRow, rowUnder } from '../../lib/grid-row'
import { text } from '../../lib/text'
import { useGridLines } from '../../lib/use-grid-lines'
import { type GridHandle, useRowFocus } from '../../lib/use-row-focus'
import styles from './alert-grid.module.css'
import { AlertItems } from './alert-items'
import { AlertRow } from './alert-row'
import { columnsOf, headOf } from './columns'
import { useActiveAlert } from './use-active-alert'
import type { Select } from './use-alert-selection'
import { type AlertSnapshot, alertAt } from './use-alerts'

const GROUP_HEIGHT = 32

const words = text.alerts

interface AlertGridProps {
  snapshot: AlertSnapshot
  rowHeight: number
  now: number
  chosen: ReadonlyMap<number, number>
  select: Select
  onOpen: (index: number) => void
  /** A letter that acts on the selected alerts, or on the row with the keyboard. */
  onLetter: (letter: string, index: number) => boolean
  onMenu: (index: number, at: { x: number; y: number }) => void
  /** Called with the places of the alerts on screen whenever they change. */
  onRange: (first: number, last: number) => void
  ref?: Ref<GridHandle>
}

/** The alerts as an ARIA grid with groups. Only the lines on screen exist; arrow keys pass over the heads of groups. */
export function AlertGrid(props: AlertGridProps) {
  const { snapshot, rowHeight, select, onRange, ref } = props
  const { choice, total, groups } = snapshot
  const scroller = useRef<HTMLDivElement>(null)
  const items = useMemo(() => new AlertItems(total, groups), [total, groups])
  const columns = columnsOf(choice.state)
  const { activeIndex, activate } = useActiveAlert(snapshot)

  const lines = useGridLines(scroller, {
    count: items.count,
    heightOf: (line) => (items.at(line).kind === 'group' ? GROUP_HEIGHT : rowHeight),
    activeLine: items.lineOf(activeIndex),
    choice,
  })
  // Sizes are by line, and other groups have their heads on other lines.
  useLayoutEffect(() => {
    void items
    lines.measure()
  }, [items, lines])
  const [first, last] = alertsBetween(items, lines.range)
  useEffect(() => onRange(first, last), [onRange, first, last])

  const { moveByKey, onFocus } = useRowFocus(scroller, {
    ref,
    activeIndex,
    activate,
    total,
    rowHeight,
    show: (index) => lines.scrollToIndex(items.lineOf(index), { align: 'auto' }),
  })

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isRow(event.target)) return
    const next = moveByKey(event)
    const isCommand = event.ctrlKey || event.metaKey
    if (next !== null) {
      if (event.shiftKey) select.to(next, activeIndex)
    } else if (event.key === ' ') select.toggle(activeIndex)
    else if (event.key === 'Enter') props.onOpen(activeIndex)
    else if (isCommand && event.key.toLowerCase() === 'a') select.all()
    else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      const { left, bottom } = event.target.getBoundingClientRect()
      props.onMenu(activeIndex, { x: left + rowHeight, y: bottom })
    } else if (isCommand || event.altKey || !props.onLetter(event.key.toLowerCase(), activeIndex)) return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    const index = indexUnder(event)
    if (index === null) return
    activate(index)
    if (event.shiftKey) select.to(index, activeIndex)
    else if (event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement) select.toggle(index)
    else select.only(index)
  }
  const onDoubleClick = (event: MouseEvent) => {
    const index = indexUnder(event)
    if (index !== null && !(event.target instanceof HTMLInputElement)) props.onOpen(index)
  }
  const onContextMenu = (event: MouseEvent) => {
    const index = indexUnder(event)
    if (index === null) return
    event.preventDefault()
    activate(index)
    props.onMenu(index, { x: event.clientX, y: event.clientY })
  }

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={words.table}
      aria-multiselectable
      aria-rowcount={items.count + 1}
      aria-colcount={columns.length}
      data-state={choice.state}
      className={`${rows.grid} ${styles.grid}`}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onContextMenu={onContextMenu}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onFocus={onFocus}
    >
      <div role="rowgroup" className={rows.headerGroup}>
        <div role="row" aria-rowindex={1} className={`${rows.header} ${styles.header}`}>
          {columns.map((column, position) => (
            <div
              key={column}
              role="columnheader"
              aria-colindex={position + 1}
              data-column={column}
              className={rows.cell}
            >
              <span className={column === 'select' ? 'visually-hidden' : undefined}>
                {headOf(column, choice.state)}
              </span>
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={rows.body} style={{ height: lines.getTotalSize() }}>
        {lines.getVirtualItems().map(({ index: line, start }) => {
          const item = items.at(line)
          if (item.kind === 'group') {
            return (
              <GroupHead
                key={line}
                line={line}
                top={start}
                columns={columns.length}
                {...item}
                groupBy={choice.groupBy}
              />
            )
          }
          const alert = alertAt(snapshot, item.index)
          return (
            <AlertRow
              key={line}
              index={item.index}
              line={line}
              alert={alert}
              columns={columns}
              top={start}
              now={props.now}
              isSelected={alert !== undefined && props.chosen.has(alert.id)}
              isActive={item.index === activeIndex}
            />
          )
        })}
      </div>
    </div>
  )
}

interface GroupHeadProps {
  line: number
  top: number
  columns: number
  name: string
  count: number
  groupBy: AlertSnapshot['choice']['groupBy']
}

function GroupHead({ line, top, columns, name, count, groupBy }: GroupHeadProps) {
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      className={styles.group}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colindex={1} aria-colspan={columns}>
        <ProviderText>{name || words.noGroup[groupBy]}</ProviderText> · {formatNumber(count)}
      </div>
    </div>
  )
}

/** Places of the first and the last alert within some lines. */
function alertsBetween(
  items: AlertItems,
  range: { startIndex: number; endIndex: number } | null,
): [number, number] {
  if (!range || items.count === 0) return [0, 0]
  const first = items.at(range.startIndex)
  const firstAlert = first.kind === 'alert' ? first : items.at(range.startIndex + 1)
  const last = items.at(Math.min(range.endIndex, items.count - 1))
  const lastAlert = last.kind === 'alert' ? last : items.at(Math.max(0, range.endIndex - 1))
  const firstIndex = firstAlert.kind === 'alert' ? firstAlert.index : 0
  return [firstIndex, lastAlert.kind === 'alert' ? Math.max(firstIndex, lastAlert.index) : firstIndex]
}

function indexUnder(event: MouseEvent): number | null {
  const row = rowUnder(event)
  return row && indexOf(row)
}
