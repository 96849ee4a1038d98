import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'
import type { Clock } from '../ports'
import { AvailableChanges } from './available-changes'
import { estimatePace, PACE_WINDOW_MS, type Pace } from './run-out'
import { StockMarks } from './stock-marks'

/** A step ends with the product during which this time is over. */
const STEP_MS = 6
const IDS_PER_READ = 500
/** Beyond this it is quicker to read everything again than product by product. */
const MOST_NAMED_PRODUCTS = 1000

interface PaceRow extends Pace {
  locationId: number
}

interface Deps {
  db: Database
  clock: Clock
  stopping: AbortSignal
  /** Other paces are stored now. null: of more products than can be named. */
  onChanged(connectionId: string, productIds: readonly number[] | null): Promise<void>
}

/** Keeps `stock_paces` in line with what is recorded of available units, in small steps. */
export class StockPaces {
  readonly #deps: Deps
  readonly #changes: AvailableChanges
  readonly #sql: ReturnType<typeof prepare>

  constructor(deps: Deps) {
    this.#deps = deps
    this.#changes = new AvailableChanges(deps.db)
    this.#sql = prepare(deps.db)
  }

  /** Of every product that a run changed. */
  refreshChangedBy(connectionId: string, runId: string): Promise<void> {
    let read = 0
    return this.#refresh(connectionId, () => {
      const rows = this.#sql.changedBy.all(runId, read, IDS_PER_READ)
      read = rows.at(-1)?.id ?? read
      return [...new Set(rows.map(({ productId }) => productId))]
    })
  }

  /** Of every product: with the days the window moves on, and what happened before it no longer counts. */
  async refreshAll(connectionId: string): Promise<void> {
    const { db, clock } = this.#deps
    const startedAt = clock.now()
    let last = 0
    await this.#refresh(connectionId, () => {
      const ids = this.#sql.productsAfter.all(last, connectionId, IDS_PER_READ)
      last = ids.at(-1) ?? last
      return ids
    })
    this.#deps.stopping.throwIfAborted()
    const marks = new StockMarks(db, connectionId)
    // Else the connection was removed meanwhile.
    if (marks.knownSince() !== null) db.write(() => marks.putPacesAt(startedAt))
  }

  /** `nextIds`: ids that are not yet done; none: there are no more. */
  async #refresh(connectionId: string, nextIds: () => number[]): Promise<void> {
    const { db, clock, stopping, onChanged } = this.#deps
    const knownSince = new StockMarks(db, connectionId).knownSince()
    const told = new Set<number>()
    let waiting = nextIds()
    while (waiting.length > 0) {
      const until = clock.monotonic() + STEP_MS
      const steps: (() => void)[] = []
      do {
        const productId = waiting.pop()!
        const own = this.#stepsFor(productId, knownSince)
        if (own.length > 0) told.add(productId)
        steps.push(...own)
      } while (waiting.length > 0 && clock.monotonic() < until)
      if (steps.length > 0)
        db.write(() => {
          for (const step of steps) step()
        })
      await yieldToLoop(stopping)
      if (waiting.length === 0) waiting = nextIds()
    }
    if (told.size > 0) await onChanged(connectionId, told.size > MOST_NAMED_PRODUCTS ? null : [...told])
  }

  /** What brings the stored paces of a product in line; none: they are. */
  #stepsFor(productId: number, knownSince: number | null): (() => void)[] {
    const now = this.#deps.clock.now()
    const changes = this.#changes.since(productId, now - PACE_WINDOW_MS)
    const stored = new Map(this.#sql.stored.all(productId).map((row) => [row.locationId, row]))
    return this.#sql.levels.all(productId).flatMap(({ locationId, available }) => {
      const own = changes.filter((change) => change.locationId === locationId)
      const { pace } = estimatePace(own, { available, knownSince, now })
      if (isSame(stored.get(locationId), pace)) return []
      if (!pace) return () => void this.#sql.remove.run(productId, locationId)
      return () => void this.#sql.put.run({ productId, locationId, ...pace, computedAt: now })
    })
  }
}

function isSame(stored: Pace | undefined, pace: Pace | null): boolean {
  if (!stored || !pace) return !stored && !pace
  const { perDay, daysInStock, since } = stored
  return perDay === pace.perDay && daysInStock === pace.daysInStock && since === pace.since
}

function prepare({ sqlite }: Database) {
  return {
    changedBy: sqlite.prepare<[string, number, number], { id: number; productId: number }>(
      `SELECT id, product_id AS productId FROM stock_changes WHERE run_id = ? AND id > ? ORDER BY id LIMIT ?`,
    ),
    // The plus keeps SQLite on the table's own order instead of sorting what the index on the connection finds.
    productsAfter: sqlite
      .prepare<[number, string, number], number>(
        `SELECT id FROM products WHERE id > ? AND +connection_id = ? ORDER BY id LIMIT ?`,
      )
      .pluck(),
    levels: sqlite.prepare<[number], { locationId: number; available: number }>(
      `SELECT location_id AS locationId, available FROM stock_levels WHERE product_id = ?`,
    ),
    stored: sqlite.prepare<[number], PaceRow>(
      `SELECT location_id AS locationId, per_day AS perDay, days_in_stock AS daysInStock, since FROM stock_paces
       WHERE product_id = ?`,
    ),
    put: sqlite.prepare<[PaceRow & { productId: number; computedAt: number }]>(
      `INSERT INTO stock_paces (product_id, location_id, per_day, days_in_stock, since, computed_at)
       VALUES (@productId, @locationId, @perDay, @daysInStock, @since, @computedAt)
       ON CONFLICT (product_id, location_id) DO UPDATE SET
         (per_day, days_in_stock, since, computed_at) = (excluded.per_day, excluded.days_in_stock, excluded.since, excluded.computed_at)`,
    ),
    remove: sqlite.prepare<[number, number]>(
      `DELETE FROM stock_paces WHERE product_id = ? AND location_id = ?`,
    ),
  }
}
