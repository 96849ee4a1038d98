import type { Database } from '../db/database'
import { IdSet } from '../lib/id-set'
import type { Clock } from '../ports'
import { applyAtOnce } from './apply-at-once'
import { LocationDirectory } from './location-directory'
import { ProductReadings } from './product-readings'
import { ProductWriter } from './product-writer'
import type { StockRowInput } from './provider-rows'
import { sumRepeated } from './repeated-rows'
import { RowIntake } from './row-intake'
import { forgetStagedElsewhere } from './staged-rows'
import { StockMarks } from './stock-marks'
import { RowStatements } from './stock-rows'

/** Under which rows stand in `staged_rows` for the length of one transaction. */
const OWN_ID = 'product'

interface Deps {
  db: Database
  clock: Pick<Clock, 'now'>
  connectionId: string
}

/** A product that is being asked for. */
export interface Asked {
  productId: number
  at: number
  /** See `ProductReadings.markOf`. */
  mark: number
}

/**
 * `outdated`: the product was marked again since it was asked for. `doubted`: so many rows would become zero without
 * anybody being asked that it is left to the list and its guard.
 */
export type Confirmed =
  | { outcome: 'kept'; changes: number; hasNewLocation: boolean }
  | { outcome: 'outdated' | 'doubted' }

/** Stores the answers about single products at once, beside whatever list is being read. */
export class ConfirmedStock {
  readonly #deps: Deps
  readonly #readings: ProductReadings
  readonly #marks: StockMarks
  readonly #findProduct
  /** Rows that answers made zero since a whole list was last read, and when that was. */
  #zeroed = { rows: 0, since: null as number | null }

  constructor(deps: Deps) {
    const { db, connectionId } = deps
    this.#deps = deps
    this.#readings = new ProductReadings(db, connectionId)
    this.#marks = new StockMarks(db, connectionId)
    this.#findProduct = db.sqlite
      .prepare<[string, string], number>(
        'SELECT id FROM products WHERE connection_id = ? AND external_id = ?',
      )
      .pluck()
  }

  /** Call before the provider is asked. null: no such product is marked any more. */
  ask(externalId: string): Asked | null {
    const { clock, connectionId } = this.#deps
    const productId = this.#findProduct.get(connectionId, externalId)
    const mark = productId === undefined ? null : this.#readings.markOf(productId)
    return productId === undefined || mark === null ? null : { productId, at: clock.now(), mark }
  }

  /** It was asked for to no avail. */
  noteAsked({ productId, at }: Asked): void {
    this.#deps.db.write(() => this.#readings.noteAsked(productId, at))
  }

  /** `rows`: all of the product. Those it no longer has become zero; the end of a later list takes them away. */
  put(asked: Asked, rows: readonly StockRowInput[], runId: string): Confirmed {
    const { db } = this.#deps
    const since = this.#marks.confirmedAt()
    if (since !== this.#zeroed.since) this.#zeroed = { rows: 0, since }
    const sweep = { id: OWN_ID, seen: new IdSet(), zeroed: this.#zeroed.rows }
    const confirmed = db.write((): Confirmed => {
      if ((this.#readings.markOf(asked.productId) ?? 0) > asked.mark) return { outcome: 'outdated' }
      const news = this.#intake(runId).replace(sweep, asked.productId, sumRepeated(rows))
      if (!news) return { outcome: 'doubted' }
      const { hasNewLocation } = news
      const changes = this.#apply(asked, runId)
      return { outcome: 'kept', changes, hasNewLocation }
    })
    this.#zeroed.rows = sweep.zeroed
    return confirmed
  }

  #apply({ productId, at, mark }: Asked, runId: string): number {
    forgetStagedElsewhere(this.#deps.db, productId, OWN_ID)
    const isAbsentZero = this.#marks.confirmedAt() !== null
    const { changes } = applyAtOnce(this.#deps, { id: runId, sweepId: OWN_ID, isAbsentZero })
    this.#readings.noteRead(productId, at, mark)
    return changes
  }

  /** A new one each time: what it knows by name may have changed since. */
  #intake(runId: string): RowIntake {
    const { db, connectionId } = this.#deps
    const locations = new LocationDirectory(db, connectionId)
    const products = new ProductWriter(db, connectionId, locations)
    const catalogue = { locations, products }
    return new RowIntake({ ...this.#deps, runId, source: 'webhook', catalogue }, new RowStatements(db))
  }
}
