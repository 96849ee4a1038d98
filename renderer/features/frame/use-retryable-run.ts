import type { SyncRun } from '../../../shared/domain/sync-run'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import { retryableRun } from './retryable-run'
import { useSync } from './use-sync'

/** Tries to read pages again, and the run before them. */
const LOOKED_AT = 20

/** See `retryableRun`. */
export function useRetryableRun(): SyncRun | null {
  const { id: connectionId } = useConnection()
  const { overview } = useSync()
  const mayBe = Boolean(overview?.last && overview.last.status !== 'success')
  const { data } = useCall(
    'sync.runs',
    { connectionId, status: null, trigger: null, kind: null, offset: 0, limit: LOOKED_AT },
    { enabled: mayBe },
  )
  return mayBe && data ? retryableRun(data.runs) : null
}
