import type { SyncFailure, SyncResource, WaitingFor } from '../../shared/domain/sync-run'
import type { SnapshotWriter } from '../stock/snapshot-writer'
import type { ReadPlan } from './read-plan'

/** What a provider's sync is given: where to put rows, where to tell how far it is, and when to stop. */
export interface ProviderRun {
  plan: ReadPlan
  writer: SnapshotWriter
  signal: AbortSignal
  /** Before the first page of a list. */
  onList(resource: SyncResource): void
  /** After each page. Pages of this list that the run has done, and is to read as far as known; `failed` counts rows that could not be used. */
  onPage(page: {
    resource: SyncResource
    pagesDone: number
    pagesKnown: number
    rows: number
    failed: number
  }): void
  /** Something went wrong that does not end the run. */
  onFailure(failure: SyncFailure): void
  /** Rows of pages that could not be read, as far as the list told how many it has. */
  onRowsLost(resource: SyncResource, rows: number): void
  onCall(): void
  /**
   * Before and after a wait. `until` is epoch ms; null: over, after `waitedMs`. `endNow`
   * ends one that the provider did not ask for.
   */
  onWait(wait: {
    until: number | null
    waitedMs: number
    for: WaitingFor
    endNow?: (() => void) | undefined
  }): void
}
