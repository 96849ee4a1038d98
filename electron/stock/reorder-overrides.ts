import type { ReorderChange, ReorderTarget } from '../../shared/domain/reorder'
import type { Database } from '../db/database'

/** In units. 0 as reorder point: nothing is ever low; as quantity: the provider's counts. */
export interface ReorderLevels {
  reorderPoint: number
  reorderQuantity: number
}

/** What is set here for a product: at locations, and for it as a whole. */
export interface ProductOverrides {
  at: Map<number, ReorderLevels>
  whole: ReorderLevels | null
}

export interface GroupOverrides {
  suppliers: Map<number, ReorderLevels>
  categories: Map<string, ReorderLevels>
}

type ProductRow = [productId: number, locationId: number | null, point: number, quantity: number]
type GroupRow = [supplierId: number | null, category: string | null, point: number, quantity: number]

export interface GroupRule extends ReorderLevels {
  supplierId: number | null
  category: string | null
  setAt: number
}

/** Reorder points set on this computer, which stand above the provider's. */
export class ReorderOverrides {
  readonly #connectionId: string
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database, connectionId: string) {
    this.#connectionId = connectionId
    this.#sql = prepare(db)
  }

  /** Of products whose ids lie between; those without any are not named. */
  between(firstId: number, lastId: number): Map<number, ProductOverrides> {
    const found = new Map<number, ProductOverrides>()
    for (const [productId, locationId, reorderPoint, reorderQuantity] of this.#sql.ofProducts.all(
      firstId,
      lastId,
    )) {
      const known = found.get(productId) ?? { at: new Map(), whole: null }
      const levels = { reorderPoint, reorderQuantity }
      if (locationId === null) known.whole = levels
      else known.at.set(locationId, levels)
      found.set(productId, known)
    }
    return found
  }

  groups(): GroupOverrides {
    const suppliers: GroupOverrides['suppliers'] = new Map()
    const categories: GroupOverrides['categories'] = new Map()
    for (const [supplierId, category, reorderPoint, reorderQuantity] of this.#sql.ofGroups.all(
      this.#connectionId,
    )) {
      if (supplierId !== null) suppliers.set(supplierId, { reorderPoint, reorderQuantity })
      if (category !== null) categories.set(category, { reorderPoint, reorderQuantity })
    }
    return { suppliers, categories }
  }

  rules(): GroupRule[] {
    return this.#sql.rules.all(this.#connectionId)
  }

  /** `levels` null: what is set for the target is forgotten. Call inside a `write`. */
  put(target: ReorderTarget, levels: ReorderLevels | null, at: number): void {
    for (const row of rowsOf(target)) {
      if (levels === null) this.#sql.remove.run(this.#connectionId, row.target)
      else this.#sql.put.run({ connectionId: this.#connectionId, at, ...row, ...levels })
    }
  }
}

/** What would be set after a change, without storing it. */
export function withChange(
  set: { products: Map<number, ProductOverrides>; groups: GroupOverrides },
  { target, levels }: Pick<ReorderChange, 'target' | 'levels'>,
): typeof set {
  const put = <K>(known: Map<K, ReorderLevels>, key: K) =>
    levels === null ? known.delete(key) : known.set(key, levels)
  switch (target.kind) {
    case 'category':
      put(set.groups.categories, target.category)
      break
    case 'supplier':
      put(set.groups.suppliers, target.supplierId)
      break
    case 'products':
      for (const id of target.productIds) {
        const own = set.products.get(id) ?? { at: new Map(), whole: null }
        if (target.locationId === null) own.whole = levels
        else put(own.at, target.locationId)
        set.products.set(id, own)
      }
  }
  return set
}

interface TargetRow {
  target: string
  productId: number | null
  locationId: number | null
  supplierId: number | null
  category: string | null
}

function rowsOf(target: ReorderTarget): TargetRow[] {
  const nothing = { productId: null, locationId: null, supplierId: null, category: null }
  switch (target.kind) {
    case 'products': {
      const { locationId } = target
      const place = locationId === null ? '' : `:${locationId}`
      return target.productIds.map((productId) => ({
        ...nothing,
        target: `product:${productId}${place}`,
        productId,
        locationId,
      }))
    }
    case 'supplier':
      return [{ ...nothing, target: `supplier:${target.supplierId}`, supplierId: target.supplierId }]
    case 'category':
      return [{ ...nothing, target: `category:${target.category}`, category: target.category }]
  }
}

function prepare({ sqlite }: Database) {
  return {
    ofProducts: sqlite
      .prepare<[number, number], ProductRow>(
        `SELECT product_id, location_id, reorder_point, reorder_quantity FROM reorder_overrides
         WHERE product_id BETWEEN ? AND ?`,
      )
      .raw(),
    ofGroups: sqlite
      .prepare<[string], GroupRow>(
        `SELECT supplier_id, category, reorder_point, reorder_quantity FROM reorder_overrides
         WHERE product_id IS NULL AND connection_id = ?`,
      )
      .raw(),
    rules: sqlite.prepare<[string], GroupRule>(
      `SELECT supplier_id AS supplierId, category, reorder_point AS reorderPoint,
         reorder_quantity AS reorderQuantity, set_at AS setAt
       FROM reorder_overrides WHERE product_id IS NULL AND connection_id = ?`,
    ),
    put: sqlite.prepare<[TargetRow & ReorderLevels & { connectionId: string; at: number }]>(
      `INSERT INTO reorder_overrides (connection_id, target, product_id, location_id, supplier_id, category,
         reorder_point, reorder_quantity, set_at)
       VALUES (@connectionId, @target, @productId, @locationId, @supplierId, @category,
         @reorderPoint, @reorderQuantity, @at)
       ON CONFLICT (connection_id, target) DO UPDATE SET (reorder_point, reorder_quantity, set_at) =
         (excluded.reorder_point, excluded.reorder_quantity, excluded.set_at)`,
    ),
    remove: sqlite.prepare<[string, string]>(
      'DELETE FROM reorder_overrides WHERE connection_id = ? AND target = ?',
    ),
  }
}
