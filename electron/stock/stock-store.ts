import type { Database } from '../db/database'
import type { Clock } from '../ports'
import { CatalogueWriter } from './catalogue-writer'
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
  /**
   * After each transaction that changed what the stock view shows. null: locations or suppliers
   * changed too, or there are too many products to name; read everything again.
   */
  onChanged?(productIds: readonly number[] | null): void
}

/** One run's way into the store. Make one per run and use it for that run only. */
export function createSnapshotWriter(deps: SnapshotWriterDeps): SnapshotWriter {
  const onChanged = (productIds: readonly number[] | null) => deps.onChanged?.(productIds)
  const catalogue = new CatalogueWriter({ ...deps, onChanged })
  const marks = new StockMarks(deps.db, deps.connectionId)
  const stock = new StockWriter({ ...deps, onChanged, catalogue })
  return {
    putLocations: (page) => catalogue.putLocations(page),
    putCategories: (page) => catalogue.putCategories(page),
    putSuppliers: (page) => catalogue.putSuppliers(page),
    putProducts: (page) => catalogue.putProducts(page),
    stockPosition: () => stock.position(),
    putStock: (page, read) => stock.put(page, read),
    noteProductsRead: (at) => deps.db.write(() => marks.putProductsRead(at, deps.runId)),
    finishList: (list, signal) => catalogue.finishList(list, signal),
    commitStock: (list, signal) => stock.commit(list, signal),
    discard: () => stock.discard(),
  }
}
