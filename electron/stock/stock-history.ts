import type { StockHistory as History, HistoryDays, StockTrend } from '../../shared/domain/stock'
import { AppError } from '../../shared/errors'
import { quantity } from '../../shared/quantity'
import type { Database } from '../db/database'
import { DAY_MS } from '../lib/day'
import type { Clock } from '../ports'
import { AvailableChanges } from './available-changes'
import { availableAt, lastOfEachDay, pointsOverTime } from './available-over-time'
import { StockMarks } from './stock-marks'

const TREND_DAYS = 30

/** What was available over time, worked out backwards from the present through `stock_changes`. */
export class StockHistory {
  readonly #db: Database
  readonly #clock: Pick<Clock, 'now'>
  readonly #changes: AvailableChanges
  readonly #sql: ReturnType<typeof prepare>

  constructor({ db, clock }: { db: Database; clock: Pick<Clock, 'now'> }) {
    this.#db = db
    this.#clock = clock
    this.#changes = new AvailableChanges(db)
    this.#sql = prepare(db)
  }

  /** @throws AppError `not_found` */
  of(asked: { connectionId: string; productId: number; locationId: number; days: HistoryDays }): History {
    const { connectionId, productId, locationId, days } = asked
    if (this.#sql.isKnown.get(productId, connectionId) === undefined)
      throw new AppError('not_found', 'This product is no longer in the stored data.')
    const now = this.#clock.now()
    const knownSince = this.#knownSince(connectionId)
    if (knownSince === null) return { from: now, to: now, knownSince, points: [] }
    const from = Math.min(now, Math.max(knownSince, now - days * DAY_MS))
    const levels = this.#sql.levels.all(productId)
    const available = levels.find((level) => level.locationId === locationId)?.available ?? 0
    const changes = this.#changes.since(productId, from).filter((change) => change.locationId === locationId)
    const points = pointsOverTime(changes, { available, from, now })
    return { from, to: now, knownSince, points: days === 365 ? lastOfEachDay(points, startOfDay) : points }
  }

  /** Of the last 30 local days, today's so far as the last. `locationId` null: all locations in use together. */
  trends(asked: {
    connectionId: string
    productIds: readonly number[]
    locationId: number | null
  }): StockTrend[] {
    const { connectionId, productIds, locationId } = asked
    const moments = dayEnds(this.#clock.now())
    const knownSince = this.#knownSince(connectionId)
    const isKnown = (moment: number) => knownSince !== null && moment >= knownSince
    return productIds
      .filter((productId) => this.#sql.isKnown.get(productId, connectionId) !== undefined)
      .map((productId) => {
        const changes = this.#changes.since(productId, moments[0]!)
        const series = this.#sql.levels
          .all(productId)
          .filter((level) => (locationId === null ? level.isInUse : level.locationId === locationId))
          .map((level) => {
            const own = changes.filter((change) => change.locationId === level.locationId)
            return availableAt(own, level.available, moments)
          })
        const sums = moments.map((_, day) => quantity(series.reduce((sum, days) => sum + days[day]!, 0)))
        return { productId, available: sums.map((sum, day) => (isKnown(moments[day]!) ? sum : null)) }
      })
  }

  #knownSince(connectionId: string): number | null {
    return new StockMarks(this.#db, connectionId).knownSince()
  }
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** The last moments of the days so far, and now. */
function dayEnds(now: number): number[] {
  const date = new Date(now)
  return Array.from({ length: TREND_DAYS }, (_, index) => {
    const daysBack = TREND_DAYS - 1 - index
    if (daysBack === 0) return now
    return new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysBack + 1).getTime() - 1
  })
}

function prepare({ sqlite }: Database) {
  return {
    isKnown: sqlite.prepare<[number, string]>('SELECT 1 FROM products WHERE id = ? AND connection_id = ?'),
    levels: sqlite.prepare<[number], { locationId: number; available: number; isInUse: number }>(
      `SELECT s.location_id AS locationId, s.available, NOT l.is_deprecated AS isInUse
       FROM stock_levels s JOIN locations l ON l.id = s.location_id WHERE s.product_id = ?`,
    ),
  }
}
