import type { SyncResource } from '../../shared/domain/sync-run'

/** What a run reads. */
export type ReadPlan =
  /** Everything, but no more than so many pages of one list. */
  | { kind: 'full'; pageLimit: number }
  /**
   * Products changed since then (epoch ms, by the provider's clock), then stock: all of it when that takes no more
   * than `stockCalls`, else single products that are worth it, with at most `productCalls` of these, and with the rest
   * pages of the list, from where the last such run stopped.
   */
  | { kind: 'quick'; pageLimit: number; changedSince: number; stockCalls: number; productCalls: number }
  /** Only these pages. */
  | { kind: 'pages'; pages: readonly FailedPage[] }

export interface FailedPage {
  resource: SyncResource
  page: number
}
