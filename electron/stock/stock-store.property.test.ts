import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FigureName, figureNames } from '../../shared/domain/stock'
import { quantity } from '../../shared/quantity'
import type { Database } from '../db/database'
import { aStockRow, storeConnection } from '../testing/factories'
import { readingOn } from '../testing/stock-setup'
import { openTestDatabase } from '../testing/test-database'
import type { StockRowInput } from './provider-rows'
import { createSnapshotWriter } from './stock-store'

const signal = new AbortController().signal

const units = fc.integer({ min: -50_000, max: 500_000 }).map((tenThousandths) => tenThousandths / 10_000)

const stockRow: fc.Arbitrary<StockRowInput> = fc
  .record({
    sku: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
    location: fc.constantFrom('Main', 'Shop', 'Outlet'),
    bin: fc.constantFrom('', 'A-1'),
    batch: fc.constantFrom('', 'X'),
    expiresAt: fc.constantFrom(0, 1000),
    onHand: units,
    allocated: units,
    available: units,
    onOrder: units,
    inTransit: units,
    nextDeliveryAt: fc.option(fc.constantFrom(1000, 2000)),
  })
  .map(aStockRow)

const grainOf = (row: StockRowInput) => [row.sku, row.location, row.bin, row.batch, row.expiresAt].join()

/** A whole stock list: each row of its grain once. */
const snapshot = fc.uniqueArray(stockRow, { selector: grainOf, minLength: 1, maxLength: 25 })

/** A list as it is read: pages of some size, in any order, some of them again, and whether the run comes to its end. */
const reading = fc.record({
  rows: snapshot,
  pageSize: fc.integer({ min: 1, max: 10 }),
  order: fc.array(fc.nat(), { minLength: 25, maxLength: 25 }),
  again: fc.array(fc.nat(), { maxLength: 3 }),
  isFinished: fc.boolean(),
})

type Totals = Map<string, number>

function totalsOf(rows: readonly StockRowInput[]): Totals {
  const totals: Totals = new Map()
  for (const row of rows) {
    for (const figure of figureNames) {
      const key = `${row.sku} ${row.location} ${figure}`
      totals.set(key, quantity((totals.get(key) ?? 0) + row[figure]))
    }
  }
  return withoutZeros(totals)
}

function withoutZeros(totals: Totals): Totals {
  return new Map([...totals].filter(([, total]) => total !== 0).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function storedTotals(db: Database): Totals {
  const rows = db.sqlite
    .prepare<[], Record<FigureName, number> & { pair: string }>(
      `SELECT p.sku || ' ' || l.name AS pair, s.on_hand AS onHand, s.allocated, s.available, s.on_order AS onOrder,
         s.in_transit AS inTransit
       FROM stock_levels s JOIN products p ON p.id = s.product_id JOIN locations l ON l.id = s.location_id`,
    )
    .all()
  return withoutZeros(
    new Map(
      rows.flatMap((row) => figureNames.map((figure) => [`${row.pair} ${figure}`, row[figure]] as const)),
    ),
  )
}

/** The totals before a run, with the run's recorded changes applied. Fails where `before` is not what it was. */
function replay(db: Database, before: Totals, runId: string): Totals {
  const totals = new Map(before)
  const changes = db.sqlite
    .prepare<[string], { key: string; before: number; after: number }>(
      `SELECT p.sku || ' ' || l.name || ' ' || c.figure AS key, c.before, c.after
       FROM stock_changes c JOIN products p ON p.id = c.product_id JOIN locations l ON l.id = c.location_id
       WHERE c.run_id = ?`,
    )
    .all(runId)
  for (const change of changes) {
    expect(change.before).toBe(totals.get(change.key) ?? 0)
    expect(change.after).not.toBe(change.before)
    totals.set(change.key, change.after)
  }
  return withoutZeros(totals)
}

describe('the store after any sequence of stock lists', () => {
  it('equals the last list that was read to its end, and its history leads from each to the next', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(reading, { minLength: 1, maxLength: 5 }), async (readings) => {
        const db = openTestDatabase()
        const connectionId = storeConnection(db)
        let expected: Totals | null = null
        for (const [index, { rows, pageSize, order, again, isFinished }] of readings.entries()) {
          const runId = `run-${index}`
          const writer = readingOn(
            createSnapshotWriter({
              db,
              clock: { now: () => index },
              connectionId,
              runId,
              source: 'full',
              pageSize: 1000,
            }),
          )
          const pages: { rows: StockRowInput[]; place: number }[] = []
          for (let first = 0; first < rows.length; first += pageSize)
            pages.push({ rows: rows.slice(first, first + pageSize), place: order[first / pageSize] ?? 0 })
          pages.sort((a, b) => a.place - b.place)
          for (const page of [...pages, ...again.map((which) => pages[which % pages.length])])
            writer.putStock(page?.rows ?? [])
          if (!isFinished) {
            await writer.discard()
          } else {
            await writer.commitStock({ isWhole: true }, signal)
            if (expected) expect(replay(db, expected, runId)).toEqual(totalsOf(rows))
            expected = totalsOf(rows)
          }
          if (expected) expect(storedTotals(db)).toEqual(expected)
        }
        expect(db.sqlite.pragma('foreign_key_check')).toEqual([])
        db.close()
      }),
      { seed: 20_260, numRuns: 60 },
    )
  }, 60_000)
})
