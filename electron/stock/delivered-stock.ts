import type { Database } from '../db/database'
import type { Clock } from '../ports'
import { applyAtOnce } from './apply-at-once'
import { LocationDirectory } from './location-directory'
import { ProductReadings } from './product-readings'
import type { StockRowInput } from './provider-rows'
import { sumRepeated } from './repeated-rows'
import { forgetStagedElsewhere } from './staged-rows'
import type { Contents, Grain, StoredRow } from './stock-columns'
import { StockMarks } from './stock-marks'
import { RowStatements } from './stock-rows'
import type { SwapResult } from './stock-swap'

/** Under which rows stand in `staged_rows` for the length of one transaction. */
const OWN_ID = 'deliveries'

/** See `ProviderHooks`. */
type DeliveredRow = Omit<StockRowInput, 'inTransit' | 'nextDeliveryAt'>

interface Deps {
  db: Database
  clock: Pick<Clock, 'now'>
  connectionId: string
}

/**
 * Takes in what some deliveries say of stock, as provisional figures: they carry no time and no order. Make one per
 * transaction and call its methods inside that.
 */
export class DeliveredStock {
  readonly #deps: Deps
  readonly #rows: RowStatements
  readonly #readings: ProductReadings
  readonly #marks: StockMarks
  readonly #locations: LocationDirectory
  readonly #findProduct
  readonly #touched = new Set<number>()
  #isProductMissing = false

  constructor(deps: Deps) {
    const { db, connectionId } = deps
    this.#deps = deps
    this.#rows = new RowStatements(db)
    this.#readings = new ProductReadings(db, connectionId)
    this.#marks = new StockMarks(db, connectionId)
    this.#locations = new LocationDirectory(db, connectionId)
    this.#findProduct = db.sqlite
      .prepare<[string, string], number>(
        'SELECT id FROM products WHERE connection_id = ? AND external_id = ?',
      )
      .pluck()
  }

  /** Whether a product was named that is not stored: only the product list tells about it. */
  get isProductMissing(): boolean {
    return this.#isProductMissing
  }

  /** Whether anything is to be applied. */
  get hasFigures(): boolean {
    return this.#touched.size > 0
  }

  /**
   * Sets rows aside and marks their products. Of a delivery that was perhaps sent again, and before the stock list was
   * read to its end, only the marks are kept. Returns whether figures are used.
   */
  take(rows: readonly DeliveredRow[], { isRepeat }: { isRepeat: boolean }): boolean {
    const isUsed = !isRepeat && this.#marks.wasRead()
    const products = new Set<number>()
    for (const row of sumRepeated(rows.map((row) => ({ ...row, inTransit: 0, nextDeliveryAt: null })))) {
      const productId = this.#known(row.productExternalId)
      if (productId === undefined) continue
      products.add(productId)
      if (isUsed) this.#stage(productId, row)
    }
    for (const productId of products) this.#mark(productId, isUsed)
    return isUsed && products.size > 0
  }

  /** Something changed of these products; the figures are not known. */
  markDirty(externalIds: readonly string[]): void {
    for (const externalId of externalIds) {
      const productId = this.#known(externalId)
      if (productId !== undefined) this.#mark(productId, false)
    }
  }

  /** Makes what was taken the stored figures. `productIds`: all that have provisional figures now, changed or not. */
  apply(runId: string): SwapResult {
    const isAbsentZero = this.#marks.confirmedAt() !== null
    const { changes } = applyAtOnce(this.#deps, { id: runId, sweepId: OWN_ID, isAbsentZero })
    return { changes, productIds: [...this.#touched] }
  }

  #known(externalId: string): number | undefined {
    const productId = this.#findProduct.get(this.#deps.connectionId, externalId.toLowerCase())
    if (productId === undefined) this.#isProductMissing = true
    return productId
  }

  #mark(productId: number, isProvisional: boolean): void {
    const at = this.#deps.clock.now()
    this.#readings.markDirty(productId, at)
    if (!isProvisional) return
    this.#readings.markProvisional(productId, at)
    forgetStagedElsewhere(this.#deps.db, productId, OWN_ID)
    this.#touched.add(productId)
  }

  /** A location that is not known yet is left to the answer that confirms. */
  #stage(productId: number, row: DeliveredRow): void {
    const locationId = this.#locations.find(row.location)
    if (locationId === undefined) return
    const run = { runId: OWN_ID, connectionId: this.#deps.connectionId }
    const grain: Grain = [productId, locationId, row.bin, row.batch, row.expiresAt]
    const stored = this.#rows.find(grain)
    const contents = contentsOf(row, stored)
    if (stored && contents.every((value, index) => value === stored[index + 1]))
      this.#rows.unstage(run, grain)
    else this.#rows.stage(run, grain, contents)
  }
}

/** What a delivery does not tell stays as it is stored. */
function contentsOf(row: DeliveredRow, stored: StoredRow | undefined): Contents {
  const { onHand, allocated, available, onOrder, stockValue } = row
  const [, , , , , inTransit, , nextDeliveryAt] = stored ?? [0, 0, 0, 0, 0, 0, 0, null]
  return [onHand, allocated, available, onOrder, inTransit, stockValue, nextDeliveryAt]
}
