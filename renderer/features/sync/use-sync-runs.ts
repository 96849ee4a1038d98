import { useInfiniteQuery } from '@tanstack/react-query'
import type { RunFilter, SyncProgress, SyncRun } from '../../../shared/domain/sync-run'
import { useApi } from '../../lib/api'
import { useConnection } from '../../lib/use-connection'
import { useSync } from '../frame/use-sync'

const PAGE_SIZE = 50

/** The runs that match, as many pages as were asked for; the one under way with its counts of this moment. */
export function useSyncRuns(filter: RunFilter) {
  const api = useApi()
  const { id: connectionId } = useConnection()
  const { overview } = useSync()
  const query = useInfiniteQuery({
    queryKey: ['sync.runs', { connectionId, ...filter }],
    queryFn: ({ pageParam: offset }) =>
      api.call('sync.runs', { connectionId, ...filter, offset, limit: PAGE_SIZE }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) =>
      pages.length * PAGE_SIZE < last.total ? pages.length * PAGE_SIZE : null,
  })
  const pages = query.data?.pages ?? []
  const runs = pages.flatMap((page) => page.runs).map((run) => withProgress(run, overview?.progress ?? null))
  return { query, runs, total: pages.at(-1)?.total ?? 0 }
}

function withProgress(run: SyncRun, progress: SyncProgress | null): SyncRun {
  if (run.status !== 'running' || progress?.runId !== run.id) return run
  const { products, stockRows, calls } = progress
  return { ...run, products, stockRows, calls }
}
