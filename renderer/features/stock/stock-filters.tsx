import { memo, useMemo } from 'react'
import type { StockMark, StockState, StockSummary } from '../../../shared/domain/stock'
import { FilterSelect } from '../../components/filter-select'
import { showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import type { StockChoice } from './stock-choice'

const words = text.stock.filters
const states: StockState[] = ['out', 'low', 'incoming', 'ok']
const marks: StockMark[] = ['negative', 'stale', 'unmoved']
const stateOptions = [
  ...states.map((state) => ({ value: state, label: text.stock.states[state] })),
  ...marks.map((mark) => ({ value: mark, label: text.stock.marks[mark], hint: text.stock.markHints[mark] })),
]
/** Links may ask for several at once, which the list does not offer. */
const SEVERAL = 'several'

interface StockFiltersProps {
  locationId: number | null
  category: string | null
  supplierId: number | null
  states: readonly StockState[]
  marks: readonly StockMark[]
  summary: StockSummary | undefined
  onChange: (change: Partial<StockChoice>) => void
}

/** The four filters. Left alone while the search is typed. */
export const StockFilters = memo(function StockFilters(props: StockFiltersProps) {
  const { summary, onChange } = props
  const options = useMemo(() => listOptions(summary), [summary])
  const chosen = stateOptions.filter(
    ({ value }) => isAmong(value, props.states) || isAmong(value, props.marks),
  )
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
        options={chosen.length > 1 ? [...stateOptions, severalOf(chosen)] : stateOptions}
        value={chosen.length > 1 ? SEVERAL : (chosen[0]?.value ?? null)}
        onChange={(value) => {
          if (value === SEVERAL) return
          onChange({
            states: states.filter((state) => state === value),
            marks: marks.filter((mark) => mark === value),
          })
        }}
      />
    </>
  )
})

function severalOf(options: { label: string }[]) {
  return { value: SEVERAL, label: options.map(({ label }) => label).join(', ') }
}

function isAmong(value: string, chosen: readonly string[]): boolean {
  return chosen.includes(value)
}

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
