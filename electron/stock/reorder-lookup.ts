import type { Database } from '../db/database'
import { type EffectiveLevels, effectiveLevels } from './effective-levels'
import { type ReorderLevels, ReorderOverrides } from './reorder-overrides'

interface Product extends ReorderLevels {
  category: string
  supplierId: number | null
}

/** The levels that count, pair by pair. Groups are read once: make one per question. */
export class ReorderLookup {
  readonly #overrides: ReorderOverrides
  readonly #groups: ReturnType<ReorderOverrides['groups']>
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database, connectionId: string) {
    this.#overrides = new ReorderOverrides(db, connectionId)
    this.#groups = this.#overrides.groups()
    this.#sql = prepare(db)
  }

  at(productId: number, locationId: number): EffectiveLevels {
    const product = this.#sql.product.get(productId)
    if (!product) return { reorderPoint: null, reorderQuantity: 0, origin: null }
    const provided = this.#sql.provided.get(productId, locationId) ?? null
    const own = this.#overrides.between(productId, productId).get(productId)
    return effectiveLevels(product, { locationId, provided }, { own, groups: this.#groups })
  }
}

function prepare({ sqlite }: Database) {
  return {
    product: sqlite.prepare<[number], Product>(
      `SELECT category, reorder_point AS reorderPoint, reorder_quantity AS reorderQuantity,
         (SELECT supplier_id FROM product_suppliers WHERE product_id = p.id AND position = 0) AS supplierId
       FROM products p WHERE id = ?`,
    ),
    provided: sqlite.prepare<[number, number], ReorderLevels>(
      `SELECT reorder_point AS reorderPoint, reorder_quantity AS reorderQuantity FROM reorder_points
       WHERE product_id = ? AND location_id = ?`,
    ),
  }
}
