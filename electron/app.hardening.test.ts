import { afterEach, describe, expect, it } from 'vitest'
import { expectHistoryInWords, expectNothingLeftBehind, expectShopStored } from './testing/expect-shop'
import { smallShop } from './testing/small-shop'
import { createTestApp, type TestApp } from './testing/test-app'

const STOCK = 'ref/productavailability'

let app: TestApp

afterEach(() => app.close())

async function start(shop: { products: number; rows: number; pageCap: number }): Promise<string> {
  app = await createTestApp({ simulator: { shop: shopOf(shop), pageCap: shop.pageCap } })
  await app.call('settings.set', { syncAutomatically: false, pageLimit: 1_000 })
  return (await app.connect()).connectionId
}

/** Of exactly so many stock rows, in one place. */
function shopOf({ products, rows }: { products: number; rows: number }) {
  const shop = smallShop({ products, locations: 1 })
  for (const [index, product] of shop.products.entries()) {
    const stock = { bin: null, batch: null, expires: null, nextDelivery: null, onOrder: 0, inTransit: 0 }
    const locationId = shop.locations[0]?.id ?? ''
    product.stock = index < rows ? [{ ...stock, locationId, onHand: 5, allocated: 0, available: 5 }] : []
  }
  return shop
}

function changeAllTo(onHand: number): void {
  const [location] = app.cin7.shop.locations
  for (const { sku, stock } of app.cin7.shop.products)
    if (stock.length > 0) app.cin7.setStock({ sku, location: location?.name ?? '' }, { onHand })
}

async function countOnHand(connectionId: string, onHand: number): Promise<number> {
  return (await app.stock(connectionId)).rows.filter((row) => row.onHand === onHand).length
}

describe('page 57 of 100 that never can be read', () => {
  it('costs its own rows only, and they alone are read again on request', async () => {
    const connectionId = await start({ products: 200, rows: 200, pageCap: 2 })
    changeAllTo(9)
    app.cin7.addFault({ path: STOCK, page: 57, status: 500, body: '', times: Number.POSITIVE_INFINITY })

    const run = await app.sync(connectionId)
    expect(run).toMatchObject({ status: 'partial', changes: 2 * 198, failures: [{ page: 57 }] })
    expect(await countOnHand(connectionId, 9)).toBe(198)
    expect(await countOnHand(connectionId, 5)).toBe(2)

    const again = app.next('sync.finished')
    await app.call('sync.retryPages', { runId: run.id })
    expect(await again).toMatchObject({ status: 'failed', kind: 'pages' })
    expect(await countOnHand(connectionId, 9)).toBe(198)

    app.cin7.clearFaults()
    app.cin7.clearCalls()
    const retried = app.next('sync.finished')
    await app.call('sync.retryPages', { runId: run.id })
    expect(await retried).toMatchObject({ status: 'success', kind: 'pages', changes: 2 * 2 })
    expect(app.cin7.calls.map(({ path, page }) => `${path} ${page}`)).toEqual([`${STOCK} 57`])
    await expectShopStored(app, connectionId)
    expectNothingLeftBehind(app)
    await expectHistoryInWords(app, connectionId)
  })
})

describe('a stock page whose connection is cut', () => {
  it('is asked for again and comes whole or not at all, wherever it was cut', async () => {
    const connectionId = await start({ products: 12, rows: 12, pageCap: 4 })
    const { length } = await stockPage(2)
    expect(length).toBeGreaterThan(1_000)
    let figure = 10
    for (let cut = 0; cut < length; cut += 50) {
      changeAllTo(++figure)
      app.cin7.addFault({ path: STOCK, page: 2, cut, times: 4 })
      expect(await app.sync(connectionId), `cut at ${cut}`).toMatchObject({ status: 'success', retries: 4 })
      expect(await countOnHand(connectionId, figure)).toBe(12)

      changeAllTo(++figure)
      app.cin7.addFault({ path: STOCK, page: 2, cut, times: 5 })
      expect(await app.sync(connectionId), `cut at ${cut}`).toMatchObject({ status: 'partial' })
      expect(await countOnHand(connectionId, figure)).toBe(8)
      expect(await countOnHand(connectionId, figure - 1)).toBe(4)
    }
    await app.sync(connectionId)
    await expectShopStored(app, connectionId)
    expectNothingLeftBehind(app)
  })
})

async function stockPage(page: number): Promise<string> {
  const { accountId, applicationKey } = app.cin7.credentials
  const headers = { 'api-auth-accountid': accountId, 'api-auth-applicationkey': applicationKey }
  const answer = await fetch(`${app.cin7.url}${STOCK}?page=${page}&limit=1000`, { headers })
  return answer.text()
}
