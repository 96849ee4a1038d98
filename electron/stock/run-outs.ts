import type { ProductLocation } from '../../shared/domain/stock'
import type { Database } from '../db/database'
import type { Clock } from '../ports'
import { AvailableChanges } from './available-changes'
import { daysLeft, estimatePace, PACE_WINDOW_MS, type Pace } from './run-out'
import { StockMarks } from './stock-marks'

/** How long a product lasts at its locations, for the product panel. */
export class RunOuts {
  readonly #db: Database
  readonly #clock: Pick<Clock, 'now'>
  readonly #changes: AvailableChanges
  readonly #stored: ReturnType<typeof prepare>

  constructor({ db, clock }: { db: Database; clock: Pick<Clock, 'now'> }) {
    this.#db = db
    this.#clock = clock
    this.#changes = new AvailableChanges(db)
    this.#stored = prepare(db)
  }

  of(product: { id: number; connectionId: string }): {
    at(locationId: number, available: number): Pick<ProductLocation, 'runOut' | 'runOutFrom'>
  } {
    const now = this.#clock.now()
    const knownSince = new StockMarks(this.#db, product.connectionId).knownSince()
    const stored = this.#stored.all(product.id)
    const changes = this.#changes.since(product.id, now - PACE_WINDOW_MS)
    return {
      at(locationId, available) {
        const own = changes.filter((change) => change.locationId === locationId)
        const estimate = estimatePace(own, { available, knownSince, now })
        // The stored one first, so that the panel says what the list does.
        const pace = stored.find((row) => row.locationId === locationId) ?? estimate.pace
        if (!pace) return { runOut: null, runOutFrom: estimate.from }
        const { perDay, daysInStock, since } = pace
        return {
          runOut: { perDay, daysInStock, since, days: daysLeft(available, perDay) },
          runOutFrom: null,
        }
      },
    }
  }
}

function prepare({ sqlite }: Database) {
  return sqlite.prepare<[number], Pace & { locationId: number }>(
    `SELECT location_id AS locationId, per_day AS perDay, days_in_stock AS daysInStock, since FROM stock_paces
     WHERE product_id = ?`,
  )
}
