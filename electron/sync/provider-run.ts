import type { SyncFailure, SyncResource } from '../../shared/domain/sync-run'
import type { SnapshotWriter } from '../stock/snapshot-writer'

/** What a provider's sync is given: where to put rows, where to tell how far it is, and when to stop. */
export interface ProviderRun {
  writer: SnapshotWriter
  signal: AbortSignal
  /** Before the first page of a list. */
  onList(resource: SyncResource): void
  /** After each page. `pagesKnown` is this list's page count as far as known; `failed` counts rows that could not be used. */
  onPage(page: {
    resource: SyncResource
    pagesDone: number
    pagesKnown: number
    rows: number
    failed: number
  }): void
  /** Something went wrong that does not end the run. */
  onFailure(failure: SyncFailure): void
  onCall(): void
  /**
   * Before and after a wait, for the provider's limit or before another try. `until` is epoch ms; null: over.
   * `waitedMs` counts waits for the limit alone.
   */
  onWait(wait: { until: number | null; waitedMs: number }): void
}
