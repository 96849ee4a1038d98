import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readStore } from './testing/expect-shop'
import { createLiveApp, type LiveApp, STOCK } from './testing/live-app'
import { smallShop } from './testing/small-shop'
import type { TestApp } from './testing/test-app'

const HOUR_MS = 60 * 60_000
const sku = 'OIL-1'
const location = 'Shop'

let live: LiveApp
let app: TestApp

beforeEach(async () => {
  const shop = smallShop({ products: 1, locations: 1 })
  shop.locations[0]!.name = location
  const [product] = shop.products
  const unbinned = { bin: null, batch: null, expires: null }
  const figures = { onHand: 13, allocated: 0, available: 13, onOrder: 0, inTransit: 0 }
  const stock = { ...product!.stock[0]!, ...unbinned, ...figures }
  Object.assign(product!, { sku, name: 'Beard oil', reorderPoint: 12, reorderLevels: [], stock: [stock] })
  live = await createLiveApp({ simulator: { shop } })
  ;({ app } = live)
  await app.app.afterSync()
  await live.turnOn()
  await live.settles()
})

afterEach(() => app.close())

/** A sale of two takes it below its reorder point. */
const sell = () => showsAtOnce(11, () => app.cin7.sell({ sku, location, units: 2 }))

/** What is delivered is on the screen before any time has passed. */
async function showsAtOnce(expected: number, deliver: () => unknown): Promise<void> {
  const shown = app.next('stock.changed')
  const isShown = async () => {
    await shown
    expect(await available()).toBe(expected)
  }
  await Promise.all([app.clock.during(isShown()), live.inOneGo(deliver)])
}
const openAlerts = () =>
  readStore(app, (db) =>
    db.prepare("SELECT count(*) FROM low_stock_alerts WHERE state = 'open'").pluck().get(),
  )
const available = async () => (await live.row(sku)).available

/** Notices that are held back for a moment are shown by then. */
async function settles(): Promise<void> {
  await live.settles()
  await live.passes(5 * 60_000)
}

describe('an alert', () => {
  it('is opened by a sale only once Cin7 has confirmed it, and told once', async () => {
    const seen: unknown[] = []
    app.cin7.beforeAnswer({ path: 'ref/productavailability' }, () => seen.push(openAlerts()))
    await sell()
    await settles()
    expect(seen).toEqual([0])
    expect(openAlerts()).toBe(1)
    expect(app.notifier.titles()).toEqual(['Low stock: Beard oil'])

    await app.restart()
    await live.reaches('registered')
    await app.cin7.deliver(STOCK, figures(11))
    await settles()
    await live.passes(7 * HOUR_MS)
    expect(app.notifier.titles()).toEqual(['Low stock: Beard oil'])
  })

  it('is neither opened nor told by a delivery that Cin7 does not confirm', async () => {
    await showsAtOnce(0, () => app.cin7.deliver(STOCK, figures(0)))
    await settles()
    expect(await available()).toBe(13)
    expect(openAlerts()).toBe(0)
    expect(app.notifier.shown).toEqual([])
  })

  it('that is open is not closed by a delivery that Cin7 does not confirm', async () => {
    await sell()
    await settles()
    await showsAtOnce(500, () => app.cin7.deliver(STOCK, figures(500)))
    await settles()
    expect(await available()).toBe(11)
    expect(openAlerts()).toBe(1)
    expect(app.notifier.titles()).toEqual(['Low stock: Beard oil'])
  })
})

/** As a delivery tells them. */
function figures(onHand: number): unknown {
  const [{ id: LocationID } = { id: '' }] = app.cin7.shop.locations
  const { id: ID } = app.cin7.product(sku)
  const row = { ID, SKU: sku, LocationID, Location: location, OnHand: onHand, Allocated: 0, OnOrder: 0 }
  return [{ ...row, Available: onHand }]
}
