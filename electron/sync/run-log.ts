import type { SyncRun } from '../../shared/domain/sync-run'
import type { LogFields } from '../ports'

/** What the log says of a run that ended: all that its history says, but none of the provider's words. */
export function endOfRun({ id, connectionId, resources, failures, ...figures }: SyncRun): LogFields {
  const { startedAt, finishedAt } = figures
  return {
    runId: id,
    ...figures,
    tookMs: (finishedAt ?? startedAt) - startedAt,
    pages: Object.fromEntries(resources.map(({ resource, pages }) => [resource, pages])),
    failures: failures.map(({ resource, page, code }) => ({ resource, page, code })),
  }
}
