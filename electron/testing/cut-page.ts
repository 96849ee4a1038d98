import { expect } from 'vitest'
import { expectNothingLeftBehind, expectShopStored, readStore } from './expect-shop'
import { changeAll, smallShop } from './small-shop'
import { createTestApp, type TestApp } from './test-app'

const STOCK = 'ref/productavailability'
const PAGE_ROWS = 2
/** With it a page can be read, one more and it cannot. */
const MOST_FAILURES = 4

/**
 * Breaks off the second page of the stock list after 0, `step`, 2 × `step` … bytes: once so often that the page still
 * comes, and once so often that the run gives it up.
 */
export async function cutPage({ step }: { step: number }): Promise<void> {
  const shop = smallShop({ products: 4, locations: 2 })
  const app = await createTestApp({ simulator: { shop, pageCap: PAGE_ROWS } })
  try {
    await app.call('settings.set', { syncAutomatically: false })
    changeAll(app.cin7, 0)
    const { connectionId } = await app.connect()
    const { length } = await secondPage(app)
    let figure = 10
    for (let cut = 0; cut < length; cut += step) {
      setAll(app, ++figure)
      app.cin7.addFault({ path: STOCK, page: 2, cut, times: MOST_FAILURES })
      const whole = { status: 'success', retries: MOST_FAILURES }
      expect(await app.sync(connectionId), `cut at ${cut}`).toMatchObject(whole)
      await expectShopStored(app, connectionId)

      setAll(app, ++figure)
      app.cin7.addFault({ path: STOCK, page: 2, cut, times: MOST_FAILURES + 1 })
      const broken = { status: 'partial', failures: [{ page: 2, isWholePage: true }] }
      expect(await app.sync(connectionId), `cut at ${cut}`).toMatchObject(broken)
      expect(countOnHand(app, figure - 1)).toBe(PAGE_ROWS)
    }
    await app.sync(connectionId)
    await expectShopStored(app, connectionId)
    expectNothingLeftBehind(app)
  } finally {
    await app.close()
  }
}

function setAll({ cin7 }: TestApp, onHand: number): void {
  for (const { sku, stock } of cin7.shop.products)
    for (const { name } of stock.length > 0 ? cin7.shop.locations : [])
      cin7.setStock({ sku, location: name }, { onHand })
}

function countOnHand(app: TestApp, onHand: number): unknown {
  return readStore(app, (db) =>
    db.prepare('SELECT count(*) FROM stock_rows WHERE on_hand = ?').pluck().get(onHand),
  )
}

async function secondPage(app: TestApp): Promise<string> {
  const { accountId, applicationKey } = app.cin7.credentials
  const headers = { 'api-auth-accountid': accountId, 'api-auth-applicationkey': applicationKey }
  const answer = await fetch(`${app.cin7.url}${STOCK}?page=2&limit=1000`, { headers })
  return answer.text()
}
