import { createHash } from 'node:crypto'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { coreLimit, mostCallsWithin } from './integrations/cin7/simulator'
import { expectHistoryInWords, expectShopStored } from './testing/expect-shop'
import { createLiveApp, type LiveApp, STOCK } from './testing/live-app'
import { seededRandom } from './testing/node-ports'

const MINUTE_MS = 60_000
/** Of the 60 that Cin7 allows in a minute. */
const BUDGET = 55
const MOST_ANSWERS = 30
/** Of the shop that are sold: fewer than its list has pages when these are short. */
const PRODUCTS = 30

describe('so many deliveries at once', () => {
  let live: LiveApp

  afterEach(() => live.app.close())

  async function start(simulator: { pageCap: number } | null): Promise<void> {
    live = await createLiveApp({ products: 120, locations: 3, simulator: { limit: coreLimit, ...simulator } })
    await live.turnOn()
    await live.settles()
    live.app.cin7.clearCalls()
  }

  /** Answers calls until the work is over. Returns how many. */
  async function answersUntil(work: Promise<void>): Promise<number> {
    let isOver = false
    void work.finally(() => {
      isOver = true
    })
    let answers = 0
    while (!isOver) {
      // The window may not ask more often within a second, which the clock may hold on to.
      if (answers < MOST_ANSWERS) await live.app.stock(live.connectionId, { limit: 20 }).then(() => answers++)
      else await new Promise((resolve) => setImmediate(resolve))
    }
    return answers
  }

  async function expectAllUsed(received: number): Promise<void> {
    const { app, connectionId } = live
    const { deliveries } = await live.status()
    expect(deliveries).toMatchObject({ received, processed: received, pending: 0, quarantined: 0 })
    expect(mostCallsWithin(app.cin7.calls, MINUTE_MS)).toBeLessThanOrEqual(BUDGET)
    expect(app.cin7.calls.filter(({ status }) => status !== 200)).toEqual([])
    await expectShopStored(app, connectionId)
    await expectHistoryInWords(app, connectionId)
  }

  it.each([
    [1_000, 'whose list is short', null],
    [200, 'whose list is read slower than its products', { pageCap: 8 }],
  ])(
    'as %s are all used within the limit by a shop %s, and the screen is answered meanwhile',
    async (count, _, simulator) => {
      await start(simulator)
      const { app } = live
      const random = seededRandom(11)
      const pick = <T>(from: readonly T[]) => from[Math.floor(random.fraction() * from.length)]!
      const { locations } = app.cin7.shop
      const products = app.cin7.shop.products.slice(0, PRODUCTS)
      const before = (await live.status()).deliveries.received
      const told = live.inOneGo(() => {
        for (let n = 1; n <= count; n += 1)
          app.cin7.setStock(
            { sku: pick(products).sku, location: pick(locations).name },
            { onHand: 1_000 + n },
          )
      })
      const answers = await answersUntil(told.then(() => live.settles()))
      expect(answers).toBeGreaterThan(10)
      expect(app.cin7.deliveries.filter(({ status }) => status !== 200)).toEqual([])
      await expectAllUsed(before + count)
    },
  )

  it('are confirmed by one reading of the whole list, though it is longer than a quick sync reads at once', async () => {
    await start({ pageCap: 13 })
    const { app, connectionId } = live
    const [location] = app.cin7.shop.locations
    await live.inOneGo(() => {
      for (const { sku } of app.cin7.shop.products.slice(0, PRODUCTS))
        app.cin7.setStock({ sku, location: location!.name }, { onHand: 1_000 })
    })
    await live.settles()
    const filter = { connectionId, status: null, trigger: 'webhook', kind: 'quick' } as const
    const { runs } = await app.call('sync.runs', { ...filter, offset: 0, limit: 10 })
    // The first one ends the list that was begun before.
    expect(runs.length).toBeLessThanOrEqual(2)
    expect(runs[0]).toMatchObject({ status: 'success', resources: [{}, { resource: 'availability' }] })
    expect(runs[0]!.resources[1]!.pages).toBeGreaterThan(20)
    expect(live.readings()).toBe(0)
    await expectShopStored(app, connectionId)
  })

  it('as 5,000 that waited at the start are all used within the limit, and the screen is answered meanwhile', async () => {
    await start(null)
    const { app } = live
    const before = (await live.status()).deliveries.received
    await app.stop()
    queue(live, 5_000)
    await app.start()
    const gap = live.nextRun('webhook-gap')
    const answers = await answersUntil(gap.then(() => live.settles()))
    expect(answers).toBeGreaterThan(10)
    await expectAllUsed(before + 5_000)
  })
})

/** As if they had been received just before the app was closed. */
function queue({ app, connectionId }: LiveApp, count: number): void {
  const { products, locations } = app.cin7.shop
  const db = new BetterSqlite3(join(app.dataDir, 'shelfwatch.db'))
  const insert = db.prepare(
    `INSERT INTO webhook_deliveries (connection_id, type, hash, body, state, is_repeat, received_at)
     VALUES (?, ?, ?, ?, 'pending', 0, ?)`,
  )
  db.transaction(() => {
    for (let n = 1; n <= count; n += 1) {
      const { id: ID, sku: SKU } = products[n % products.length]!
      const { id: LocationID, name: Location } = locations[n % locations.length]!
      const row = { ID, SKU, LocationID, Location, OnHand: n, Allocated: 0, Available: n, OnOrder: 0 }
      const body = JSON.stringify([row])
      const hash = createHash('sha256').update(body).digest('hex')
      insert.run(connectionId, STOCK, hash, Buffer.from(body), app.clock.now())
    }
  })()
  db.close()
}
