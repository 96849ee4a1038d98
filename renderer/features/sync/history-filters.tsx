import { Select } from '@mantine/core'
import type { SyncStatus, SyncTrigger } from '../../../shared/domain/sync-run'
import { text } from '../../lib/text'

const words = text.sync
const ANY = 'any'

export interface RunFilter {
  status: SyncStatus | null
  trigger: SyncTrigger | null
}

export const anyRun: RunFilter = { status: null, trigger: null }

interface HistoryFiltersProps {
  filter: RunFilter
  onChange: (filter: RunFilter) => void
}

export function HistoryFilters({ filter, onChange }: HistoryFiltersProps) {
  const change = (next: RunFilter) => onChange(next.status || next.trigger ? next : anyRun)
  return (
    <>
      <Filter
        label={words.statusFilter}
        anyLabel={words.anyStatus}
        options={words.statuses}
        value={filter.status}
        onChange={(status) => change({ ...filter, status })}
      />
      <Filter
        label={words.triggerFilter}
        anyLabel={words.anyTrigger}
        options={words.triggers}
        value={filter.trigger}
        onChange={(trigger) => change({ ...filter, trigger })}
      />
    </>
  )
}

interface FilterProps<Value extends string> {
  label: string
  anyLabel: string
  options: Record<Value, string>
  value: Value | null
  onChange: (value: Value | null) => void
}

function Filter<Value extends string>({ label, anyLabel, options, value, onChange }: FilterProps<Value>) {
  const entries = (Object.keys(options) as Value[]).map((option) => ({
    value: option,
    label: options[option],
  }))
  return (
    <Select<Value | typeof ANY>
      aria-label={label}
      w={138}
      data={[{ value: ANY, label: anyLabel }, ...entries]}
      value={value ?? ANY}
      allowDeselect={false}
      onChange={(chosen) => onChange(chosen === null || chosen === ANY ? null : (chosen as Value))}
    />
  )
}
