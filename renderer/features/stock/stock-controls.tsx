import type { StockSummary } from '../../../shared/domain/stock'
import { SearchField } from '../../components/search-field'
import { text } from '../../lib/text'
import { ColumnChoice } from './column-choice'
import type { StockChoice } from './stock-choice'
import { StockFilters } from './stock-filters'

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
}

/** The four filters and the choice of columns. */
export function StockControls({ choice, onChange, summary }: StockControlsProps) {
  return (
    <>
      <StockFilters
        locationId={choice.locationId}
        category={choice.category}
        supplierId={choice.supplierId}
        states={choice.states}
        marks={choice.marks}
        summary={summary}
        onChange={onChange}
      />
      <ColumnChoice />
    </>
  )
}
