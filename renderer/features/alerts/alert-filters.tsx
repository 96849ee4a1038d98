import { AlertGrouping, type AlertState } from '../../../shared/domain/alert'
import type { StockSummary } from '../../../shared/domain/stock'
import { FilterSelect } from '../../components/filter-select'
import { showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import type { AlertChoice } from './use-alerts'

const words = text.alerts
const groupings = AlertGrouping.options
  .filter((grouping) => grouping !== 'none')
  .map((grouping) => ({ value: grouping, label: words.groups[grouping] }))

interface AlertFiltersProps {
  choice: AlertChoice & { state: AlertState }
  summary: StockSummary | undefined
  onChange: (change: Partial<AlertChoice>) => void
}

export function AlertFilters({ choice, summary, onChange }: AlertFiltersProps) {
  const { locationId, groupBy } = choice
  return (
    <>
      <FilterSelect
        label={words.location}
        anyLabel={words.anyLocation}
        nothingFound={words.noSuchLocation}
        options={(summary?.locations ?? []).map(({ id, name }) => ({
          value: String(id),
          label: showControls(name),
        }))}
        value={locationId === null ? null : String(locationId)}
        onChange={(value) => onChange({ locationId: value === null ? null : Number(value) })}
      />
      <FilterSelect
        label={words.groupBy}
        anyLabel={words.groups.none}
        nothingFound={words.noSuchLocation}
        options={groupings}
        value={groupBy === 'none' ? null : groupBy}
        onChange={(value) => onChange({ groupBy: (value ?? 'none') as AlertGrouping })}
      />
    </>
  )
}
