import { beforeEach, describe, expect, it } from 'vitest'
import { aLocation, aProduct, aStockRow } from '../testing/factories'
import { IndexSetup, signal, whole } from '../testing/stock-setup'

let shop: IndexSetup

beforeEach(() => {
  shop = new IndexSetup()
})

describe('StockIndex', () => {
  it('shows the first sync page by page and calls nothing out before the stock list is complete', async () => {
    await shop.index.reload()
    const run = shop.startRun()
    run.putLocations([aLocation()])
    await shop.index.reload()
    run.putProducts([aProduct({ sku: 'B', reorderPoint: 5 }), aProduct({ sku: 'A', reorderPoint: 5 })])
    expect(shop.ask().rows).toMatchObject([
      { sku: 'A', state: 'ok', updatedAt: null },
      { sku: 'B', state: 'ok' },
    ])
    run.putProducts([aProduct({ sku: 'AB' })])
    expect(shop.skus()).toEqual(['A', 'AB', 'B'])
    run.putStock([aStockRow({ sku: 'A', onHand: 2 })])
    expect(shop.ask().rows).toMatchObject([
      { sku: 'A', onHand: 2, state: 'low', updatedAt: 1000 },
      {},
      { state: 'ok' },
    ])
    await run.commitStock(whole, signal)
    expect(shop.ask().rows).toMatchObject([{ state: 'low' }, { state: 'ok' }, { sku: 'B', state: 'out' }])
  })

  it('calls nothing out that a first stock list with gaps did not name', async () => {
    const run = shop.startRun()
    run.putLocations([aLocation()])
    run.putProducts([aProduct({ sku: 'A', reorderPoint: 5 }), aProduct({ sku: 'B', reorderPoint: 5 })])
    run.putStock([aStockRow({ sku: 'A', onHand: 2 })])
    await run.commitStock({ isWhole: false }, signal)
    await shop.index.reload()
    expect(shop.ask().rows).toMatchObject([
      { sku: 'A', state: 'low', updatedAt: 1000 },
      { sku: 'B', state: 'ok', updatedAt: null },
    ])
    expect(shop.index.summary().confirmedAt).toBeNull()
  })

  it('counts as low what was incoming until a day has passed, though nothing was stored', async () => {
    const run = shop.startRun()
    run.putLocations([aLocation()])
    run.putProducts([aProduct({ sku: 'A', reorderPoint: 5 })])
    run.putStock([
      aStockRow({ sku: 'A', onHand: 2, available: 2, onOrder: 10, nextDeliveryAt: shop.today() }),
    ])
    await run.commitStock(whole, signal)
    await shop.index.reload()
    expect(shop.index.summary().states).toMatchObject({ incoming: 1, low: 0 })
    shop.now += 24 * 60 * 60_000
    await shop.index.changed([])
    expect(shop.index.summary().states).toMatchObject({ incoming: 0, low: 1 })
    expect(shop.ask({ states: ['low'] }).rows).toMatchObject([{ sku: 'A', state: 'low' }])
  })

  it('takes in changed names, figures and reorder points of known products', async () => {
    await shop.storeShop()
    shop.ask({ search: 'dish' })
    shop.now = 2000
    const run = shop.startRun()
    run.putProducts([
      aProduct({
        sku: 'D',
        name: 'A dish',
        reorderPoints: [{ locationExternalId: 'location-shop', reorderPoint: 9, reorderQuantity: 0 }],
      }),
    ])
    run.putStock([
      aStockRow({ sku: 'A', onHand: 7.5 }),
      aStockRow({ sku: 'D', location: 'Shop', onHand: 4, onOrder: 7, nextDeliveryAt: 86_400_000 }),
    ])
    await run.commitStock({ isWhole: false }, signal)
    expect(shop.skus()[0]).toBe('D')
    expect(shop.ask({ search: 'dish' }).rows).toMatchObject([
      { onHand: 4, available: 2, reorderPoint: 9, state: 'out', stateLocations: ['Main'] },
    ])
    expect(shop.ask({ search: 'dish', locationId: shop.locationId('Shop') }).rows).toMatchObject([
      { state: 'incoming' },
    ])
  })

  it('keeps what changed while everything was being read', async () => {
    await shop.storeShop()
    const reloading = shop.index.reload()
    shop.startRun().putProducts([aProduct({ sku: 'A', name: 'Zinc', barcode: '9421' })])
    shop.startRun().putLocations([aLocation({ name: 'Third' })])
    shop.startRun().putProducts([aProduct({ sku: 'D', name: 'Zebra' })])
    await reloading
    expect(shop.skus()).toEqual(['C', 'B', 'D', 'A'])
    expect(shop.locationId('Third')).toBeGreaterThan(0)
  })

  it('loses no change that comes just as a reading ends', async () => {
    for (let turns = 0; turns < 12; turns++) {
      shop = new IndexSetup()
      void shop.index.reload()
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      shop.startRun().putProducts([aProduct()])
      await shop.index.changed([])
      expect(shop.ask().total).toBe(1)
    }
  })

  it('keeps apart the products of two connections', async () => {
    await shop.storeShop()
    const second = new IndexSetup(shop.db)
    second.startRun().putStock([aStockRow({ sku: 'A', onHand: 1 })])
    await shop.index.reload()
    await second.index.reload()
    expect(shop.ask().total).toBe(4)
    expect(second.index.summary()).toMatchObject({ products: 1, confirmedAt: null })
  })
})
