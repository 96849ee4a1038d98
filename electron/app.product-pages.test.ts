import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectShopStored, readStore } from './testing/expect-shop'
import { smallShop } from './testing/small-shop'
import { createTestApp, type TestApp } from './testing/test-app'

const MINUTE_MS = 60_000
const down = { status: 500, body: '', times: Number.POSITIVE_INFINITY }

let app: TestApp
let connectionId: string

beforeEach(async () => {
  app = await createTestApp({ simulator: { shop: smallShop({ products: 60, locations: 2 }) } })
  await app.call('settings.set', { syncAutomatically: false })
  connectionId = (await app.connect()).connectionId
  app.cin7.behaviour.pageCap = 10
})

afterEach(() => app.close())

const productPages = () =>
  app.cin7.calls.flatMap(({ path, page, query }) =>
    path === 'product' && !query.ModifiedSince ? [page] : [],
  )

async function full() {
  app.cin7.clearCalls()
  return app.sync(connectionId, 'full')
}

/** The service goes down after so many pages of a list. */
async function cutAfter(path: string, pages: number): Promise<void> {
  app.cin7.addFault({ ...down, path, after: pages })
  expect((await full()).status).toBe('failed')
  app.cin7.clearFaults()
}

describe('a product list that was cut short', () => {
  it('is read on at its next page, and what changed on the pages before comes with the next quick sync', async () => {
    const { products } = app.cin7.shop
    await cutAfter('product', 3)
    app.cin7.renameProduct(products[0]!.sku, { name: 'Changed on page 1' })
    app.cin7.renameProduct(products[40]!.sku, { name: 'Changed on page 5' })
    await app.clock.advance(50 * MINUTE_MS)

    expect((await full()).status).toBe('success')
    expect(productPages()[0]).toBe(4)
    expect((await app.stock(connectionId, { search: 'Changed' })).rows).toMatchObject([
      { name: 'Changed on page 5' },
    ])
    expect((await app.sync(connectionId, 'quick')).status).toBe('success')
    await expectShopStored(app, connectionId)
  })

  it('hides what it does not name only after two whole lists', async () => {
    const { sku } = app.cin7.shop.products[55]!
    const missed = () =>
      readStore(app, (db) => db.prepare('SELECT missed_lists FROM products WHERE sku = ?').pluck().get(sku))
    await cutAfter('product', 3)
    app.cin7.removeProduct(sku)
    await full()
    expect(missed()).toBe(1)
    const others = readStore(app, (db) =>
      db.prepare('SELECT count(*) FROM products WHERE missed_lists > 0').pluck().get(),
    )
    expect(others).toBe(1)
    await full()
    expect(missed()).toBe(2)
  })

  it('is read from its start after an hour, or once it was read to its end', async () => {
    await cutAfter('product', 3)
    await app.clock.advance(61 * MINUTE_MS)
    expect((await full()).status).toBe('success')
    expect(productPages()[0]).toBe(1)
    await full()
    expect(productPages()[0]).toBe(1)
  })

  it('does not count as whole when one of its first pages was lost', async () => {
    app.cin7.addFault({ ...down, path: 'product', page: 2 })
    await cutAfter('product', 2)
    expect((await full()).status).toBe('success')
    expect(productPages()[0]).toBeGreaterThan(2)
    const hidden = readStore(app, (db) =>
      db.prepare('SELECT count(*) FROM products WHERE missed_lists > 0').pluck().get(),
    )
    expect(hidden).toBe(0)
  })
})

it('a sync whose stock list was cut short does not read all products again', async () => {
  const { products } = app.cin7.shop
  await cutAfter('ref/productavailability', 3)
  app.cin7.renameProduct(products[0]!.sku, { name: 'Changed meanwhile' })
  expect((await full()).status).toBe('success')
  expect(productPages()).toEqual([])
  await expectShopStored(app, connectionId)

  await full()
  expect(productPages()).toContain(1)
})
