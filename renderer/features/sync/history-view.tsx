import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { RunFilter } from '../../../shared/domain/sync-run'
import { FailedState, MessageState, SkeletonRows } from '../../components/list-states'
import { text } from '../../lib/text'
import { useSync } from '../frame/use-sync'
import { View } from '../frame/view'
import { ExportButton, ExportOutcome } from './export-runs'
import styles from './history.module.css'
import { anyRun, HistoryFilters, isNarrowed } from './history-filters'
import { HistoryFooter } from './history-footer'
import { canCompare } from './run-bars'
import { RunCharts } from './run-chart'
import { RunTable } from './run-table'
import { useRunExport } from './use-run-export'
import { useSyncRuns } from './use-sync-runs'

const words = text.sync

/** Every sync of the account, newest first: what it read, what changed, what went wrong. */
export function HistoryView() {
  const [filter, setFilter] = useState<RunFilter>(anyRun)
  const found = useSyncRuns(filter)
  const exporting = useRunExport(filter)
  const controls = (
    <>
      <HistoryFilters filter={filter} onChange={setFilter} />
      <ExportButton exporting={exporting} isBlocked={found.total === 0} />
    </>
  )
  return (
    <View title={words.title} filters={controls}>
      <div className={styles.view}>
        <ExportOutcome exporting={exporting} />
        <div className={styles.page}>
          <RunList found={found} isNarrowed={isNarrowed(filter)} onClear={() => setFilter(anyRun)} />
        </div>
      </div>
    </View>
  )
}

interface RunListProps {
  found: ReturnType<typeof useSyncRuns>
  isNarrowed: boolean
  onClear: () => void
}

function RunList({ found, isNarrowed, onClear }: RunListProps) {
  const { query, runs, total } = found
  if (query.isPending) return <SkeletonRows rows={8} label={words.loading} />
  if (query.isError && runs.length === 0) {
    return (
      <FailedState error={query.error} onRetry={() => void query.refetch()}>
        <p>{words.stillThere}</p>
      </FailedState>
    )
  }
  if (runs.length === 0) return isNarrowed ? <NothingMatches onClear={onClear} /> : <NothingYet />
  return (
    <>
      {query.isError && (
        <div role="alert" className={styles.outdated}>
          {words.outdated}
          <Button variant="default" size="compact-sm" onClick={() => void query.refetch()}>
            {text.listStates.tryAgain}
          </Button>
        </div>
      )}
      {canCompare(runs) && <RunCharts runs={runs} />}
      <RunTable runs={runs} />
      {runs.length < total && (
        <HistoryFooter
          shown={runs.length}
          total={total}
          isLoading={query.isFetchingNextPage}
          onShowMore={() => void query.fetchNextPage()}
        />
      )}
    </>
  )
}

function NothingYet() {
  const sync = useSync()
  return (
    <MessageState
      icon={<IconHistory size={20} stroke={1.6} />}
      title={words.empty}
      action={
        <Button variant="default" onClick={sync.start}>
          {text.frame.sync.start}
        </Button>
      }
    >
      <p>{words.emptyHint}</p>
    </MessageState>
  )
}

function NothingMatches({ onClear }: { onClear: () => void }) {
  return (
    <MessageState
      icon={<IconHistory size={20} stroke={1.6} />}
      title={words.noMatch}
      action={
        <Button variant="default" onClick={onClear}>
          {words.clearFilters}
        </Button>
      }
    >
      <p>{words.noMatchHint}</p>
    </MessageState>
  )
}
