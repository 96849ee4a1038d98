import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { memo } from 'react'
import type { StockColumn, StockQuery } from '../../../shared/domain/stock'
import { text } from '../../lib/text'
import { type ColumnShape, isSortable } from './columns'
import styles from './stock-grid.module.css'

interface StockHeaderProps {
  columns: ColumnShape[]
  sort: StockQuery['sort']
  onSort: (sort: StockQuery['sort']) => void
}

/** Column names as buttons: pressed once they sort upwards, pressed again downwards. */
export const StockHeader = memo(function StockHeader({ columns, sort, onSort }: StockHeaderProps) {
  const isSorted = (column: StockColumn) => sort.column === column
  const sortOf = (column: StockColumn) => {
    if (!isSorted(column)) return 'none'
    return sort.descending ? 'descending' : 'ascending'
  }
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp
  return (
    <div role="row" aria-rowindex={1} className={styles.header}>
      {columns.map(({ column, isNumeric }, position) => (
        <div
          key={column}
          role="columnheader"
          aria-colindex={position + 1}
          aria-sort={isSortable(column) ? sortOf(column) : undefined}
          data-column={column}
          className={isNumeric ? styles.number : styles.cell}
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
