import type { Database } from '../db/database'
import type { LocationDirectory } from './location-directory'
import type { ProductInput } from './provider-rows'

const columns = [
  'sku',
  'name',
  'category',
  'brand',
  'barcode',
  'unit',
  'type',
  'reorder_point',
  'reorder_quantity',
  'modified_at',
  'missed_lists',
] as const

/** A product that so many complete lists did not name is hidden; see `products.missedLists`. */
const LISTS_TO_HIDE = 2

type ProductValues = (string | number | null)[]
type SupplierRow = [supplierId: number, supplierSku: string]
type ReorderRow = [locationId: number, reorderPoint: number, reorderQuantity: number]

/** Stores products with their suppliers and reorder points, writing only what differs. Call inside a `write`. */
export class ProductWriter {
  readonly #connectionId: string
  readonly #locations: LocationDirectory
  #supplierIds = new Map<string, number>()
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database, connectionId: string, locations: LocationDirectory) {
    this.#connectionId = connectionId
    this.#locations = locations
    this.#sql = prepare(db)
    this.reloadSuppliers()
  }

  /** After suppliers were removed. */
  reloadSuppliers(): void {
    this.#supplierIds = new Map(this.#sql.suppliers.all(this.#connectionId))
  }

  put(input: ProductInput): { id: number; isChanged: boolean } {
    const externalId = input.externalId.toLowerCase()
    const values = valuesOf(input)
    const stored = this.#sql.find.get(this.#connectionId, externalId)
    if (!stored) {
      const id = this.#insert(externalId, values)
      this.#addSuppliers(id, this.#supplierRows(input))
      this.#addReorderPoints(id, this.#reorderRows(input))
      return { id, isChanged: true }
    }
    const [id, suppliers, reorderPoints, ...storedValues] = stored
    const isProductChanged = !isSameList(storedValues, values)
    if (isProductChanged) this.#sql.update.run(...values, id)
    const areSuppliersChanged = this.#replaceSuppliers(id, suppliers, this.#supplierRows(input))
    const arePointsChanged = this.#replaceReorderPoints(id, reorderPoints, this.#reorderRows(input))
    return { id, isChanged: isProductChanged || areSuppliersChanged || arePointsChanged }
  }

  /** A product that only the stock list knows so far. */
  addStub(product: { externalId: string; sku: string; name: string; barcode: string }): number {
    const { sku, name, barcode } = product
    return this.#insert(product.externalId, [sku, name, '', '', barcode, '', '', 0, 0, null, 0])
  }

  find(externalId: string): number | undefined {
    return this.#sql.findId.get(this.#connectionId, externalId)
  }

  #insert(externalId: string, values: ProductValues): number {
    return Number(this.#sql.insert.run(this.#connectionId, externalId, ...values).lastInsertRowid)
  }

  #replaceSuppliers(productId: number, stored: string, wanted: SupplierRow[]): boolean {
    if (isSameTable(stored, wanted)) return false
    this.#sql.removeSuppliers.run(productId)
    this.#addSuppliers(productId, wanted)
    return true
  }

  #replaceReorderPoints(productId: number, stored: string, wanted: ReorderRow[]): boolean {
    if (isSameTable(stored, wanted)) return false
    this.#sql.removeReorderPoints.run(productId)
    this.#addReorderPoints(productId, wanted)
    return true
  }

  #addSuppliers(productId: number, rows: SupplierRow[]): void {
    for (const [position, row] of rows.entries()) this.#sql.addSupplier.run(productId, position, ...row)
  }

  #addReorderPoints(productId: number, rows: ReorderRow[]): void {
    for (const row of rows) this.#sql.addReorderPoint.run(productId, ...row)
  }

  #supplierRows(input: ProductInput): SupplierRow[] {
    return input.suppliers.map((supplier) => [this.#supplierId(supplier), supplier.supplierSku])
  }

  /** Products may name a supplier that the list of suppliers did not carry. */
  #supplierId(supplier: { externalId: string; name: string }): number {
    const externalId = supplier.externalId.toLowerCase()
    const known = this.#supplierIds.get(externalId)
    if (known !== undefined) return known
    const id = this.#sql.putSupplier.get(this.#connectionId, externalId, supplier.name)!
    this.#supplierIds.set(externalId, id)
    return id
  }

  /** In the order of the primary key. Levels of locations that are not known are left out. */
  #reorderRows(input: ProductInput): ReorderRow[] {
    const byLocation = new Map<number, ReorderRow>()
    for (const level of input.reorderPoints) {
      const locationId = this.#locations.idOf(level.locationExternalId.toLowerCase())
      if (locationId === undefined) continue
      byLocation.set(locationId, [locationId, level.reorderPoint, level.reorderQuantity])
    }
    return [...byLocation.values()].sort((a, b) => a[0] - b[0])
  }
}

function valuesOf(input: ProductInput): ProductValues {
  const { sku, name, category, brand, barcode, unit, type, reorderPoint, reorderQuantity, modifiedAt } = input
  const missedLists = input.isDeprecated ? LISTS_TO_HIDE : 0
  return [
    sku,
    name,
    category,
    brand,
    barcode,
    unit,
    type,
    reorderPoint,
    reorderQuantity,
    modifiedAt,
    missedLists,
  ]
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}

/** `stored` is a JSON array of arrays: one look-up of a product brings all that belongs to it. */
function isSameTable(stored: string, wanted: readonly (readonly unknown[])[]): boolean {
  const rows = JSON.parse(stored) as unknown[][]
  return rows.length === wanted.length && rows.every((row, index) => isSameList(row, wanted[index] ?? []))
}

function prepare({ sqlite }: Database) {
  const marks = columns.map(() => '?').join(', ')
  return {
    find: sqlite
      .prepare<[string, string], [id: number, suppliers: string, reorderPoints: string, ...ProductValues]>(
        `SELECT id,
           (SELECT json_group_array(json_array(supplier_id, supplier_sku) ORDER BY position)
            FROM product_suppliers WHERE product_id = products.id),
           (SELECT json_group_array(json_array(location_id, reorder_point, reorder_quantity) ORDER BY location_id)
            FROM reorder_points WHERE product_id = products.id),
           ${columns.join(', ')}
         FROM products WHERE connection_id = ? AND external_id = ?`,
      )
      .raw(),
    findId: sqlite
      .prepare<[string, string], number>(
        `SELECT id FROM products WHERE connection_id = ? AND external_id = ?`,
      )
      .pluck(),
    insert: sqlite.prepare(
      `INSERT INTO products (connection_id, external_id, ${columns.join(', ')}) VALUES (?, ?, ${marks})`,
    ),
    update: sqlite.prepare(
      `UPDATE products SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    ),
    suppliers: sqlite
      .prepare<[string], [string, number]>(`SELECT external_id, id FROM suppliers WHERE connection_id = ?`)
      .raw(),
    putSupplier: sqlite
      .prepare<[string, string, string], number>(
        `INSERT INTO suppliers (connection_id, external_id, name, is_deprecated) VALUES (?, ?, ?, 0)
         ON CONFLICT (connection_id, external_id) DO UPDATE SET external_id = excluded.external_id RETURNING id`,
      )
      .pluck(),
    removeSuppliers: sqlite.prepare(`DELETE FROM product_suppliers WHERE product_id = ?`),
    addSupplier: sqlite.prepare(
      `INSERT INTO product_suppliers (product_id, position, supplier_id, supplier_sku) VALUES (?, ?, ?, ?)`,
    ),
    removeReorderPoints: sqlite.prepare(`DELETE FROM reorder_points WHERE product_id = ?`),
    addReorderPoint: sqlite.prepare(
      `INSERT INTO reorder_points (product_id, location_id, reorder_point, reorder_quantity) VALUES (?, ?, ?, ?)`,
    ),
  }
}
