import type { OrderWriter } from './order-writer'
import type {
  CategoryInput,
  LocationInput,
  ProductInput,
  StockRowInput,
  SupplierInput,
} from './provider-rows'
import type { ListPosition } from './stock-sweep'

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
  /** The product list of a run that was cut short within the last hour, to be read on; null: it is read from its start. */
  productsBegun(): ProductsBegun | null
  /** This run goes on with the stock list of one that had read all products before it was cut short. */
  areProductsRead(): boolean
  /** How far the whole product list is read, once the products of a page are stored. */
  keepProductPage(read: ProductPageRead): void
  /** The whole product list was read to its end, with gaps or without: the next run begins it anew. */
  forgetProductPages(): void
  /** Where the stock list is to be read on; null: from its start. Call it before the first `putStock`. */
  stockPosition(): ListPosition | null
  /** `read`: how far the list is read with this page; null: a single page, out of the list's order. */
  putStock(page: readonly StockRowInput[], read: StockPageRead | null): void
  /** Pages of the stock list when it was last read to its end; null: not yet. */
  stockPages(): number | null
  /**
   * External ids of the products whose stock is most worth reading alone, at most so many, best first. None before
   * the list was read to its end once.
   */
  productsOfWorth(most: number, signal: AbortSignal): Promise<string[]>
  /**
   * All stock rows of one of these products, before any page of the list is put: they replace what is kept aside of it. null:
   * they could not be read for certain.
   */
  putProductStock(externalId: string, rows: readonly StockRowInput[] | null): void
  /** After a whole list was read: removes what it no longer names, unless that is suspiciously much. Works in small steps. */
  finishList(
    list: 'locations' | 'categories' | 'suppliers' | 'products',
    signal: AbortSignal,
  ): Promise<{ isHeld: boolean }>
  /** Products were read as they were at this time, epoch ms by the provider's clock. */
  noteProductsRead(at: number): void
  /**
   * Makes the new figures visible. At the end of the list, if every row of it could be used, what it does not name is
   * zero. Otherwise such figures stay as they were. A list that is suspiciously short changes nothing: it is held.
   */
  commitStock(list: { isAtEnd: boolean }, signal: AbortSignal): Promise<{ changes: number; isHeld: boolean }>
  orders: Pick<OrderWriter, 'putOrders' | 'unread' | 'putGoods' | 'commit' | 'forget'>
  /** Forgets what was kept aside, in small steps. */
  discard(): Promise<void>
}

export interface ProductsBegun {
  position: ListPosition
  /** Epoch ms by the provider's clock: what changed since then may be missing. */
  startedAt: number
  isWhole: boolean
}

export interface ProductPageRead extends StockPageRead {
  startedAt: number
}

export interface StockPageRead {
  position: ListPosition
  /** Every row of the page could be used. */
  isWhole: boolean
}
