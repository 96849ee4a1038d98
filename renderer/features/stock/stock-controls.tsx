import type { StockColumn, StockSummary } from '../../../shared/domain/stock'
import type { ExportFormat } from '../../../shared/domain/stock-export'
import { SearchField } from '../../components/search-field'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { SetReorderPoints } from '../reorder/set-reorder-points'
import { ColumnChoice } from './column-choice'
import { ExportMenu } from './export-menu'
import { PrintStock } from './print-stock'
import type { StockChoice } from './stock-choice'
import { StockFilters } from './stock-filters'
import styles from './stock-tools.module.css'
import { useStockCommand } from './use-stock-command'
import type { StockExport } from './use-stock-export'
import { ViewsMenu } from './views-menu'

interface StockSearchProps {
  search: string
  onChange: (change: Partial<StockChoice>) => void
  onLeave: () => void
}

export function StockSearch({ search, onChange, onLeave }: StockSearchProps) {
  return (
    <SearchField
      label={text.stock.search}
      hint={text.stock.searchHint}
      clearLabel={text.stock.clearSearch}
      value={search}
      onChange={(typed) => onChange({ search: typed })}
      onLeave={onLeave}
    />
  )
}

interface StockControlsProps {
  choice: StockChoice
  onChange: (change: Partial<StockChoice>) => void
  summary: StockSummary | undefined
  columns: readonly StockColumn[]
  /** Products that match; undefined until it is known. */
  total: number | undefined
  exporting: StockExport
  onError: (error: Error) => void
}

/** Views and filters, how much they leave, and what can be done with it. */
export function StockControls(props: StockControlsProps) {
  const { choice, onChange, summary, columns, total, exporting } = props
  const exportAll = (format: ExportFormat) => {
    if (total !== 0 && !exporting.isPending) exporting.start(format, null)
  }
  useStockCommand('csv', () => exportAll('csv'), total !== undefined)
  useStockCommand('xlsx', () => exportAll('xlsx'), total !== undefined)
  return (
    <>
      <ViewsMenu choice={choice} onChange={onChange} />
      <StockFilters
        locationId={choice.locationId}
        category={choice.category}
        supplierId={choice.supplierId}
        states={choice.states}
        marks={choice.marks}
        summary={summary}
        onChange={onChange}
      />
      <div className={styles.ends}>
        {/* Said by the status below the rows. */}
        <span className={styles.count} aria-hidden>
          {total !== undefined && summary && describeMatches(total, Math.max(total, summary.products))}
        </span>
        <SetReorderPoints category={choice.category} supplierId={choice.supplierId} summary={summary} />
        <ExportMenu
          isBusy={exporting.isPending}
          isEmpty={total === 0}
          onChoose={(format) => exporting.start(format, null)}
        />
        <PrintStock
          choice={choice}
          columns={columns}
          summary={summary}
          total={total}
          onError={props.onError}
        />
        <ColumnChoice />
      </div>
    </>
  )
}

function describeMatches(total: number, all: number): string {
  return text.stockTools.matches(formatNumber(total), formatNumber(all), total === all)
}
