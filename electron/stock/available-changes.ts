import type { Database } from '../db/database'
import type { AvailableChange } from './run-out'

export interface PlacedChange extends AvailableChange {
  locationId: number
}

/** Reads what is recorded of a product's available units. */
export class AvailableChanges {
  readonly #find: ReturnType<typeof prepare>

  constructor(db: Database) {
    this.#find = prepare(db)
  }

  /** Those after a time, epoch ms, oldest first, at all locations. */
  since(productId: number, after: number): PlacedChange[] {
    return this.#find.all(productId, after)
  }
}

function prepare({ sqlite }: Database) {
  return sqlite.prepare<[number, number], PlacedChange>(
    `SELECT location_id AS locationId, changed_at AS at, before, after FROM stock_changes
     WHERE product_id = ? AND changed_at > ? AND figure = 'available' ORDER BY changed_at, id`,
  )
}
