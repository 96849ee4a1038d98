import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm'
import {
  locations,
  productReadings,
  productSuppliers,
  products,
  reorderPoints,
  stockChanges,
  stockLevels,
  stockRows,
  suppliers,
} from '../../drizzle/schema'
import type { BinRow, ProductDetail, ProductLocation, StockChange } from '../../shared/domain/stock'
import { AppError } from '../../shared/errors'
import type { Database } from '../db/database'
import type { Clock } from '../ports'
import { findChanges } from './change-search'
import { effectiveLevels } from './effective-levels'
import { findIncoming } from './incoming-orders'

import { hasOwn, holdsAnything, toProductLocation } from './product-location'
import { type ReorderLevels, ReorderOverrides } from './reorder-overrides'

import { RunOuts } from './run-outs'

import { searchWords } from './search-text'
import { StockMarks } from './stock-marks'

const PRODUCT_CHANGES = 50
const RUN_CHANGES = 200

const changeColumns = {
  id: stockChanges.id,
  productId: stockChanges.productId,
  product: products.name,
  sku: products.sku,
  location: locations.name,
  figure: stockChanges.figure,
  before: stockChanges.before,
  after: stockChanges.after,
  changedAt: stockChanges.changedAt,
  source: stockChanges.source,
}

/** What the product panel and the sync history show. The stock view itself is answered by `StockIndex`. */
export class StockQueries {
  readonly #db: Database
  readonly #today: () => number
  readonly #runOuts: RunOuts

  /** `today`: see `dayOf`. */
  constructor(deps: { db: Database; clock: Pick<Clock, 'now'>; today: () => number }) {
    this.#db = deps.db
    this.#today = deps.today
    this.#runOuts = new RunOuts(deps)
  }

  /** @throws AppError `not_found` */
  product(connectionId: string, productId: number): ProductDetail {
    const product = this.#db.orm
      .select()
      .from(products)
      .where(and(eq(products.id, productId), eq(products.connectionId, connectionId)))
      .get()
    if (!product) throw new AppError('not_found', 'This product is no longer in the stored data.')
    const { name, sku, barcode, category, brand, unit } = product
    return {
      productId,
      name,
      sku,
      barcode,
      category,
      brand,
      unit,
      suppliers: this.#suppliers(productId),
      locations: this.#locations(product),
      incoming: findIncoming(this.#db, product),
      changes: this.#changes(productId),
    }
  }

  /** In the order they were recorded, at most 200. Each word of `search` must occur in product name or SKU. */
  async changesOfRun(runId: string, search: string): Promise<StockChange[]> {
    const words = searchWords(search)
    const asked = { runId, words, limit: RUN_CHANGES }
    const isWanted =
      words.length > 0
        ? inArray(stockChanges.id, await findChanges(this.#db, asked))
        : eq(stockChanges.runId, runId)
    return this.#db.orm
      .select(changeColumns)
      .from(stockChanges)
      .innerJoin(products, eq(products.id, stockChanges.productId))
      .innerJoin(locations, eq(locations.id, stockChanges.locationId))
      .where(isWanted)
      .orderBy(asc(stockChanges.id))
      .limit(RUN_CHANGES)
      .all()
  }

  /** Figures that a run changed. */
  countChanges(runId: string): number {
    const [row] = this.#db.orm
      .select({ changes: count() })
      .from(stockChanges)
      .where(eq(stockChanges.runId, runId))
      .all()
    return row?.changes ?? 0
  }

  #suppliers(productId: number): ProductDetail['suppliers'] {
    return this.#db.orm
      .select({ name: suppliers.name, supplierSku: productSuppliers.supplierSku })
      .from(productSuppliers)
      .innerJoin(suppliers, eq(suppliers.id, productSuppliers.supplierId))
      .where(eq(productSuppliers.productId, productId))
      .orderBy(asc(productSuppliers.position))
      .all()
  }

  #changes(productId: number): StockChange[] {
    return this.#db.orm
      .select(changeColumns)
      .from(stockChanges)
      .innerJoin(products, eq(products.id, stockChanges.productId))
      .innerJoin(locations, eq(locations.id, stockChanges.locationId))
      .where(eq(stockChanges.productId, productId))
      .orderBy(desc(stockChanges.changedAt), desc(stockChanges.id))
      .limit(PRODUCT_CHANGES)
      .all()
  }

  /**
   * Every location in use, and those out of use that still hold something. Before the first complete
   * stock list only what was read so far: what is absent then is not known to be zero.
   */
  #locations(product: typeof products.$inferSelect): ProductLocation[] {
    const listReadAt = new StockMarks(this.#db, product.connectionId).confirmedAt()
    const alone = this.#db.orm
      .select({ at: productReadings.readAt })
      .from(productReadings)
      .where(eq(productReadings.productId, product.id))
      .get()
    const confirmedAt = listReadAt && Math.max(listReadAt, alone?.at ?? 0)
    const bins = this.#bins(product.id)
    const runOuts = this.#runOuts.of(product)
    const levelsAt = this.#levelsOf(product)
    const rows = this.#db.orm
      .select({ location: locations, level: stockLevels, own: reorderPoints })
      .from(locations)
      .leftJoin(
        stockLevels,
        and(eq(stockLevels.locationId, locations.id), eq(stockLevels.productId, product.id)),
      )
      .leftJoin(
        reorderPoints,
        and(eq(reorderPoints.locationId, locations.id), eq(reorderPoints.productId, product.id)),
      )
      .where(eq(locations.connectionId, product.connectionId))
      .orderBy(desc(locations.isDefault), sql`${locations.name} COLLATE NOCASE`, asc(locations.id))
      .all()
      .filter(({ location, level }) => (location.isDeprecated ? holdsAnything(level) : true))
    const kept = rows.map(({ location, level, own }) => ({
      ...levelsAt(location.id, own),
      isKept: !location.isDeprecated && (level !== null || hasOwn(levelsAt(location.id, own), own)),
    }))
    // A product that no location keeps is missed at the first of those in use; see `homeOf`.
    const home = kept.some(({ isKept }) => isKept)
      ? -1
      : rows.findIndex(({ location }) => !location.isDeprecated)
    return rows.flatMap((row, index) => {
      if (row.level === null && confirmedAt === null) return []
      const levels = kept[index]!
      const isJudged = levels.isKept || index === home
      const shown = { ...row, levels, isJudged, today: this.#today() }
      const { id } = row.location
      const runOut = runOuts.at(id, row.level?.available ?? 0)
      return [{ ...toProductLocation(shown, confirmedAt ?? 0, bins.get(id) ?? []), ...runOut }]
    })
  }

  #levelsOf(product: typeof products.$inferSelect) {
    const overrides = new ReorderOverrides(this.#db, product.connectionId)
    const supplierId = this.#db.orm
      .select({ id: productSuppliers.supplierId })
      .from(productSuppliers)
      .where(and(eq(productSuppliers.productId, product.id), eq(productSuppliers.position, 0)))
      .get()
    const set = {
      own: overrides.between(product.id, product.id).get(product.id),
      groups: overrides.groups(),
    }
    return (locationId: number, provided: ReorderLevels | null) =>
      effectiveLevels({ ...product, supplierId: supplierId?.id ?? null }, { locationId, provided }, set)
  }

  #bins(productId: number): Map<number, BinRow[]> {
    const bins = new Map<number, BinRow[]>()
    const rows = this.#db.orm
      .select()
      .from(stockRows)
      .where(eq(stockRows.productId, productId))
      .orderBy(asc(stockRows.bin), asc(stockRows.batch), asc(stockRows.expiresAt))
      .all()
    for (const { locationId, bin, batch, expiresAt, onHand, allocated, available } of rows) {
      const row = { bin, batch, expiresAt: expiresAt || null, onHand, allocated, available }
      bins.set(locationId, [...(bins.get(locationId) ?? []), row])
    }
    return bins
  }
}
