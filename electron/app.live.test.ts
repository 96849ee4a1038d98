import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectHistoryInWords, expectShopStored } from './testing/expect-shop'
import { createLiveApp, type LiveApp, PRODUCT, SALE, STOCK } from './testing/live-app'
import type { TestApp } from './testing/test-app'

const HOUR_MS = 60 * 60_000

describe('live updates', () => {
  let live: LiveApp
  let app: TestApp
  let sku: string
  let location: string

  beforeEach(async () => {
    live = await createLiveApp()
    ;({ app } = live)
    const [product] = app.cin7.shop.products
    sku = product!.sku
    location = app.cin7.shop.locations.find(({ id }) => id === product!.stock[0]!.locationId)!.name
    await live.turnOn()
    await live.settles()
    app.cin7.clearCalls()
  })

  afterEach(() => app.close())

  it('show a sale as soon as it is delivered, and have it confirmed', async () => {
    const before = await live.row(sku)
    const shown = app.next('stock.changed')
    const told = live.inOneGo(() => app.cin7.sell({ sku, location, units: 1 }))
    await shown
    expect((await live.row(sku)).available).toBe(before.available - 1)
    await told
    await live.settles()
    const asked = { status: null, trigger: 'webhook', kind: 'products', offset: 0, limit: 10 } as const
    const { runs } = await app.call('sync.runs', { connectionId: live.connectionId, ...asked })
    expect(runs.at(-1)).toMatchObject({ status: 'success', products: 1, changes: 2 })
    expect(runs.length).toBeLessThanOrEqual(2)
    await expectShopStored(app, live.connectionId)
  })

  it('read a product once for 50 identical deliveries, and once more for the same again later', async () => {
    const rows = bodyOf(live, sku)
    const deliver = () =>
      live.inOneGo(() => {
        for (let time = 0; time < 50; time += 1) void app.cin7.deliver(STOCK, rows)
      })
    await deliver()
    await live.settles()
    expect(live.readings()).toBe(1)
    expect((await live.status()).deliveries).toMatchObject({ received: 50, pending: 0, quarantined: 0 })

    await live.passes(2 * HOUR_MS)
    await deliver()
    await live.settles()
    expect(live.readings()).toBe(2)
  })

  it('read the product again when only its sale is told', async () => {
    app.cin7.removeHook(live.hook(STOCK).ID)
    const before = await live.row(sku)
    app.cin7.sell({ sku, location, units: 1 })
    await live.settles()
    expect(app.cin7.deliveries.at(-1)).toMatchObject({ type: SALE, status: 200 })
    expect((await live.row(sku)).available).toBe(before.available - 1)
    expect(live.readings()).toBe(1)
    await expectShopStored(app, live.connectionId)
  })

  it('show a sale while Cin7 does not answer about an earlier one', async () => {
    const [first, second] = app.cin7.shop.products
    app.cin7.addFault({ path: 'sale', hang: true })
    await live.inOneGo(() => app.cin7.sell({ sku: first!.sku, location, units: 1 }))
    app.cin7.setStock({ sku: second!.sku, location }, { onHand: 4_711 })
    const expected = onHandOf(live, second!.sku)
    for (;;) {
      const news = app.next('stock.changed')
      if ((await live.row(second!.sku)).onHand === expected) break
      await news
    }
    expect((await live.status()).deliveries).toMatchObject({ pending: 1 })
  })

  it('show a product under its new name, with its new reorder point', async () => {
    const { available } = await live.row(sku)
    app.cin7.renameProduct(sku, { name: 'Walnut tray' })
    app.cin7.changeProduct(sku, { reorderPoint: available + 77, reorderLevels: [] })
    await live.settles()
    expect(app.cin7.deliveries.at(-1)).toMatchObject({ type: PRODUCT, status: 200 })
    expect(await live.row(sku)).toMatchObject({ name: 'Walnut tray', state: 'low' })
    // Of each of the two locations.
    expect((await live.row(sku)).reorderPoint).toBe(2 * (available + 77))
    await expectHistoryInWords(app, live.connectionId)
  })

  it('show what came into the shop as a new product, with its stock', async () => {
    app.cin7.addProduct({ sku: 'NEW-1', name: 'New mug' })
    app.cin7.setStock({ sku: 'NEW-1', location }, { onHand: 9 })
    await live.settles()
    expect(await live.row('NEW-1')).toMatchObject({ name: 'New mug', onHand: 9 })
    await expectShopStored(app, live.connectionId)
  })

  it('tell of a delivery that cannot be used, and read what it may have been about', async () => {
    const [row] = app.cin7.shop.products[0]!.stock
    row!.onHand += 5
    row!.available += 5
    app.cin7.shopChanged()
    const caughtUp = live.nextRun('webhook')
    await app.cin7.deliver(STOCK, 'not json')
    await caughtUp
    expect((await live.status()).deliveries).toMatchObject({ received: 1, quarantined: 1 })
    await expectShopStored(app, live.connectionId)
  })
})

/** At all locations, at Cin7. */
function onHandOf({ app }: LiveApp, sku: string): number {
  return app.cin7.shop.locations.reduce((sum, { name }) => sum + app.cin7.expectedAt(sku, name).onHand, 0)
}

/** What Cin7 would send of a product now. */
function bodyOf({ app }: LiveApp, sku: string): unknown {
  return app.cin7.shop.locations.map(({ id, name }) => {
    const { onHand, allocated, available } = app.cin7.expectedAt(sku, name)
    return {
      ID: app.cin7.product(sku).id,
      SKU: sku,
      LocationID: id,
      Location: name,
      OnHand: onHand,
      Allocated: allocated,
      Available: available,
      OnOrder: 0,
    }
  })
}
