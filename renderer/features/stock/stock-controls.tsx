import type { StockState, StockSummary } from '../../../shared/domain/stock'
import { FilterSelect } from '../../components/filter-select'
import { showControls } from '../../components/provider-text'
import { SearchField } from '../../components/search-field'
import { text } from '../../lib/text'
import { ColumnChoice } from './column-choice'
import type { StockChoice } from './stock-choice'

const words = text.stock
const states: StockState[] = ['out', 'low', 'incoming', 'ok']

interface StockControlsProps {
  choice: StockChoice
  onChange: (change: Partial<StockChoice>) => void
  summary: StockSummary | undefined
  onLeaveSearch: () => void
}

/** Search, the four filters and the choice of columns. */
export function StockControls({ choice, onChange, summary, onLeaveSearch }: StockControlsProps) {
  const { filters } = words
  return (
    <>
      <SearchField
        label={words.search}
        hint={words.searchHint}
        clearLabel={words.clearSearch}
        value={choice.search}
        onChange={(search) => onChange({ search })}
        onLeave={onLeaveSearch}
      />
      <FilterSelect
        label={filters.location}
        anyLabel={filters.anyLocation}
        nothingFound={filters.nothing}
        options={asOptions(summary?.locations)}
        value={asText(choice.locationId)}
        onChange={(value) => onChange({ locationId: asId(value) })}
      />
      <FilterSelect
        label={filters.category}
        anyLabel={filters.anyCategory}
        nothingFound={filters.nothing}
        options={(summary?.categories ?? [])
          .filter(Boolean)
          .map((name) => ({ value: name, label: showControls(name) }))}
        value={choice.category}
        onChange={(category) => onChange({ category })}
      />
      <FilterSelect
        label={filters.supplier}
        anyLabel={filters.anySupplier}
        nothingFound={filters.nothing}
        options={asOptions(summary?.suppliers)}
        value={asText(choice.supplierId)}
        onChange={(value) => onChange({ supplierId: asId(value) })}
      />
      <FilterSelect
        label={filters.state}
        anyLabel={filters.anyState}
        nothingFound={filters.nothing}
        options={states.map((state) => ({ value: state, label: words.states[state] }))}
        value={choice.states[0] ?? null}
        onChange={(value) => onChange({ states: value ? [value as StockState] : [] })}
      />
      <ColumnChoice />
    </>
  )
}

function asOptions(things: { id: number; name: string }[] = []): { value: string; label: string }[] {
  return things.map(({ id, name }) => ({ value: String(id), label: showControls(name) }))
}

function asText(id: number | null): string | null {
  return id === null ? null : String(id)
}

function asId(value: string | null): number | null {
  return value === null ? null : Number(value)
}
