import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateShop } from './integrations/cin7/simulator'
import { expectHistoryInWords, expectShopStored, readStore } from './testing/expect-shop'
import { createLiveApp, type LiveApp, STOCK } from './testing/live-app'
import { mutated, realDeliveries } from './testing/mutated-deliveries'
import { seededRandom } from './testing/node-ports'
import type { TestApp } from './testing/test-app'

const MINUTE_MS = 60_000
const AT_ONCE = 25

let live: LiveApp
let app: TestApp

beforeEach(async () => {
  live = await createLiveApp({
    simulator: { shop: generateShop({ products: 150, locations: 2, seed: 5 }) },
  })
  ;({ app } = live)
  await app.call('settings.set', { syncPurchaseOrders: true })
  await live.turnOn()
  await live.settles()
})

afterEach(() => app.close())

const names = () =>
  readStore(app, (db) => [
    db.prepare('SELECT sku, name FROM products ORDER BY id').raw().all(),
    db.prepare('SELECT name FROM locations ORDER BY id').raw().all(),
  ])

/** What fails is tried ten times, ever more seldom. */
async function endsAll(): Promise<void> {
  while ((await live.status()).deliveries.pending > 0) await live.passes(10 * MINUTE_MS)
  await live.passes(10 * MINUTE_MS)
  await live.settles()
}

describe('deliveries that are not as they should be', () => {
  it('are each used or put aside, 1,000 of them, and nothing of the shop’s figures or names is lost', async () => {
    const real = realDeliveries(app)
    await live.settles()
    const before = names()
    const random = seededRandom(8)
    const tried = app.cin7.deliveries.length
    for (let n = 0; n < 1_000; n += AT_ONCE) {
      const some = Array.from({ length: AT_ONCE }, (_, index) =>
        mutated(real[(n + index) % real.length]!, random),
      )
      await app.clock.during(Promise.all(some.map(({ type, body }) => app.cin7.deliver(type, body))))
      expect((await app.stock(live.connectionId, { limit: 5 })).rows).toHaveLength(5)
    }
    const statuses = app.cin7.deliveries.slice(tried).map(({ status }) => status)
    expect(statuses).toHaveLength(1_000)
    expect(new Set(statuses)).toEqual(new Set([200]))
    await endsAll()
    const { deliveries } = await live.status()
    expect(deliveries.pending).toBe(0)
    expect(deliveries.quarantined).toBeGreaterThan(100)
    expect(deliveries.processed).toBeGreaterThan(100)
    expect(names()).toEqual(before)
    expect(await app.sync(live.connectionId)).toMatchObject({ status: 'success' })
    await expectShopStored(app, live.connectionId)
    await expectHistoryInWords(app, live.connectionId)
  })

  const lies = {
    'HTML in its names': { Name: '<script>alert(1)</script>', SKU: '<b>x</b>' },
    'names of marks that turn the text around': { Name: '\u202Egnp.exe', Category: '\u2066\u200F' },
    'a name of 10 kB': { Name: 'x'.repeat(10_000), Barcode: 'y'.repeat(10_000) },
    'a figure beyond all measure': { OnHand: 1e300, Available: 1e300 },
    'a figure that is none': { OnHand: 'NaN', Available: 'Infinity' },
    'figures below zero': { OnHand: -500, Available: -500, OnOrder: -1 },
    'a location that does not exist': {
      LocationID: 'c0ffee00-0000-4000-8000-000000000000',
      Location: 'Nowhere',
    },
    'a location of the shop with another name': { Location: '<i>Main</i>' },
  }

  it.each(Object.entries(lies))('with %s change no name and leave the true figures', async (_, lie) => {
    const before = names()
    const { id: ID, sku: SKU, name: Name, stock } = app.cin7.shop.products[3]!
    const place = app.cin7.shop.locations.find(({ id }) => id === stock[0]!.locationId)!
    const figures = { OnHand: 4, Allocated: 0, Available: 4, OnOrder: 0 }
    const row = { ID, SKU, Name, LocationID: place.id, Location: place.name, ...figures, ...lie }
    await app.clock.during(app.cin7.deliver(STOCK, [row]))
    expect(app.cin7.deliveries.at(-1)).toMatchObject({ type: STOCK, status: 200 })
    expect((await app.stock(live.connectionId)).total).toBeGreaterThan(100)
    await endsAll()
    expect(names()).toEqual(before)
    await expectShopStored(app, live.connectionId)
  })
})
