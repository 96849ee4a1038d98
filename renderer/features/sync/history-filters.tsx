import type { RunFilter, SyncKind, SyncStatus, SyncTrigger } from '../../../shared/domain/sync-run'
import { FilterSelect } from '../../components/filter-select'
import { text } from '../../lib/text'

const words = text.sync

export const anyRun: RunFilter = { status: null, trigger: null, kind: null }

export function isNarrowed({ status, trigger, kind }: RunFilter): boolean {
  return status !== null || trigger !== null || kind !== null
}

interface HistoryFiltersProps {
  filter: RunFilter
  onChange: (filter: RunFilter) => void
}

export function HistoryFilters({ filter, onChange }: HistoryFiltersProps) {
  return (
    <>
      <FilterSelect
        label={words.statusFilter}
        anyLabel={words.anyStatus}
        nothingFound={words.noSuchChoice}
        options={asOptions(words.statuses)}
        value={filter.status}
        onChange={(status) => onChange({ ...filter, status: status as SyncStatus | null })}
      />
      <FilterSelect
        label={words.triggerFilter}
        anyLabel={words.anyTrigger}
        nothingFound={words.noSuchChoice}
        options={asOptions(words.triggers)}
        value={filter.trigger}
        onChange={(trigger) => onChange({ ...filter, trigger: trigger as SyncTrigger | null })}
      />
      <FilterSelect
        label={words.kindFilter}
        anyLabel={words.anyKind}
        nothingFound={words.noSuchChoice}
        options={asOptions(words.kinds)}
        value={filter.kind}
        onChange={(kind) => onChange({ ...filter, kind: kind as SyncKind | null })}
      />
    </>
  )
}

function asOptions(words: Record<string, string>): { value: string; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }))
}
