import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { memo } from 'react'
import type { StockColumn, StockQuery } from '../../../shared/domain/stock'
import rows from '../../components/grid-rows.module.css'
import { text } from '../../lib/text'
import { type ColumnShape, isSortable } from './columns'
import styles from './stock-grid.module.css'

/** Of the column of boxes, in CSS pixels. */
export const SELECT_WIDTH = 40

interface StockHeaderProps {
  columns: ColumnShape[]
  sort: StockQuery['sort']
  onSort: (sort: StockQuery['sort']) => void
  selected: 'none' | 'some' | 'all'
  onSelectAll: () => void
}

/** Column names as buttons: pressed once they sort upwards, pressed again downwards. */
export const StockHeader = memo(function StockHeader(props: StockHeaderProps) {
  const { columns, sort, onSort, selected } = props
  const isSorted = (column: StockColumn) => sort.column === column
  const sortOf = (column: StockColumn) => {
    if (!isSorted(column)) return 'none'
    return sort.descending ? 'descending' : 'ascending'
  }
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp
  return (
    <div role="row" aria-rowindex={1} className={rows.header}>
      <div role="columnheader" aria-colindex={1} className={styles.select}>
        <input
          type="checkbox"
          aria-label={text.stockTools.selection.all}
          title={text.stockTools.selection.all}
          checked={selected === 'all'}
          ref={(box) => {
            if (box) box.indeterminate = selected === 'some'
          }}
          onChange={props.onSelectAll}
        />
      </div>
      {columns.map(({ column, isNumeric }, position) => (
        <div
          key={column}
          role="columnheader"
          aria-colindex={position + 2}
          aria-sort={isSortable(column) ? sortOf(column) : undefined}
          data-column={column}
          className={isNumeric ? `${rows.cell} ${styles.number}` : rows.cell}
        >
          {isSortable(column) ? (
            <button
              type="button"
              className={styles.sort}
              onClick={() => onSort({ column, descending: isSorted(column) && !sort.descending })}
            >
              {text.stock.columns[column]}
              {isSorted(column) && <Arrow size={12} stroke={2} aria-hidden />}
            </button>
          ) : (
            <span className={styles.head}>{text.stock.columns[column]}</span>
          )}
        </div>
      ))}
    </div>
  )
})
