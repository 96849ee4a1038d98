import { afterEach, describe, expect, it } from 'vitest'
import { runsToReadAgain } from './sync/stock-share'
import { readStore } from './testing/expect-shop'
import { smallShop } from './testing/small-shop'
import { createTestApp, type TestApp } from './testing/test-app'

let app: TestApp

afterEach(() => app.close())

const stockCalls = () => app.cin7.calls.filter(({ path }) => path === 'ref/productavailability')

const count = (from: string) =>
  readStore(app, (db) => Number(db.prepare(`SELECT count(*) FROM ${from}`).pluck().get()))

/** Where the store and the shop disagree about what is on hand. */
function wrongPlaces(): string[] {
  const figures = app.cin7.expectedFigures()
  const wanted = new Map(figures.map(({ sku, location, onHand }) => [`${sku.trim()} @ ${location}`, onHand]))
  const stored = readStore(app, (db) =>
    db
      .prepare<[], [string, number]>(
        `SELECT p.sku || ' @ ' || l.name, s.on_hand FROM stock_levels s
         JOIN products p ON p.id = s.product_id JOIN locations l ON l.id = s.location_id`,
      )
      .raw()
      .all(),
  )
  const levels = new Map(stored)
  const places = new Set([...wanted.keys(), ...levels.keys()])
  return [...places].filter((place) => (wanted.get(place) ?? 0) !== (levels.get(place) ?? 0))
}

async function quick(connectionId: string) {
  app.cin7.clearCalls()
  const run = await app.sync(connectionId, 'quick')
  expect(run).toMatchObject({ kind: 'quick', status: 'success' })
  return run
}

describe('quick syncs of a shop of 20,000 products', () => {
  it('spend no more than their share and have read every figure again in as many runs as is said', {
    timeout: 60_000,
  }, async () => {
    app = await createTestApp({ simulator: { shop: smallShop({ products: 20_000, locations: 2 }) } })
    await app.call('settings.set', { syncAutomatically: false })
    const { connectionId } = await app.connect()
    const { runsToReadAgain: runs } = await app.call('sync.overview', { connectionId })
    expect(runs).toBe(runsToReadAgain(Math.ceil(count('stock_rows') / 1_000)))

    expect(runs).toBeGreaterThan(1)

    await quick(connectionId)
    const { products } = app.cin7.shop
    for (const [index, { sku }] of products.entries()) {
      const [first, second] = app.cin7.shop.locations
      if (index % 500 === 0) app.cin7.clearStock(sku)
      if (index % 500 === 250) app.cin7.setStock({ sku, location: first!.name }, { onHand: 7_000 + index })
      if (index % 500 === 400) app.cin7.setStock({ sku, location: second!.name }, { onHand: 3 })
    }
    const calls: number[] = []
    for (let run = 1; run <= runs!; run += 1) {
      await quick(connectionId)
      calls.push(stockCalls().length)
    }
    // Once the list has become shorter while it was read, so that one of its pages is read twice.
    expect(calls.filter((made) => made > 20)).toEqual([21])
    expect(wrongPlaces()).toEqual([])
  })
})

describe('a quick sync of a long list', () => {
  it('reads first what changed and what is on screen, and shows how fresh that is', async () => {
    app = await createTestApp({ simulator: { shop: smallShop({ products: 60, locations: 2 }), pageCap: 4 } })
    await app.call('settings.set', { syncAutomatically: false })
    const { connectionId } = await app.connect()
    const { rows } = await app.stock(connectionId)
    const [shown, changed] = rows.slice(30)
    app.cin7.clearStock(shown!.sku)
    app.cin7.renameProduct(changed!.sku, { name: 'Renamed' })
    await app.call('stock.onScreen', { connectionId, productIds: [shown!.productId] })
    await app.clock.advance(60_000)

    const run = await quick(connectionId)
    const asked = stockCalls().flatMap(({ query }) => (query.ID ? [query.ID] : []))
    const idOf = (sku: string) => app.cin7.shop.products.find((product) => product.sku === sku)!.id
    expect(asked.slice(0, 2)).toEqual([idOf(changed!.sku), idOf(shown!.sku)])
    expect(stockCalls()).toHaveLength(20)
    const after = (await app.stock(connectionId, { search: shown!.sku })).rows[0]
    expect(after?.onHand).toBe(0)
    expect(after?.updatedAt).toBeGreaterThanOrEqual(run.startedAt)
    const { locations } = await app.call('stock.product', { connectionId, productId: shown!.productId })
    expect(locations.every(({ confirmedAt }) => confirmedAt >= run.startedAt)).toBe(true)

    expect(count('product_readings WHERE dirty_at IS NOT NULL')).toBe(0)
  })
})
