import { and, asc, count, desc, eq, inArray } from 'drizzle-orm'
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
import {
  type BinRow,
  figureNames,
  type ProductDetail,
  type ProductLocation,
  type StockChange,
} from '../../shared/domain/stock'
import { AppError } from '../../shared/errors'
import type { Database } from '../db/database'
import { findChanges } from './change-search'
import { findIncoming } from './incoming-orders'
import { searchWords } from './search-text'
import { StockMarks } from './stock-marks'
import { effectiveReorderPoint, stockState } from './stock-state'

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

  constructor(deps: { db: Database }) {
    this.#db = deps.db
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
    return this.#db.orm
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
      .orderBy(desc(locations.isDefault), asc(locations.name))
      .all()
      .filter(({ location, level }) => (location.isDeprecated ? holdsAnything(level) : true))
      .filter(({ level }) => level !== null || confirmedAt !== null)
      .map((row) => toProductLocation(row, product, confirmedAt ?? 0, bins.get(row.location.id) ?? []))
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

type Level = typeof stockLevels.$inferSelect

const noFigures = { onHand: 0, allocated: 0, available: 0, onOrder: 0, inTransit: 0 }

function holdsAnything(level: Level | null): boolean {
  return level !== null && figureNames.some((name) => level[name] !== 0)
}

function toProductLocation(
  row: {
    location: typeof locations.$inferSelect
    level: Level | null
    own: typeof reorderPoints.$inferSelect | null
  },
  product: typeof products.$inferSelect,
  confirmedAt: number,
  bins: BinRow[],
): ProductLocation {
  const { location, level, own } = row
  const { onHand, allocated, available, onOrder, inTransit } = level ?? noFigures
  const reorder = reorderOf(own, product)
  return {
    locationId: location.id,
    location: location.name,
    onHand,
    allocated,
    available,
    onOrder,
    inTransit,
    ...reorder,
    state: location.isDeprecated
      ? 'ok'
      : stockState({ available, onOrder, reorderPoint: reorder.reorderPoint, wasStocked: level !== null }),
    nextDeliveryAt: level?.nextDeliveryAt ?? null,
    source: level?.source ?? 'full',
    changedAt: level?.changedAt ?? confirmedAt,
    confirmedAt: Math.max(level?.changedAt ?? 0, confirmedAt),
    bins,
  }
}

function reorderOf(
  own: { reorderPoint: number; reorderQuantity: number } | null,
  product: { reorderPoint: number; reorderQuantity: number },
): Pick<ProductLocation, 'reorderPoint' | 'reorderQuantity' | 'reorderOrigin'> {
  const isOwn = (own?.reorderPoint ?? 0) > 0
  const reorderPoint = effectiveReorderPoint(own?.reorderPoint ?? 0, product.reorderPoint)
  if (reorderPoint === null) return { reorderPoint, reorderQuantity: null, reorderOrigin: null }
  const reorderQuantity = (isOwn ? own?.reorderQuantity : product.reorderQuantity) || null
  return { reorderPoint, reorderQuantity, reorderOrigin: isOwn ? 'location' : 'product' }
}
