import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cutPage } from './testing/cut-page'
import { expectHistoryInWords, expectNothingLeftBehind, expectShopStored } from './testing/expect-shop'
import { smallShop } from './testing/small-shop'
import { createTestApp, type TestApp } from './testing/test-app'

const STOCK = 'ref/productavailability'
const down = { path: STOCK, status: 500, body: '', times: Number.POSITIVE_INFINITY }

describe('page 57 of 100', () => {
  let app: TestApp
  let connectionId: string

  beforeEach(async () => {
    app = await createTestApp({ simulator: { shop: shopOf(200) } })
    await app.call('settings.set', { syncAutomatically: false, pageLimit: 1_000 })
    connectionId = (await app.connect()).connectionId
    app.cin7.behaviour.pageCap = 2
    const [location] = app.cin7.shop.locations
    for (const { sku } of app.cin7.shop.products)
      app.cin7.setStock({ sku, location: location?.name ?? '' }, { onHand: 9 })
  })

  afterEach(() => app.close())

  const countOnHand = async (onHand: number) =>
    (await app.stock(connectionId)).rows.filter((row) => row.onHand === onHand).length
  const pagesAsked = () => app.cin7.calls.flatMap(({ path, page }) => (path === STOCK ? [page] : []))
  const retryPages = async (runId: string) => {
    const finished = app.next('sync.finished')
    await app.call('sync.retryPages', { runId })
    return finished
  }

  it('costs its own rows only when it never can be read, and they alone are read again on request', async () => {
    app.cin7.addFault({ ...down, page: 57 })
    const run = await app.sync(connectionId)
    expect(run).toMatchObject({ status: 'partial', changes: 2 * 198, failures: [{ page: 57 }] })
    expect(await countOnHand(9)).toBe(198)
    expect(await countOnHand(5)).toBe(2)

    expect(await retryPages(run.id)).toMatchObject({ status: 'failed', kind: 'pages' })
    expect(await countOnHand(9)).toBe(198)

    app.cin7.clearFaults()
    app.cin7.clearCalls()
    expect(await retryPages(run.id)).toMatchObject({ status: 'success', kind: 'pages', changes: 2 * 2 })
    expect(pagesAsked()).toEqual([57])
    expect(app.cin7.calls).toHaveLength(1)
    await expectShopStored(app, connectionId)
    expectNothingLeftBehind(app)
    await expectHistoryInWords(app, connectionId)
  })

  it('is where the next sync goes on when nothing from there on could be read', async () => {
    app.cin7.addFault({ ...down, after: 56 })
    expect(await app.sync(connectionId)).toMatchObject({
      status: 'failed',
      failures: [{ code: 'provider_unavailable' }],
    })
    expect(await countOnHand(5)).toBe(200)

    app.cin7.clearFaults()
    app.cin7.clearCalls()
    expect(await app.sync(connectionId)).toMatchObject({ status: 'success', changes: 2 * 200 })
    expect(Math.min(...pagesAsked())).toBe(57)
    await expectShopStored(app, connectionId)
    expectNothingLeftBehind(app)
  })
})

it('takes a page whose connection is cut whole or not at all, at every hundredth byte', () =>
  cutPage({ step: 100 }))

/** One stock row for each product, in one place. */
function shopOf(products: number) {
  const shop = smallShop({ products, locations: 1 })
  for (const product of shop.products) {
    const nothing = { bin: null, batch: null, expires: null, nextDelivery: null, onOrder: 0, inTransit: 0 }
    const locationId = shop.locations[0]?.id ?? ''
    product.stock = [{ ...nothing, locationId, onHand: 5, allocated: 0, available: 5 }]
  }
  return shop
}
