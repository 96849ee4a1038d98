import { memo } from 'react'
import type { StockRow as StockRowData } from '../../../shared/domain/stock'
import { isStale } from '../../../shared/staleness'
import rows from '../../components/grid-rows.module.css'
import { showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import type { ColumnShape } from './columns'
import { CellContent } from './stock-cell'
import styles from './stock-grid.module.css'
import type { Trend } from './trend-reader'

interface StockRowProps {
  /** Position in the whole list. */
  index: number
  /** Undefined while its block is being read. */
  row: StockRowData | undefined
  columns: ColumnShape[]
  top: number
  now: number
  locationCount: number | null
  trend: Trend | undefined
  isSelected: boolean
  isOpen: boolean
  /** The one row that the Tab key reaches. */
  isActive: boolean
}

/** One line of the grid. Its place in the list is told by attributes; the grid listens for clicks and keys. */
export const StockRow = memo(function StockRow(props: StockRowProps) {
  const { index, row, columns, now, locationCount } = props
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.isSelected}
      aria-current={props.isOpen || undefined}
      aria-busy={row === undefined || undefined}
      tabIndex={props.isActive ? 0 : -1}
      data-index={index}
      className={`${rows.row} ${styles.row}`}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <div role="gridcell" aria-colindex={1} className={styles.select} data-select>
        {row && (
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={text.stockTools.selection.row(showControls(row.name || row.sku))}
            checked={props.isSelected}
            readOnly
          />
        )}
      </div>
      {columns.map(({ column, isNumeric }, position) => (
        <div
          key={column}
          role="gridcell"
          aria-colindex={position + 2}
          data-column={column}
          className={isNumeric ? `${rows.cell} ${styles.number}` : rows.cell}
          title={row && column === 'state' ? describeState(row) : undefined}
          data-stale={
            column === 'updatedAt' && row?.updatedAt && isStale(row.updatedAt, now) ? '' : undefined
          }
        >
          {row ? (
            <CellContent
              column={column}
              row={row}
              now={now}
              locationCount={locationCount}
              trend={props.trend}
            />
          ) : (
            <span className={styles.pending} />
          )}
        </div>
      ))}
    </div>
  )
})

function describeState(row: StockRowData): string | undefined {
  if (row.stateLocations.length === 0) return undefined
  return text.stock.stateAt(text.stock.states[row.state], showControls(row.stateLocations.join(', ')))
}
