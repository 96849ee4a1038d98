import type {
  CategoryInput,
  LocationInput,
  ProductInput,
  StockRowInput,
  SupplierInput,
} from './provider-rows'

/**
 * Where a sync run puts what it reads. Catalogue pages are stored as they come, each in its own
 * transaction. Stock pages are compared with what is stored, only differences are kept aside, and
 * `commitStock` applies them together, so that a run that stops half-way leaves the old figures.
 * Until a stock list was read to its end for the first time, its pages are applied at once.
 */
export interface SnapshotWriter {
  putLocations(page: readonly LocationInput[]): void
  putCategories(page: readonly CategoryInput[]): void
  putSuppliers(page: readonly SupplierInput[]): void
  putProducts(page: readonly ProductInput[]): void
  putStock(page: readonly StockRowInput[]): void
  /** After a whole list was read: removes what it no longer names. Works in small steps. */
  finishList(list: 'locations' | 'categories' | 'suppliers' | 'products', signal: AbortSignal): Promise<void>
  /**
   * After the stock list was read to its end: makes the new figures visible. `isWhole`: every row of it could be used, so
   * what it does not name is zero. Otherwise such figures stay as they were.
   */
  commitStock(list: { isWhole: boolean }, signal: AbortSignal): Promise<{ changes: number }>
  /** Forgets what was kept aside, in small steps. */
  discard(): Promise<void>
}
