import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { aLocation, aProduct, aStockRow, storeConnection } from '../testing/factories'
import { StockSetup } from '../testing/stock-setup'
import { StockHistory } from './stock-history'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
/** Noon, by the local clock: days are local ones. */
const start = new Date(2026, 9, 1, 12).getTime()

let shop: StockSetup
let history: StockHistory

beforeEach(() => begin())

function begin(): void {
  shop = new StockSetup()
  shop.now = start
  history = new StockHistory({ db: shop.db, clock: { now: () => shop.now } })
}

const locationId = (name: string) =>
  shop.db.sqlite.prepare<[string], number>('SELECT id FROM locations WHERE name = ?').pluck().get(name) ?? -1
const of = (days: 7 | 30 | 365, sku = 'A', location = 'Main') =>
  history.of({
    connectionId: shop.connectionId,
    productId: shop.productId(sku),
    locationId: locationId(location),
    days,
  })
const trend = (location: string | null = null, sku = 'A') =>
  history.trends({
    connectionId: shop.connectionId,
    productIds: [shop.productId(sku)],
    locationId: location === null ? null : locationId(location),
  })[0]?.available

/** A whole list in which `A` has that many. */
const sync = (onHand: number, at: number, location = 'Main') => {
  shop.now = at
  return shop.sync([aStockRow({ sku: 'A', location, onHand })])
}

describe('the history of what was available', () => {
  it('goes back from the present through the recorded changes', async () => {
    await sync(9, start)
    await sync(4, start + DAY)
    await sync(-2, start + 2 * DAY)
    shop.now = start + 3 * DAY
    expect(of(30)).toEqual({
      from: start,
      to: shop.now,
      knownSince: start,
      points: [
        { at: start, available: 9, lowest: 9 },
        { at: start + DAY, available: 4, lowest: 4 },
        { at: start + 2 * DAY, available: -2, lowest: -2 },
        { at: start + 3 * DAY, available: -2, lowest: -2 },
      ],
    })
  })

  it('begins with what was available at the start of the range', async () => {
    await sync(9, start)
    await sync(4, start + DAY)
    await sync(6, start + 12 * DAY)
    shop.now = start + 14 * DAY
    const { from, points } = of(7)
    expect(from).toBe(start + 7 * DAY)
    expect(points.map(({ available }) => available)).toEqual([4, 6, 6])
  })

  it('has one point a day of a year: the last, with the lowest of the day', async () => {
    await sync(9, start)
    await sync(2, start + DAY)
    await sync(20, start + DAY + HOUR)
    shop.now = start + 3 * DAY
    expect(of(365).points).toEqual([
      { at: start, available: 9, lowest: 9 },
      { at: start + DAY + HOUR, available: 20, lowest: 2 },
      { at: start + 3 * DAY, available: 20, lowest: 20 },
    ])
  })

  it('is a level line where nothing ever changed, and zero where nothing was ever listed', async () => {
    shop.startRun().putLocations([aLocation(), aLocation({ name: 'Shop' })])
    await sync(9, start)
    shop.now = start + DAY
    expect(of(7).points.map(({ available }) => available)).toEqual([9, 9])
    expect(of(7, 'A', 'Shop').points.map(({ available }) => available)).toEqual([0, 0])
  })

  it('is not known before the first whole list', async () => {
    shop.startRun().putProducts([aProduct({ sku: 'A' })])
    shop.startRun().putStock([aStockRow({ sku: 'A', onHand: 3 })])
    expect(of(7)).toMatchObject({ knownSince: null, points: [] })
    expect(trend()).toEqual(Array.from({ length: 30 }, () => null))
  })

  it('refuses a product of another connection', async () => {
    await sync(9, start)
    shop.connectionId = storeConnection(shop.db)
    expect(() => of(7)).toThrow('no longer')
    expect(trend()).toBeUndefined()
  })

  it('of a store from before the start was noted begins with the earliest change', async () => {
    await sync(9, start)
    await sync(4, start + DAY)
    await sync(3, start + 5 * DAY)
    shop.db.sqlite.exec("DELETE FROM watermarks WHERE resource = 'availability since'")
    expect(of(30).knownSince).toBe(start + DAY)
    await sync(2, start + 6 * DAY)
    expect(of(30).knownSince).toBe(start + DAY)
  })
})

describe('the trend of what was available', () => {
  it('is what stood at the end of each day, as far as it is known', async () => {
    await sync(9, start)
    await sync(4, start + DAY)
    await sync(5, start + DAY + HOUR)
    shop.now = start + 3 * DAY
    expect(trend()).toEqual([...Array.from({ length: 26 }, () => null), 9, 5, 5, 5])
  })

  it('adds up the locations in use', async () => {
    const run = shop.startRun()
    run.putLocations([
      aLocation(),
      aLocation({ name: 'Shop' }),
      aLocation({ name: 'Closed', isDeprecated: true }),
    ])
    await shop.sync([
      aStockRow({ sku: 'A', onHand: 1.1 }),
      aStockRow({ sku: 'A', location: 'Shop', onHand: 2.2 }),
      aStockRow({ sku: 'A', location: 'Closed', onHand: 50 }),
    ])
    expect(trend()?.at(-1)).toBe(3.3)
    expect(trend('Shop')?.at(-1)).toBe(2.2)
    expect(trend('Closed')?.at(-1)).toBe(50)
  })

  it('tells at each day end what the lists before it said, for any sequence', async () => {
    const step = fc.record({ hours: fc.constantFrom(1, 7, 30, 200), units: fc.integer({ min: -3, max: 9 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        begin()
        const said: { at: number; units: number }[] = []
        let at = start
        for (const { hours, units } of steps) {
          await sync(units, at)
          said.push({ at, units })
          at += hours * HOUR
        }
        shop.now = at
        const ends = Array.from({ length: 30 }, (_, index) => {
          const end = new Date(at)
          end.setDate(end.getDate() - (29 - index))
          return Math.min(at, end.setHours(23, 59, 59, 999))
        })
        expect(trend()).toEqual(ends.map((end) => said.findLast((each) => each.at <= end)?.units ?? null))
        expect(of(365).points.at(-1)?.available).toBe(said.at(-1)?.units)
        shop.db.close()
      }),
      { seed: 20_262, numRuns: 40 },
    )
  })
})
