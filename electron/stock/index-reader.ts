import type { ReorderChange } from '../../shared/domain/reorder'
import type { Database } from '../db/database'
import { override } from './effective-levels'
import type { IndexedLocation } from './indexed-stock'
import { ReorderOverrides, withChange } from './reorder-overrides'
import { StockMarks } from './stock-marks'

export type ProductRow = [
  id: number,
  sku: string,
  name: string,
  barcode: string,
  category: string,
  type: string,
  reorderPoint: number,
  missedLists: number,
  /** When its stock was last read alone; 0: never. */
  readAt: number,
  /** Since when figures of a delivery stand that nothing has confirmed; 0: none do. */
  provisionalAt: number,
]
export type SupplierRow = [productId: number, supplierId: number]
export type LevelRow = [
  productId: number,
  locationId: number,
  changedAt: number,
  onHand: number,
  allocated: number,
  available: number,
  onOrder: number,
  inTransit: number,
  /** A day, epoch ms of its start in UTC; null: none is known. */
  nextDeliveryAt: number | null,
  /** See `stock_paces`; 0: too little is known. */
  perDay: number,
]
/** What is set here stands in place of the provider's. */
export type ReorderRow = [productId: number, locationId: number, reorderPoint: number]

/** Products with neighbouring ids and what belongs to them, each list in the order of product ids. */
export interface ProductBlock {
  products: ProductRow[]
  suppliers: SupplierRow[]
  levels: LevelRow[]
  reorderPoints: ReorderRow[]
}

/** Reads what the index holds, as bare rows: at 300,000 levels objects would double the time. */
export class IndexReader {
  readonly #connectionId: string
  readonly #marks: StockMarks
  readonly #overrides: ReorderOverrides
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database, connectionId: string) {
    this.#connectionId = connectionId
    this.#marks = new StockMarks(db, connectionId)
    this.#overrides = new ReorderOverrides(db, connectionId)
    this.#sql = prepare(db)
  }

  /** The next products after an id, at most `limit`. */
  after(productId: number, limit: number): ProductBlock {
    return this.#block(this.#sql.productsAfter.all(productId, this.#connectionId, limit))
  }

  /** `whatIf`: as if that were set. */
  between(firstId: number, lastId: number, whatIf?: ReorderChange): ProductBlock {
    return this.#block(this.#sql.productsBetween.all(firstId, lastId, this.#connectionId), whatIf)
  }

  counts(): { products: number; levels: number } {
    const [products, levels] = this.#sql.counts.get(this.#connectionId)!
    return { products, levels }
  }

  /** The default location first, then by name. */
  locations(): IndexedLocation[] {
    const rows = this.#sql.locations.all(this.#connectionId)
    return rows.map(([id, name, isDeprecated]) => ({ id, name, isDeprecated: isDeprecated === 1 }))
  }

  suppliers(): Map<number, string> {
    return new Map(this.#sql.supplierNames.all(this.#connectionId))
  }

  /** See `StockMarks.gapsAt`. */
  gapsAt(): number | null {
    return this.#marks.gapsAt()
  }

  /** See `StockMarks.confirmedAt`. */
  confirmedAt(): number | null {
    return this.#marks.confirmedAt()
  }

  #block(products: ProductRow[], whatIf?: ReorderChange): ProductBlock {
    const first = products[0]?.[0] ?? 0
    const last = products.at(-1)?.[0] ?? -1
    const block = {
      products,
      suppliers: this.#sql.suppliers.all(first, last),
      levels: this.#sql.levels.all(first, last),
      reorderPoints: this.#sql.reorderPoints.all(first, last),
    }
    const set = { products: this.#overrides.between(first, last), groups: this.#overrides.groups() }
    return override(block, whatIf ? withChange(set, whatIf) : set)
  }
}

function prepare({ sqlite }: Database) {
  const product = `id, sku, name, barcode, category, type, reorder_point, missed_lists,
    coalesce((SELECT read_at FROM product_readings WHERE product_id = products.id), 0),
    coalesce((SELECT provisional_at FROM product_readings WHERE product_id = products.id), 0)`
  return {
    // The plus keeps SQLite on the table's own order instead of sorting what the index on the connection finds.
    productsAfter: sqlite
      .prepare<[number, string, number], ProductRow>(
        `SELECT ${product} FROM products WHERE id > ? AND +connection_id = ? ORDER BY id LIMIT ?`,
      )
      .raw(),
    productsBetween: sqlite
      .prepare<[number, number, string], ProductRow>(
        `SELECT ${product} FROM products WHERE id BETWEEN ? AND ? AND +connection_id = ? ORDER BY id`,
      )
      .raw(),
    suppliers: sqlite
      .prepare<[number, number], SupplierRow>(
        `SELECT product_id, supplier_id FROM product_suppliers WHERE product_id BETWEEN ? AND ?
         ORDER BY product_id, position`,
      )
      .raw(),
    levels: sqlite
      .prepare<[number, number], LevelRow>(
        `SELECT product_id, location_id, changed_at, on_hand, allocated, available, on_order, in_transit,
           next_delivery_at, coalesce(per_day, 0)
         FROM stock_levels LEFT JOIN stock_paces USING (product_id, location_id)
         WHERE product_id BETWEEN ? AND ? ORDER BY product_id, location_id`,
      )
      .raw(),
    reorderPoints: sqlite
      .prepare<[number, number], ReorderRow>(
        `SELECT product_id, location_id, reorder_point FROM reorder_points
         WHERE product_id BETWEEN ? AND ? AND reorder_point > 0 ORDER BY product_id, location_id`,
      )
      .raw(),
    counts: sqlite
      .prepare<[string], [number, number]>(
        `SELECT (SELECT count(*) FROM products WHERE connection_id = ?),
           (SELECT count(*) FROM stock_levels)`,
      )
      .raw(),
    locations: sqlite
      .prepare<[string], [number, string, number]>(
        `SELECT id, name, is_deprecated FROM locations WHERE connection_id = ?
         ORDER BY is_default DESC, name COLLATE NOCASE, id`,
      )
      .raw(),
    supplierNames: sqlite
      .prepare<[string], [number, string]>(`SELECT id, name FROM suppliers WHERE connection_id = ?`)
      .raw(),
  }
}
