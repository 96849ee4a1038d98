import { beforeEach, describe, expect, it } from 'vitest'
import { aLocation, aProduct, aStockRow, storeConnection } from '../testing/factories'
import { IndexSetup, type StockSetup, signal, whole } from '../testing/stock-setup'
import { ProductReadings } from './product-readings'

const notAtEnd = { isWhole: true, isAtEnd: false }
const idOf = (sku: string) => `product-${sku.toLowerCase()}`

let shop: IndexSetup

beforeEach(async () => {
  shop = new IndexSetup()
  const run = shop.startRun()
  run.putLocations([aLocation({ name: 'Main', isDefault: true }), aLocation({ name: 'Shop' })])
  run.putProducts(['A', 'B', 'C'].map((sku) => aProduct({ sku })))
  run.putStock([
    aStockRow({ sku: 'A', onHand: 3 }),
    aStockRow({ sku: 'A', onHand: 2, location: 'Shop' }),
    aStockRow({ sku: 'B', onHand: 1 }),
  ])
  await run.commitStock(whole, signal)
  await shop.index.reload()
  shop.now = 2000
})

const figures = () => shop.levels().map(({ sku, location, onHand }) => `${sku} ${location} ${onHand}`)

describe('a product whose stock is read alone', () => {
  it('shows its new figures everywhere when the run is done, with their source and time', async () => {
    const run = shop.startRun('quick')
    await run.productsOfWorth(10, signal)
    run.putProductStock(idOf('A'), [aStockRow({ sku: 'A', onHand: 9, location: 'Shop' })])
    expect(figures()).toEqual(['A Main 3', 'A Shop 2', 'B Main 1'])
    shop.now = 2500
    await run.commitStock(notAtEnd, signal)

    expect(figures()).toEqual(['A Main 0', 'A Shop 9', 'B Main 1'])
    const origin = { sku: 'A', figure: 'onHand', source: 'quick', runId: 'run-2', changedAt: 2500 }
    expect(shop.changes()).toMatchObject([
      { ...origin, location: 'Main', before: 3, after: 0 },
      { location: 'Main', figure: 'available' },
      { ...origin, location: 'Shop', before: 2, after: 9 },
      { location: 'Shop', figure: 'available' },
    ])
  })

  it('is as young as its reading, also when no figure changed', async () => {
    const run = shop.startRun('quick')
    await run.productsOfWorth(10, signal)
    run.putProductStock(idOf('B'), [aStockRow({ sku: 'B', onHand: 1 })])
    shop.now = 2500
    await run.commitStock(notAtEnd, signal)
    expect(shop.ask().rows).toMatchObject([
      { sku: 'A', updatedAt: 1000 },
      { sku: 'B', updatedAt: 2000 },
      { sku: 'C', updatedAt: 1000 },
    ])
  })

  it('is not overwritten by what the list told before of it, even when that run was cut short', async () => {
    const full = shop.startRun()
    full.putStock([aStockRow({ sku: 'A', onHand: 100 }), aStockRow({ sku: 'A', onHand: 100, bin: 'new' })])
    const quick = shop.startRun('quick')
    expect(quick.stockPosition()).toMatchObject({ nextPage: 2 })
    quick.putProductStock(idOf('A'), [aStockRow({ sku: 'A', onHand: 9 })])
    // Killed before its commit.

    const next = shop.startRun('quick')
    next.putStock([aStockRow({ sku: 'B', onHand: 1 })])
    await next.commitStock(whole, signal)
    expect(figures()).toEqual(['A Main 9', 'A Shop 0', 'B Main 1'])
  })

  it('gives way to what the list tells later', async () => {
    const run = shop.startRun('quick')
    run.putProductStock(idOf('A'), [aStockRow({ sku: 'A', onHand: 9 })])
    run.putProductStock(idOf('B'), [])
    run.putStock([
      aStockRow({ sku: 'A', onHand: 3 }),
      aStockRow({ sku: 'A', onHand: 4, location: 'Shop' }),
      aStockRow({ sku: 'B', onHand: 1 }),
    ])
    await run.commitStock(whole, signal)
    expect(figures()).toEqual(['A Main 3', 'A Shop 4', 'B Main 1'])
    expect(shop.count('stock_rows')).toBe(3)
  })

  it('leaves no row behind that the list does not name the next time', async () => {
    const run = shop.startRun('quick')
    run.putProductStock(idOf('B'), [])
    run.putStock([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'A', onHand: 2, location: 'Shop' })])
    await run.commitStock(whole, signal)
    expect(figures()).toEqual(['A Main 3', 'A Shop 2', 'B Main 0'])
    await shop.sync([
      aStockRow({ sku: 'A', onHand: 3 }),
      aStockRow({ sku: 'A', onHand: 2, location: 'Shop' }),
    ])
    expect(shop.count('stock_rows')).toBe(2)
  })

  it('keeps its figures when the answer cannot be relied on', async () => {
    const run = shop.startRun('quick')
    run.putProductStock(idOf('A'), null)
    await run.commitStock(notAtEnd, signal)
    expect(figures()).toEqual(['A Main 3', 'A Shop 2', 'B Main 1'])
  })

  it('does not take away more rows than may go unasked, until the list has been read', async () => {
    const bins = Array.from({ length: 30 }, (_, bin) => `${bin}`)
    const rows = ['A', 'B'].flatMap((sku) => bins.map((bin) => aStockRow({ sku, bin, onHand: 1 })))
    await shop.sync(rows)
    const held = (sku: string) => shop.levels().find((level) => level.sku === sku)?.onHand
    for (const sku of ['A', 'B']) {
      const run = shop.startRun('quick')
      run.putProductStock(idOf(sku), [])
      await run.commitStock(notAtEnd, signal)
    }
    expect([held('A'), held('B')]).toEqual([0, 30])
  })
})

describe('what is worth reading first', () => {
  const worth = (most: number, on: StockSetup = shop) => on.startRun('quick').productsOfWorth(most, signal)

  beforeEach(async () => {
    const run = shop.startRun()
    run.putProducts([
      aProduct({ sku: 'A' }),
      aProduct({ sku: 'B', reorderPoint: 4 }),
      aProduct({ sku: 'C' }),
      aProduct({ sku: 'Far', reorderPoint: 4 }),
      aProduct({
        sku: 'Near',
        reorderPoints: [{ locationExternalId: 'location-shop', reorderPoint: 8, reorderQuantity: 1 }],
      }),
    ])
    run.putStock([
      aStockRow({ sku: 'A', onHand: 3 }),
      aStockRow({ sku: 'B', onHand: 1 }),
      aStockRow({ sku: 'Far', onHand: 6 }),
      aStockRow({ sku: 'Near', onHand: 100 }),
      aStockRow({ sku: 'Near', onHand: 10, location: 'Shop' }),
    ])
    await run.commitStock(whole, signal)
    shop.now = 3000
  })

  it('is what changed, then what is on screen, then what is near or under a reorder point', async () => {
    shop.onScreen = [shop.productId('A'), shop.productId('Near')]
    shop.startRun('quick').putProducts([aProduct({ sku: 'C', name: 'Renamed' })])
    const best = ['C', 'A', 'Near', 'B'].map(idOf)
    expect(await worth(10)).toEqual(best)
    expect(await worth(2)).toEqual(best.slice(0, 2))
  })

  it('comes round to every product, though fewer are read at a time', async () => {
    const read: string[] = []
    for (let n = 0; n < 4; n += 1) {
      shop.now += 1000
      const run = shop.startRun('quick')
      const [externalId = ''] = await run.productsOfWorth(1, signal)
      run.putProductStock(
        externalId,
        n === 0 ? null : [aStockRow({ sku: 'x', productExternalId: externalId })],
      )
      await run.commitStock(notAtEnd, signal)
      read.push(externalId)
    }
    expect(read).toEqual(['B', 'Near', 'B', 'Near'].map(idOf))
  })

  it('forgets a mark when the product was read, but not one that came meanwhile', async () => {
    const readings = new ProductReadings(shop.db, shop.connectionId)
    const mark = (sku: string) => shop.db.write(() => readings.markDirty(shop.productId(sku), shop.now))
    mark('A')
    mark('C')
    const run = shop.startRun('quick')
    expect(await run.productsOfWorth(2, signal)).toEqual(['A', 'C'].map(idOf))
    shop.now += 1
    mark('C')
    for (const sku of ['A', 'C']) run.putProductStock(idOf(sku), [])
    await run.commitStock(notAtEnd, signal)
    expect(readings.dirty(10)).toEqual([idOf('C')])
  })

  it('forgets the marks that are older than a whole reading of the list', async () => {
    const readings = new ProductReadings(shop.db, shop.connectionId)
    shop.db.write(() => readings.markDirty(shop.productId('A'), shop.now))
    shop.now += 1
    const run = shop.startRun()
    shop.now += 1
    shop.db.write(() => readings.markDirty(shop.productId('C'), shop.now))
    run.putStock([aStockRow({ sku: 'A', onHand: 1 })])
    await run.commitStock(whole, signal)
    expect(readings.dirty(10)).toEqual([idOf('C')])
  })

  it("is nothing of another connection's, and nothing before the list was read to its end", async () => {
    const own = shop.productId('A')
    shop.connectionId = storeConnection(shop.db)
    shop.onScreen = [own]
    expect(await worth(10)).toEqual([])
    shop.startRun('quick').putProducts([aProduct({ sku: 'A' })])
    expect(await worth(10)).toEqual([])
  })
})
