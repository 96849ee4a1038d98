import { AlertGrouping, type AlertState } from '../../../shared/domain/alert'
import type { StockSummary } from '../../../shared/domain/stock'
import { FilterSelect } from '../../components/filter-select'
import { showControls } from '../../components/provider-text'
import { text } from '../../lib/text'
import { ExportMenu } from '../stock/export-menu'
import toolStyles from '../stock/stock-tools.module.css'
import { PrintAlerts } from './print-alerts'
import type { AlertExport } from './use-alert-export'
import type { AlertChoice } from './use-alerts'

const words = text.alerts
const groupings = AlertGrouping.options
  .filter((grouping) => grouping !== 'none')
  .map((grouping) => ({ value: grouping, label: words.groups[grouping] }))

interface AlertFiltersProps {
  choice: AlertChoice & { state: AlertState }
  summary: StockSummary | undefined
  isEmpty: boolean
  onChange: (change: Partial<AlertChoice>) => void
  exporting: AlertExport
  onError: (error: Error) => void
}

/** What the list is narrowed to, and what can be made of it. */
export function AlertFilters({ choice, summary, isEmpty, onChange, exporting, onError }: AlertFiltersProps) {
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
      <div className={toolStyles.ends}>
        <ExportMenu isBusy={exporting.isPending} isEmpty={isEmpty} onChoose={exporting.start} />
        <PrintAlerts choice={choice} summary={summary} isEmpty={isEmpty} onError={onError} />
      </div>
    </>
  )
}
