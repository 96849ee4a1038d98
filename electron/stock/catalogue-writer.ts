import type { Database } from '../db/database'
import { IdSet } from '../lib/id-set'
import { yieldToLoop } from '../lib/yield'
import type { Clock } from '../ports'
import { HeldLists } from './held-lists'
import { mayBeEmpty } from './list-guard'
import { LocationDirectory } from './location-directory'
import { type ProductSweep, ProductSweeps } from './product-sweeps'
import { ProductWriter } from './product-writer'
import type { CategoryInput, LocationInput, ProductInput, SupplierInput } from './provider-rows'
import type { ProductPageRead } from './snapshot-writer'

type CatalogueList = 'locations' | 'categories' | 'suppliers' | 'products'

const IDS_PER_STEP = 1000
/** How long after its newest page a product list is read on, instead of from its start. */
const GO_ON_WITHIN_MS = 60 * 60_000

/**
 * What happens to an entry that a complete list no longer names. Locations, and products above all,
 * carry history, so they stay and are only marked. Nothing is written where nothing changes.
 */
const retire: Record<CatalogueList, string> = {
  locations: `UPDATE locations SET is_deprecated = 1 WHERE id = ? AND is_deprecated = 0`,
  categories: `DELETE FROM categories WHERE id = ?`,
  suppliers: `DELETE FROM suppliers
    WHERE id = ? AND NOT EXISTS (SELECT 1 FROM product_suppliers ps WHERE ps.supplier_id = suppliers.id)`,
  products: `UPDATE products SET missed_lists = missed_lists + 1 WHERE id = ? AND missed_lists < 2`,
}

export interface CatalogueDeps {
  db: Database
  clock: Pick<Clock, 'now'>
  connectionId: string
  pageSize: number
  /** See `SnapshotWriterDeps.onChanged`. */
  onChanged(productIds: readonly number[] | null): void
  /** Inside the transaction that stores a product which is new or differs. */
  onProductChanged(productId: number): void
}

/** Stores locations, categories, suppliers and products as they come. A page without news writes nothing. */
export class CatalogueWriter {
  readonly locations: LocationDirectory
  readonly products: ProductWriter
  readonly #deps: CatalogueDeps
  readonly #sweeps: ProductSweeps
  #areProductsWhole = true
  readonly #seen: Record<CatalogueList, IdSet> = {
    locations: new IdSet(),
    categories: new IdSet(),
    suppliers: new IdSet(),
    products: new IdSet(),
  }

  constructor(deps: CatalogueDeps) {
    this.#deps = deps
    this.#sweeps = new ProductSweeps(deps.db, deps.connectionId)
    this.locations = new LocationDirectory(deps.db, deps.connectionId)
    this.products = new ProductWriter(deps.db, deps.connectionId, this.locations)
  }

  putLocations(page: readonly LocationInput[]): void {
    const changed = this.#put('locations', page, (input) => this.locations.put(input))
    if (changed.length > 0) this.#deps.onChanged(null)
  }

  putCategories(page: readonly CategoryInput[]): void {
    const put = this.#upsert('categories', ['name'])
    this.#put('categories', page, ({ externalId, name }) => put(externalId, [name]))
  }

  putSuppliers(page: readonly SupplierInput[]): void {
    const put = this.#upsert('suppliers', ['name', 'is_deprecated'])
    const changed = this.#put('suppliers', page, ({ externalId, name, isDeprecated }) =>
      put(externalId, [name, Number(isDeprecated)]),
    )
    if (changed.length > 0) this.#deps.onChanged(null)
  }

  /** See `SnapshotWriter.productsBegun`. */
  productsBegun(): ProductSweep | null {
    const { clock, pageSize } = this.#deps
    const begun = this.#sweeps.find(clock.now() - GO_ON_WITHIN_MS, pageSize)
    if (begun) this.#seen.products = begun.seen
    this.#areProductsWhole = begun?.isWhole ?? true
    return begun
  }

  /** Once all products of a page are stored. */
  keepProductPage({ startedAt, position, isWhole }: ProductPageRead): void {
    const { clock, pageSize } = this.#deps
    this.#areProductsWhole &&= isWhole
    const sweep = {
      startedAt,
      pageSize,
      position,
      isWhole: this.#areProductsWhole,
      seen: this.#seen.products,
    }
    this.#sweeps.keep(sweep, clock.now())
  }

  forgetProductPages(): void {
    this.#sweeps.forget()
  }

  putProducts(page: readonly ProductInput[]): void {
    const changed = this.#put('products', page, (input) => {
      const stored = this.products.put(input)
      if (stored.isChanged) this.#deps.onProductChanged(stored.id)
      return stored
    })
    if (changed.length > 0) this.#deps.onChanged(changed)
  }

  async finishList(list: CatalogueList, signal: AbortSignal): Promise<{ isHeld: boolean }> {
    if (list === 'products' && !(await this.#mayProductsShrink(signal))) return { isHeld: true }
    const { db, onChanged } = this.#deps
    const seen = this.#seen[list]
    const retireOne = db.sqlite.prepare(retire[list])
    let hasChanged = false
    for await (const ids of this.#stored(list, signal)) {
      if (seen.size === 0 && list !== 'products' && !mayBeEmpty(list, ids.length)) break
      const missing = ids.filter((id) => !seen.has(id))
      if (missing.length > 0) {
        const changes = db.write(() => missing.reduce((sum, id) => sum + retireOne.run(id).changes, 0))
        hasChanged ||= changes > 0
      }
    }
    if (list === 'locations') this.locations.reload()
    if (list === 'suppliers') this.products.reloadSuppliers()
    if (hasChanged && list !== 'categories') onChanged(null)
    return { isHeld: false }
  }

  /** Ids of what is stored of a list, some at a time. */
  async *#stored(list: CatalogueList, signal: AbortSignal): AsyncGenerator<number[]> {
    const { db, connectionId } = this.#deps
    const notHidden = list === 'products' ? 'AND missed_lists < 2' : ''
    // The plus keeps SQLite on the table's own order instead of sorting what is left in every step.
    const next = db.sqlite
      .prepare<[string, number, number], number>(
        `SELECT id FROM ${list} WHERE +connection_id = ? AND id > ? ${notHidden} ORDER BY id LIMIT ?`,
      )
      .pluck()
    let ids = next.all(connectionId, 0, IDS_PER_STEP)
    while (ids.length > 0) {
      yield ids
      await yieldToLoop(signal)
      ids = next.all(connectionId, ids.at(-1)!, IDS_PER_STEP)
    }
  }

  async #mayProductsShrink(signal: AbortSignal): Promise<boolean> {
    const { db, connectionId, clock } = this.#deps
    const seen = this.#seen.products
    let gone = 0
    let stored = 0
    for await (const ids of this.#stored('products', signal)) {
      stored += ids.length
      gone += ids.filter((id) => !seen.has(id)).length
    }
    const reading = { resource: 'products' as const, received: seen.size, gone, stored }
    return new HeldLists(db, connectionId).mayShrink(reading, clock.now())
  }

  /** Stores a page in one transaction. Returns the ids of the entries that are new or differ. */
  #put<T>(
    list: CatalogueList,
    page: readonly T[],
    put: (input: T) => { id: number; isChanged: boolean },
  ): number[] {
    const results = this.#deps.db.write(() => page.map(put))
    for (const { id } of results) this.#seen[list].add(id)
    return results.filter(({ isChanged }) => isChanged).map(({ id }) => id)
  }

  #upsert(table: 'categories' | 'suppliers', columns: string[]) {
    const { db, connectionId } = this.#deps
    const names = columns.join(', ')
    const excluded = columns.map((column) => `excluded.${column}`).join(', ')
    const upsert = db.sqlite.prepare(
      `INSERT INTO ${table} (connection_id, external_id, ${names}) VALUES (?, ?, ${columns.map(() => '?').join(', ')})
       ON CONFLICT (connection_id, external_id) DO UPDATE SET (${names}) = (${excluded})
       WHERE (${columns.map((column) => `${table}.${column}`).join(', ')}) IS NOT (${excluded})`,
    )
    const find = db.sqlite
      .prepare<[string, string], number>(
        `SELECT id FROM ${table} WHERE connection_id = ? AND external_id = ?`,
      )
      .pluck()
    return (externalId: string, values: (string | number)[]) => {
      const key = externalId.toLowerCase()
      const isChanged = upsert.run(connectionId, key, ...values).changes > 0
      return { id: find.get(connectionId, key)!, isChanged }
    }
  }
}
