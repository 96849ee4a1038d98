import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  figureNames,
  type SortColumn,
  type StockMark,
  type StockQuery,
  type StockRow,
  type StockState,
  sortColumns,
} from '../../shared/domain/stock'
import { quantity } from '../../shared/quantity'
import type { Database } from '../db/database'
import { aLocation, aProduct, aStockRow, storeConnection } from '../testing/factories'
import { readingOn } from '../testing/stock-setup'
import { openTestDatabase } from '../testing/test-database'
import { StockIndex } from './stock-index'
import { createSnapshotWriter } from './stock-store'

const signal = new AbortController().signal
const skus = ['A', 'B', 'C', 'D', 'E', 'F']
const places = ['Main', 'Outlet', 'Shop']
const today = 10
const units = fc.constantFrom(-2, 0, 0.1, 1, 3, 5, 8)
const DAY_MS = 24 * 60 * 60_000
const points = fc.constantFrom(0, 0, 3, 5)

const product = fc
  .record({
    sku: fc.constantFrom(...skus),
    name: fc.constantFrom('Ánis tea', 'anis', 'Beard oil', 'Zinc'),
    category: fc.constantFrom('', 'Care', 'Tea'),
    type: fc.constantFrom('Stock', 'Stock', 'Service'),
    reorderPoint: points,
    suppliers: fc
      .subarray(['One', 'Two'])
      .map((names) => names.map((name) => ({ externalId: name.toLowerCase(), name, supplierSku: '' }))),
    reorderPoints: fc.tuple(points, points, points).map((values) =>
      values.map((reorderPoint, index) => ({
        locationExternalId: `location-${places[index]?.toLowerCase()}`,
        reorderPoint,
        reorderQuantity: 0,
      })),
    ),
  })
  .map(aProduct)

const stockRow = fc
  .record({
    sku: fc.constantFrom(...skus),
    location: fc.constantFrom(...places),
    onHand: units,
    available: units,
    onOrder: units,
    nextDeliveryAt: fc.constantFrom(null, today - 1, today, today + 1),
  })
  .map(aStockRow)

const step = fc.record({
  products: fc.uniqueArray(product, { selector: ({ sku }) => sku, maxLength: 6 }),
  stock: fc.uniqueArray(stockRow, { selector: (row) => row.sku + row.location, minLength: 1, maxLength: 12 }),
  isCommitted: fc.boolean(),
  paces: fc.array(
    fc.record({
      sku: fc.constantFrom(...skus),
      place: fc.constantFrom(...places),
      perDay: fc.constantFrom(0.5, 1, 4),
    }),
    { maxLength: 8 },
  ),
})

const question = fc.record({
  search: fc.constantFrom('', 'a', 'an', 'ani', 'anis t', 'oil beard', 'TEA', 'd'),
  place: fc.constantFrom(null, null, 'Main', 'Shop'),
  category: fc.constantFrom(null, null, 'Care'),
  supplier: fc.constantFrom(null, null, 'Two'),
  states: fc.subarray<StockState>(['out', 'low', 'incoming', 'ok']),
  marks: fc.oneof(fc.constant<StockMark[]>([]), fc.subarray<StockMark>(['negative', 'stale', 'unmoved'])),
  /** The last two: by when a figure of the first step is a day and 90 days old, and one of the second is not. */
  now: fc.constantFrom(2000, 1001 + DAY_MS, 1001 + 90 * DAY_MS),
  column: fc.constantFrom(...sortColumns),
  descending: fc.boolean(),
})
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never

/** What the stock view should show, worked out from the tables row by row. */
function naiveRows(db: Database, { place, ...asked }: Question): StockRow[] {
  const all = <T>(query: string) => db.sqlite.prepare<[], T>(query).all()
  const confirmedAt =
    db.sqlite
      .prepare<[], number>(`SELECT at FROM watermarks WHERE resource = 'availability'`)
      .pluck()
      .get() ?? null
  const inView = places.filter((name) => place === null || name === place)
  const rows = all<{ id: number; sku: string; name: string; barcode: string; category: string; own: number }>(
    `SELECT id, sku, name, barcode, category, reorder_point AS own FROM products WHERE type <> 'Service'`,
  ).flatMap((item) => {
    const suppliers = all<{ name: string }>(
      `SELECT s.name FROM product_suppliers ps JOIN suppliers s ON s.id = ps.supplier_id
       WHERE ps.product_id = ${item.id} ORDER BY ps.position`,
    ).map(({ name }) => name)
    const everywhere = places.map((name) => {
      const [found] = all<Record<string, number | null>>(
        `SELECT s.on_hand AS onHand, s.allocated, s.available, s.on_order AS onOrder, s.in_transit AS inTransit,
           s.changed_at AS changedAt, s.next_delivery_at AS due, r.reorder_point AS point, pace.per_day AS perDay
         FROM locations l LEFT JOIN stock_levels s ON s.location_id = l.id AND s.product_id = ${item.id}
         LEFT JOIN stock_paces pace ON pace.location_id = l.id AND pace.product_id = ${item.id}
         LEFT JOIN reorder_points r ON r.location_id = l.id AND r.product_id = ${item.id} WHERE l.name = '${name}'`,
      )
      const changedAt = found?.changedAt ?? null
      return { name, changedAt, own: found?.point ?? 0, found }
    })
    const isKeptSomewhere = everywhere.some(({ changedAt, own }) => changedAt !== null || own > 0)
    const at = everywhere
      .map(({ name, changedAt, own, found }, position) => {
        const isKept = isKeptSomewhere ? changedAt !== null || own > 0 : position === 0 && item.own > 0
        const point = isKept ? own || item.own || null : null
        const available = found?.available ?? 0
        const shortfall = quantity((point ?? 0) - available)
        const isDue = (found?.due ?? Number.NEGATIVE_INFINITY) >= today
        let state: StockState = 'ok'
        if (isKept && (changedAt !== null || confirmedAt !== null)) {
          if (available <= 0) state = 'out'
          else if (point !== null && available <= point)
            state = isDue && (found?.onOrder ?? 0) >= shortfall ? 'incoming' : 'low'
        }
        const readAt = changedAt === null ? confirmedAt : Math.max(changedAt, confirmedAt ?? 0)
        const perDay = changedAt === null ? null : (found?.perDay ?? null)
        const days = perDay === null ? null : Math.max(0, available / perDay)
        return { name, state, point, available, perDay, days, readAt, isKept, found }
      })
      .filter(({ name }) => inView.includes(name))
    const state: StockState =
      (['out', 'low', 'incoming'] as const).find((each) => at.some((one) => one.state === each)) ?? 'ok'
    const [soonest] = at.filter(({ days }) => days !== null).sort((a, b) => a.days! - b.days!)
    const known = at.map(({ point }) => point).filter((point) => point !== null)
    const text = [item.name, item.sku].join(' ').toLowerCase().replace('á', 'a')
    const ages = at.map(({ readAt }) => readAt).filter((age) => age !== null)
    const updatedAt = ages.length > 0 ? Math.min(...ages) : null
    const listed = at.flatMap(({ found }) => (found?.changedAt ? [found] : []))
    const marks: Record<StockMark, boolean> = {
      negative: listed.some(({ available }) => available! < 0),
      stale: updatedAt !== null && asked.now - updatedAt > DAY_MS,
      unmoved:
        listed.some(({ onHand }) => onHand! > 0) &&
        listed.every(({ changedAt }) => asked.now - changedAt! > 90 * DAY_MS),
    }
    const isWanted =
      asked.marks.every((mark) => marks[mark]) &&
      (place === null || at.some(({ isKept }) => isKept)) &&
      (asked.category === null || asked.category === item.category) &&
      (asked.supplier === null || suppliers.includes(asked.supplier)) &&
      (asked.states.length === 0 || asked.states.includes(state)) &&
      asked.search
        .toLowerCase()
        .split(' ')
        .every((word) => text.includes(word))
    if (!isWanted) return []
    const sum = (figure: string) =>
      quantity(at.reduce((total, { found }) => total + (found?.[figure] ?? 0), 0))
    const figures = Object.fromEntries(figureNames.map((figure) => [figure, sum(figure)]))
    return {
      productId: item.id,
      sku: item.sku,
      name: item.name,
      barcode: item.barcode,
      category: item.category,
      supplier: suppliers[0] ?? '',
      ...(figures as Pick<StockRow, (typeof figureNames)[number]>),
      reorderPoint: known.length > 0 ? known.reduce((total, point) => total + point, 0) : null,
      state,
      stateLocations: state === 'ok' ? [] : at.filter((one) => one.state === state).map(({ name }) => name),
      runOutDays: soonest?.days ?? null,
      soonestRunOut: soonest
        ? { location: soonest.name, available: soonest.available, perDay: soonest.perDay! }
        : null,
      updatedAt,
    }
  })
  return rows.sort((a, b) => compareRows(a, b, asked.column, asked.descending))
}

const byName = new Intl.Collator(undefined, { numeric: true })

function compareRows(a: StockRow, b: StockRow, column: SortColumn, descending: boolean): number {
  const sign = descending ? -1 : 1
  const tie = byName.compare(a.name, b.name) || a.productId - b.productId
  if (column === 'product') return sign * tie
  const [keyA, keyB] = [sortKey(a, column), sortKey(b, column)]
  if (keyA === keyB) return tie
  if (keyA === null || keyA === '') return 1
  if (keyB === null || keyB === '') return -1
  return sign * (keyA < keyB ? -1 : 1)
}

function sortKey(row: StockRow, column: Exclude<SortColumn, 'product'>): number | string | null {
  if (column === 'runOut') return row.runOutDays
  return column === 'state' ? ['out', 'low', 'incoming', 'ok'].indexOf(row.state) : row[column]
}

/** Where the pair is known. */
function putPace(db: Database, { sku, place, perDay }: { sku: string; place: string; perDay: number }): void {
  db.sqlite
    .prepare(
      `INSERT OR REPLACE INTO stock_paces SELECT p.id, l.id, ?, 10, 0, 0 FROM products p, locations l
       WHERE p.sku = ? AND l.name = ?`,
    )
    .run(perDay, sku, place)
}

function toQuery(connectionId: string, index: StockIndex, asked: Question): StockQuery {
  const { locations, suppliers } = index.summary()
  const idOf = (list: { id: number; name: string }[], name: string | null) =>
    name === null ? null : (list.find((entry) => entry.name === name)?.id ?? -1)
  return {
    connectionId,
    search: asked.search,
    locationId: idOf(locations, asked.place),
    category: asked.category,
    supplierId: idOf(suppliers, asked.supplier),
    states: asked.states,
    marks: asked.marks,
    sort: { column: asked.column, descending: asked.descending },
    offset: 0,
    limit: 500,
  }
}

it('answers like a naive reading of the tables, after any changes and for any question', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 3 }),
      fc.array(question, { minLength: 1, maxLength: 8 }),
      async (steps, questions) => {
        const db = openTestDatabase()
        const connectionId = storeConnection(db)
        let now = 0
        const index = new StockIndex({ db, connectionId, clock: { now: () => now }, today: () => today })
        for (const [number, { products, stock, isCommitted, paces }] of steps.entries()) {
          let told: Promise<void> = Promise.resolve()
          const writer = readingOn(
            createSnapshotWriter({
              db,
              clock: { now: () => 1000 + number },
              connectionId,
              runId: `run-${number}`,
              source: 'full',
              pageSize: 1000,
              onChanged: (productIds) => {
                told = index.changed(productIds)
              },
            }),
          )
          writer.putLocations(places.map((name) => aLocation({ name })))
          writer.putProducts(products)
          writer.putStock(stock)
          if (isCommitted) await writer.commitStock({ isWhole: true }, signal)
          await told
          for (const pace of paces) putPace(db, pace)
          await index.changed(db.sqlite.prepare<[], number>('SELECT id FROM products').pluck().all())
          for (const asked of questions) {
            now = asked.now
            const page = index.list(toQuery(connectionId, index, asked))
            expect(page.rows).toEqual(naiveRows(db, asked))
          }
        }
        db.close()
      },
    ),
    { seed: 20_261, numRuns: 40 },
  )
}, 60_000)
