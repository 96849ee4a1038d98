import type { Database } from '../db/database'
import type { Clock } from '../ports'
import { CatalogueWriter } from './catalogue-writer'
import { OrderWriter } from './order-writer'
import { ProductReadings } from './product-readings'
import type { SnapshotWriter } from './snapshot-writer'
import { StockMarks } from './stock-marks'
import type { SweepKind } from './stock-sweep'
import { StockWriter } from './stock-writer'

export interface SnapshotWriterDeps {
  db: Database
  clock: Pick<Clock, 'now'>
  connectionId: string
  runId: string
  source: SweepKind
  /** Rows of a list that are asked for at once. */
  pageSize: number
  /** Products that the window shows. */
  onScreen?: readonly number[]
  /**
   * After each transaction that changed what the stock view shows. null: locations or suppliers
   * changed too, or there are too many products to name; read everything again.
   */
  onChanged?(productIds: readonly number[] | null): void
}

/** One run's way into the store. Make one per run and use it for that run only. */
export function createSnapshotWriter(deps: SnapshotWriterDeps): SnapshotWriter {
  const onChanged = (productIds: readonly number[] | null) => deps.onChanged?.(productIds)
  const { db, clock, connectionId, source, onScreen = [] } = deps
  const readings = new ProductReadings(db, connectionId)
  // A full run reads all stock after the products.
  const onProductChanged = (id: number) => source === 'quick' && readings.markDirty(id, clock.now())
  const catalogue = new CatalogueWriter({ ...deps, onChanged, onProductChanged })
  const marks = new StockMarks(db, connectionId)
  const stock = new StockWriter({ ...deps, onChanged, catalogue, onScreen })
  return {
    putLocations: (page) => catalogue.putLocations(page),
    putCategories: (page) => catalogue.putCategories(page),
    putSuppliers: (page) => catalogue.putSuppliers(page),
    putProducts: (page) => catalogue.putProducts(page),
    productsBegun: () => catalogue.productsBegun(),
    areProductsRead: () => stock.begunBy() !== null && stock.begunBy() === marks.productsReadBy(),
    keepProductPage: (read) => catalogue.keepProductPage(read),
    forgetProductPages: () => catalogue.forgetProductPages(),
    stockPosition: () => stock.position(),
    putStock: (page, read) => stock.put(page, read),
    stockPages: () => marks.listPages(deps.pageSize),
    productsOfWorth: (most, signal) => stock.productsOfWorth(most, signal),
    putProductStock: (externalId, rows) => stock.putProduct(externalId, rows),
    noteProductsRead: (at) => db.write(() => marks.putProductsRead(at, deps.runId)),
    finishList: (list, signal) => catalogue.finishList(list, signal),
    commitStock: (list, signal) => stock.commit(list, signal),
    orders: new OrderWriter(deps),
    async discard() {
      catalogue.forgetProductPages()
      await stock.discard()
    },
  }
}
