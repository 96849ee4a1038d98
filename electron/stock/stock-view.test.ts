import { beforeEach, describe, expect, it } from 'vitest'
import { aLocation, aProduct, aStockRow } from '../testing/factories'
import { IndexSetup, signal } from '../testing/stock-setup'

let shop: IndexSetup

beforeEach(() => {
  shop = new IndexSetup()
})

describe('the stock view', () => {
  it('sums the locations and names the worst state and where it is', async () => {
    await shop.storeShop()
    expect(shop.ask().rows).toMatchObject([
      {
        sku: 'A',
        onHand: 7.8,
        available: 7.8,
        reorderPoint: null,
        state: 'ok',
        stateLocations: [],
        supplier: '',
      },
      { sku: 'C', onHand: 0, reorderPoint: null, state: 'ok', updatedAt: 1000 },
      {
        sku: 'B',
        onHand: 13,
        allocated: 1,
        available: 12,
        reorderPoint: 7,
        state: 'low',
        stateLocations: ['Shop'],
        supplier: 'Oil Works',
      },
      { sku: 'D', available: -2, reorderPoint: 1, state: 'out', stateLocations: ['Main'] },
    ])
  })

  it('leaves services out', async () => {
    await shop.storeShop()
    expect(shop.ask().total).toBe(4)
    expect(shop.index.summary().products).toBe(4)
  })

  it('finds words in any order in name, SKU and barcode, without regard to case and accents', async () => {
    await shop.storeShop()
    expect(shop.skus({ search: 'ÓIL beard' })).toEqual(['C', 'B'])
    expect(shop.skus({ search: 'anis 9421' })).toEqual(['A'])
    expect(shop.skus({ search: 'beard 9421' })).toEqual([])
    expect(shop.skus({ search: '  ' })).toHaveLength(4)
  })

  it('answers the same when a search is typed letter by letter as when it is pasted', async () => {
    await shop.storeShop()
    const text = 'oil 50 b'
    let typed: string[] = []
    for (let end = 1; end <= text.length; end++) typed = shop.skus({ search: text.slice(0, end) })
    expect(typed).toEqual(['C'])
    expect(shop.skus({ search: 'oil 5' })).toEqual(['C'])
    expect(shop.skus({ search: 'oil' })).toEqual(['C', 'B'])
  })

  it('filters by category, any supplier, and state', async () => {
    await shop.storeShop()
    expect(shop.skus({ category: 'Care' })).toEqual(['B', 'D'])
    expect(shop.skus({ category: 'Unknown' })).toEqual([])
    const second = shop.index.summary().suppliers.find(({ name }) => name === 'Second')
    expect(shop.skus({ supplierId: second?.id ?? -1 })).toEqual(['B'])
    expect(shop.skus({ states: ['low', 'out'] })).toEqual(['B', 'D'])
    expect(shop.skus({ states: ['incoming'] })).toEqual([])
  })

  it('shows one location alone, with what is or should be there', async () => {
    await shop.storeShop()
    expect(shop.ask({ locationId: shop.locationId('Main') }).rows).toMatchObject([
      { sku: 'A', onHand: 7.5, state: 'ok' },
      { sku: 'B', onHand: 9, reorderPoint: 2, state: 'ok' },
      { sku: 'D', available: -2, reorderPoint: 1, state: 'out', stateLocations: ['Main'] },
    ])
    expect(shop.skus({ locationId: shop.locationId('Shop'), states: ['low'] })).toEqual(['B'])
    expect(shop.ask({ locationId: 999 })).toEqual({ total: 0, offset: 0, rows: [] })
  })

  it('sorts names as people do, and rows with nothing in the column last either way', async () => {
    await shop.storeShop()
    expect(shop.skus()).toEqual(['A', 'C', 'B', 'D'])
    expect(shop.skus({ sort: { column: 'product', descending: true } })).toEqual(['D', 'B', 'C', 'A'])
    expect(shop.skus({ sort: { column: 'category', descending: false } })).toEqual(['B', 'D', 'A', 'C'])
    expect(shop.skus({ sort: { column: 'category', descending: true } })).toEqual(['A', 'B', 'D', 'C'])
    expect(shop.skus({ sort: { column: 'available', descending: false } })).toEqual(['D', 'C', 'A', 'B'])
    expect(shop.skus({ sort: { column: 'reorderPoint', descending: true } })).toEqual(['B', 'D', 'A', 'C'])
    expect(shop.skus({ sort: { column: 'state', descending: false } })).toEqual(['D', 'B', 'A', 'C'])
    expect(shop.skus({ sort: { column: 'supplier', descending: false } })).toEqual(['B', 'A', 'C', 'D'])
  })

  it('gives a page of a longer list', async () => {
    await shop.storeShop()
    expect(shop.ask({ offset: 1, limit: 2 })).toMatchObject({
      total: 4,
      offset: 1,
      rows: [{ sku: 'C' }, { sku: 'B' }],
    })
    expect(shop.ask({ offset: 9 })).toEqual({ total: 4, offset: 9, rows: [] })
  })

  it('says what the filters offer', async () => {
    await shop.storeShop()
    expect(shop.index.summary()).toMatchObject({
      products: 4,
      locations: [{ name: 'Main' }, { name: 'Shop' }],
      categories: ['Care', 'Tea'],
      suppliers: [{ name: 'Oil Works' }, { name: 'Second' }],
      states: { out: 1, low: 1, incoming: 0, ok: 2 },
      confirmedAt: 1000,
    })
  })

  it('says how old the oldest figure of a row is', async () => {
    await shop.storeShop()
    shop.now = 5000
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 8 })])
    await run.commitStock({ isWhole: false }, signal)
    expect(shop.ask({ search: '9421' }).rows).toMatchObject([{ onHand: 8.3, updatedAt: 1000 }])
    expect(shop.ask({ search: '9421', locationId: shop.locationId('Main') }).rows).toMatchObject([
      { updatedAt: 5000 },
    ])
  })

  it('hides a product that two lists missed, unless it still holds stock', async () => {
    await shop.storeShop()
    for (const _ of [1, 2]) {
      const run = shop.startRun()
      run.putProducts([aProduct({ sku: 'X' })])
      await run.finishList('products', signal)
    }
    await shop.index.reload()
    expect(shop.skus()).toEqual(['A', 'B', 'D', 'X'])
  })

  it('adds what a location out of use still holds, and never calls it low', async () => {
    await shop.storeShop()
    const run = shop.startRun()
    run.putLocations([
      aLocation({ name: 'Shop', isDeprecated: true }),
      aLocation({ name: 'Empty', isDeprecated: true }),
    ])
    await shop.index.reload()
    expect(shop.ask({ search: 'beard 100' }).rows).toMatchObject([
      { onHand: 13, reorderPoint: 2, state: 'ok' },
    ])
    expect(shop.index.summary().locations.map(({ name }) => name)).toEqual(['Main', 'Shop'])
  })
})
