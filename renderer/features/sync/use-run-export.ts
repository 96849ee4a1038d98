import type { RunFilter } from '../../../shared/domain/sync-run'
import { text } from '../../lib/text'
import { useAction } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'

/** Saves the runs that match into a file that the user chooses, and how that went. */
export function useRunExport(filter: RunFilter) {
  const { id: connectionId } = useConnection()
  const { mutate, reset, isPending, error, data } = useAction('sync.exportRuns')
  return {
    start: () => mutate({ connectionId, ...filter, words: text.sync.exported }),
    forget: reset,
    isPending,
    error,
    /** undefined: not done yet; null: the user chose no file. */
    saved: data,
  }
}

export type RunExport = ReturnType<typeof useRunExport>
