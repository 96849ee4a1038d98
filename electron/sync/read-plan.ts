import type { SyncResource } from '../../shared/domain/sync-run'

/** What a run reads, in pages of so many rows. */
export type ReadPlan = { pageSize: number } & (
  | FullPlan
  | QuickPlan
  /** Only these pages. */
  | { kind: 'pages'; pages: readonly FailedPage[] }
)

/** Everything that is not left out, but no more than so many pages of one list. */
export interface FullPlan {
  kind: 'full'
  pageLimit: number
  /** Products with their categories and suppliers. */
  products: boolean
  stock: boolean
  /** Enough of the products when the run that this one goes on with has read them all: changed since then, as for `QuickPlan`. */
  changedSince: number | null
  orders?: OrderPlan
}

export interface QuickPlan {
  kind: 'quick'
  pageLimit: number
  /** Products changed since then, epoch ms, by the provider's clock; null: none. */
  changedSince: number | null
  stock: StockShare | null
  orders?: OrderPlan
}

/**
 * All stock when that takes no more than `stockCalls`. Else single products that are worth it, with at most
 * `productCalls` of these, and with the rest pages of the list, from where the last such run stopped.
 */
export interface StockShare {
  stockCalls: number
  productCalls: number
}

/** How purchase orders are read, after stock. Left out of a plan: not at all. */
export interface OrderPlan {
  /** Orders changed since then, epoch ms by the provider's clock; null: all. */
  changedSince: number | null
  /** Goods of so many orders are read, at one call each. */
  mostCalls: number
}

export interface FailedPage {
  resource: SyncResource
  page: number
}
