import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import type { SyncOverview, SyncRun } from '../../../shared/domain/sync-run'
import { useAction, useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { useEvent } from '../../lib/use-event'

/** How often the count of calls is read again while it is not zero. */
const BUDGET_REFRESH_MS = 5_000

export interface Sync {
  overview: SyncOverview | undefined
  /** True from the press on, before the run is known. */
  isStarting: boolean
  isCancelling: boolean
  isRunning: boolean
  /** Why the last press had no effect. */
  error: Error | null
  start(): void
  /** What changed since the last sync. */
  startQuick(): void
  /** Reads again what a run could not read. */
  retryPages(runId: string): void
  cancel(): void
  /** Waits for the network no longer. */
  tryNow(): void
}

/** True from the press until the run has ended. */
export function isBusy(sync: Sync): boolean {
  return sync.isStarting || sync.isRunning
}

const SyncContext = createContext<Sync | null>(null)

/** Holds the one sync of the connection for the control, the status bar and the keyboard. */
export function SyncProvider({ children }: { children: ReactNode }) {
  const { id: connectionId } = useConnection()
  const { data: overview, refetch } = useCall(
    'sync.overview',
    { connectionId },
    { refetchMs: BUDGET_REFRESH_MS },
  )
  const client = useQueryClient()
  const starting = useAction('sync.start')
  const retrying = useAction('sync.retryPages')
  const cancelling = useAction('sync.cancel')
  const trying = useAction('sync.tryNow')
  const isStarting = starting.isPending || retrying.isPending
  const isRunning = Boolean(overview?.current)
  const forgetErrors = () => {
    for (const action of [starting, retrying, cancelling]) if (action.isError) action.reset()
  }
  useEvent('sync.started', forgetErrors)
  useEvent('connection.changed', forgetErrors)

  /** Between the answer and the next overview the button must not turn back. */
  const showRunning = (run: SyncRun) => {
    if (run.status !== 'running') return
    client.setQueryData<SyncOverview>(['sync.overview', { connectionId }], (known) =>
      known ? { ...known, current: known.current ?? run } : known,
    )
  }

  const answered = { onSuccess: showRunning, onSettled: () => void refetch() }
  const start = (kind: 'full' | 'quick') => {
    if (isRunning || isStarting) return
    retrying.reset()
    starting.mutate({ connectionId, kind }, answered)
  }
  const retryPages = (runId: string) => {
    if (isRunning || isStarting) return
    starting.reset()
    retrying.mutate({ runId }, answered)
  }
  const cancel = () => {
    if (cancelling.isPending) return
    cancelling.mutate({ connectionId }, { onSettled: () => void refetch() })
  }
  return (
    <SyncContext
      value={{
        overview,
        isStarting,
        isCancelling: cancelling.isPending,
        isRunning,
        error: starting.error ?? retrying.error ?? cancelling.error,
        start: () => start('full'),
        startQuick: () => start('quick'),
        retryPages,
        cancel,
        tryNow: () => trying.mutate({ connectionId }),
      }}
    >
      {children}
    </SyncContext>
  )
}

export function useSync(): Sync {
  const sync = useContext(SyncContext)
  if (!sync) throw new Error('No sync outside the frame')
  return sync
}
