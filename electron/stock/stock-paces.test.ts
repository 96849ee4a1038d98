import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { aProduct, aStockRow } from '../testing/factories'
import { FakeClock } from '../testing/fake-clock'
import { StockSetup, signal } from '../testing/stock-setup'
import { type AvailableChange, estimatePace, PACE_WINDOW_MS } from './run-out'
import { StockMarks } from './stock-marks'
import { StockPaces } from './stock-paces'

const DAY = 24 * 60 * 60_000
const skus = ['A', 'B', 'C']
const places = ['Main', 'Shop']

let shop: StockSetup
let clock: FakeClock
let told: (readonly number[] | null)[]
let paces: StockPaces

beforeEach(() => begin())

function begin(): void {
  shop = new StockSetup()
  clock = new FakeClock({ now: 1_000 * DAY })
  told = []
  paces = new StockPaces({
    db: shop.db,
    clock,
    stopping: signal,
    onChanged: async (_connectionId, productIds) => void told.push(productIds),
  })
}

/** A whole list with these units. The n-th run is run-n. */
async function sync(units: Record<string, number>): Promise<void> {
  shop.now = clock.now()
  await shop.sync(
    Object.entries(units).map(([pair, onHand]) => {
      const [sku, location] = pair.split(' at ')
      return aStockRow({ sku: sku!, location: location ?? 'Main', onHand })
    }),
  )
}

function storedPaces() {
  return shop.db.sqlite
    .prepare(
      `SELECT product_id AS productId, location_id AS locationId, per_day AS perDay, days_in_stock AS daysInStock, since
       FROM stock_paces ORDER BY product_id, location_id`,
    )
    .all()
}

/** What the plain function says of each pair now. */
function expectedPaces() {
  const { sqlite } = shop.db
  const now = clock.now()
  const knownSince = new StockMarks(shop.db, shop.connectionId).knownSince()
  return sqlite
    .prepare<[], { productId: number; locationId: number; available: number }>(
      `SELECT product_id AS productId, location_id AS locationId, available FROM stock_levels ORDER BY 1, 2`,
    )
    .all()
    .flatMap(({ productId, locationId, available }) => {
      const changes = sqlite
        .prepare<[number, number, number], AvailableChange>(
          `SELECT changed_at AS at, before, after FROM stock_changes WHERE product_id = ? AND location_id = ?
           AND figure = 'available' AND changed_at > ? ORDER BY changed_at, id`,
        )
        .all(productId, locationId, now - PACE_WINDOW_MS)
      const { pace } = estimatePace(changes, { available, knownSince, now })
      return pace ? [{ productId, locationId, ...pace }] : []
    })
}

describe('the stored paces', () => {
  it('are worked out for what a run changed', async () => {
    await sync({ A: 20, B: 20 })
    await clock.advance(10 * DAY)
    await sync({ A: 10, B: 20 })
    await paces.refreshChangedBy(shop.connectionId, 'run-2')
    const productId = shop.productId('A')
    expect(storedPaces()).toMatchObject([{ productId, perDay: 1, daysInStock: 10 }])
    expect(told).toEqual([[productId]])
  })

  it('go when they no longer hold', async () => {
    await sync({ A: 20 })
    await clock.advance(10 * DAY)
    await sync({ A: 10 })
    await paces.refreshAll(shop.connectionId)
    await clock.advance(31 * DAY)
    await paces.refreshAll(shop.connectionId)
    expect(storedPaces()).toEqual([])
    expect(told).toHaveLength(2)
  })

  it('are neither written nor told again while they stay as they are', async () => {
    await sync({ A: 20 })
    await clock.advance(10 * DAY)
    await sync({ A: 10 })
    await paces.refreshChangedBy(shop.connectionId, 'run-2')
    const writes = shop.writes()
    await paces.refreshChangedBy(shop.connectionId, 'run-2')
    expect(shop.writes()).toBe(writes)
    expect(told).toHaveLength(1)
  })

  it('are as the plain function says, after any sequence of figures and days', async () => {
    const units = fc.constantFrom(-2, 0, 1, 4, 9, 30)
    const step = fc.record({
      days: fc.constantFrom(0.1, 1, 3, 12),
      units: fc.dictionary(
        fc.constantFrom(...skus.flatMap((sku) => places.map((place) => `${sku} at ${place}`))),
        units,
        { minKeys: 1 },
      ),
      isWholeDay: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        begin()
        shop.startRun().putProducts(skus.map((sku) => aProduct({ sku })))
        for (const [index, { days, units: figures, isWholeDay }] of steps.entries()) {
          await sync(figures)
          // Run 1 stored the products.
          await paces.refreshChangedBy(shop.connectionId, `run-${index + 2}`)
          await clock.advance(days * DAY)
          if (!isWholeDay) continue
          await paces.refreshAll(shop.connectionId)
          expect(storedPaces()).toEqual(expectedPaces())
        }
        await paces.refreshAll(shop.connectionId)
        expect(storedPaces()).toEqual(expectedPaces())
        shop.db.close()
      }),
      { seed: 20_261, numRuns: 60 },
    )
  })
})
