import { memo, useMemo } from 'react'
import type { StockState, StockSummary } from '../../../shared/domain/stock'
import { FilterSelect } from '../../components/filter-select'
import { showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import type { StockChoice } from './stock-choice'

const words = text.stock.filters
const states: StockState[] = ['out', 'low', 'incoming', 'ok']
const stateOptions = states.map((state) => ({ value: state, label: text.stock.states[state] }))

interface StockFiltersProps {
  locationId: number | null
  category: string | null
  supplierId: number | null
  state: StockState | null
  summary: StockSummary | undefined
  onChange: (change: Partial<StockChoice>) => void
}

/** The four filters. Left alone while the search is typed. */
export const StockFilters = memo(function StockFilters(props: StockFiltersProps) {
  const { summary, onChange } = props
  const options = useMemo(() => listOptions(summary), [summary])
  return (
    <>
      <FilterSelect
        label={words.location}
        anyLabel={words.anyLocation}
        nothingFound={words.nothing}
        options={options.locations}
        value={asText(props.locationId)}
        onChange={(value) => onChange({ locationId: asId(value) })}
      />
      <FilterSelect
        label={words.category}
        anyLabel={words.anyCategory}
        nothingFound={words.nothing}
        options={options.categories}
        value={props.category}
        onChange={(category) => onChange({ category })}
      />
      <FilterSelect
        label={words.supplier}
        anyLabel={words.anySupplier}
        nothingFound={words.nothing}
        options={options.suppliers}
        value={asText(props.supplierId)}
        onChange={(value) => onChange({ supplierId: asId(value) })}
      />
      <FilterSelect
        label={words.state}
        anyLabel={words.anyState}
        nothingFound={words.nothing}
        options={stateOptions}
        value={props.state}
        onChange={(value) => onChange({ states: value ? [value as StockState] : [] })}
      />
    </>
  )
})

function listOptions(summary: StockSummary | undefined) {
  const byId = ({ id, name }: { id: number; name: string }) => ({
    value: String(id),
    label: showControls(name),
  })
  return {
    locations: (summary?.locations ?? []).map(byId),
    suppliers: (summary?.suppliers ?? []).map(byId),
    categories: (summary?.categories ?? [])
      .filter(Boolean)
      .map((name) => ({ value: name, label: showControls(name) })),
  }
}

function asText(id: number | null): string | null {
  return id === null ? null : String(id)
}

function asId(value: string | null): number | null {
  return value === null ? null : Number(value)
}
