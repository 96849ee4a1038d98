import { beforeEach, describe, expect, it } from 'vitest'
import type { StockQuery } from '../../shared/domain/stock'
import type { Database } from '../db/database'
import { aLocation, aProduct, aStockRow, storeConnection } from '../testing/factories'
import { openTestDatabase } from '../testing/test-database'
import type { SnapshotWriter } from './snapshot-writer'
import { StockIndex } from './stock-index'
import { createSnapshotWriter } from './stock-store'

const signal = new AbortController().signal
const whole = { isWhole: true }

let db: Database
let connectionId: string
let index: StockIndex
let now: number
let runs: number

beforeEach(() => {
  db = openTestDatabase()
  connectionId = storeConnection(db)
  index = new StockIndex({ db, connectionId })
  now = 1000
  runs = 0
})

/** The index hears of every change at once, as in the app. */
function startRun(): SnapshotWriter {
  return createSnapshotWriter({
    db,
    clock: { now: () => now },
    connectionId,
    runId: `run-${++runs}`,
    source: 'full',
    onChanged: (productIds) => void index.changed(productIds),
  })
}

function ask(values: Partial<StockQuery> = {}) {
  return index.list({
    connectionId,
    search: '',
    locationId: null,
    category: null,
    supplierId: null,
    states: [],
    sort: { column: 'product', descending: false },
    offset: 0,
    limit: 100,
    ...values,
  })
}

const skus = (values: Partial<StockQuery> = {}) => ask(values).rows.map((row) => row.sku)

const locationId = (name: string) =>
  index.summary().locations.find((location) => location.name === name)?.id ?? -1

/** Two shops: A is fine, B is low in one, C was never stocked, D is out in both. */
async function storeShop(): Promise<void> {
  const run = startRun()
  run.putLocations([aLocation({ name: 'Main', isDefault: true }), aLocation({ name: 'Shop' })])
  run.putProducts([
    aProduct({ sku: 'A', name: 'Ánis tea', barcode: '9421', category: 'Tea' }),
    aProduct({
      sku: 'B',
      name: 'Beard oil 100 ml',
      category: 'Care',
      reorderPoint: 2,
      reorderPoints: [{ locationExternalId: 'location-shop', reorderPoint: 5, reorderQuantity: 10 }],
      suppliers: [
        { externalId: 'supplier-1', name: 'Oil Works', supplierSku: '' },
        { externalId: 'supplier-2', name: 'Second', supplierSku: '' },
      ],
    }),
    aProduct({ sku: 'C', name: 'beard oil 50 ml', category: '' }),
    aProduct({ sku: 'D', name: 'Dish', category: 'Care', reorderPoint: 1 }),
    aProduct({ sku: 'E', name: 'Engraving', type: 'Service' }),
  ])
  run.putStock([
    aStockRow({ sku: 'A', onHand: 7.5 }),
    aStockRow({ sku: 'A', location: 'Shop', onHand: 0.1, bin: '1' }),
    aStockRow({ sku: 'A', location: 'Shop', onHand: 0.2, bin: '2' }),
    aStockRow({ sku: 'B', onHand: 9 }),
    aStockRow({ sku: 'B', location: 'Shop', onHand: 4, allocated: 1, available: 3 }),
    aStockRow({ sku: 'D', onHand: 0, available: -2, allocated: 2 }),
  ])
  await run.commitStock(whole, signal)
  await index.reload()
}

describe('StockIndex', () => {
  it('sums the locations and names the worst state and where it is', async () => {
    await storeShop()
    expect(ask().rows).toMatchObject([
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
      { sku: 'D', available: -2, reorderPoint: 2, state: 'out', stateLocations: ['Main', 'Shop'] },
    ])
  })

  it('leaves services out', async () => {
    await storeShop()
    expect(ask().total).toBe(4)
    expect(index.summary().products).toBe(4)
  })

  it('finds words in any order in name, SKU and barcode, without regard to case and accents', async () => {
    await storeShop()
    expect(skus({ search: 'ÓIL beard' })).toEqual(['C', 'B'])
    expect(skus({ search: 'anis 9421' })).toEqual(['A'])
    expect(skus({ search: 'beard 9421' })).toEqual([])
    expect(skus({ search: '  ' })).toHaveLength(4)
  })

  it('answers the same when a search is typed letter by letter as when it is pasted', async () => {
    await storeShop()
    const text = 'oil 50 b'
    let typed: string[] = []
    for (let end = 1; end <= text.length; end++) typed = skus({ search: text.slice(0, end) })
    expect(typed).toEqual(['C'])
    expect(skus({ search: 'oil 5' })).toEqual(['C'])
    expect(skus({ search: 'oil' })).toEqual(['C', 'B'])
  })

  it('filters by category, any supplier, and state', async () => {
    await storeShop()
    expect(skus({ category: 'Care' })).toEqual(['B', 'D'])
    expect(skus({ category: 'Unknown' })).toEqual([])
    const second = index.summary().suppliers.find(({ name }) => name === 'Second')
    expect(skus({ supplierId: second?.id ?? -1 })).toEqual(['B'])
    expect(skus({ states: ['low', 'out'] })).toEqual(['B', 'D'])
    expect(skus({ states: ['incoming'] })).toEqual([])
  })

  it('shows one location alone, with what is or should be there', async () => {
    await storeShop()
    expect(ask({ locationId: locationId('Main') }).rows).toMatchObject([
      { sku: 'A', onHand: 7.5, state: 'ok' },
      { sku: 'B', onHand: 9, reorderPoint: 2, state: 'ok' },
      { sku: 'D', available: -2, reorderPoint: 1, state: 'out', stateLocations: ['Main'] },
    ])
    expect(skus({ locationId: locationId('Shop'), states: ['low'] })).toEqual(['B'])
    expect(ask({ locationId: 999 })).toEqual({ total: 0, offset: 0, rows: [] })
  })

  it('sorts names as people do, and rows with nothing in the column last either way', async () => {
    await storeShop()
    expect(skus()).toEqual(['A', 'C', 'B', 'D'])
    expect(skus({ sort: { column: 'product', descending: true } })).toEqual(['D', 'B', 'C', 'A'])
    expect(skus({ sort: { column: 'category', descending: false } })).toEqual(['B', 'D', 'A', 'C'])
    expect(skus({ sort: { column: 'category', descending: true } })).toEqual(['A', 'B', 'D', 'C'])
    expect(skus({ sort: { column: 'available', descending: false } })).toEqual(['D', 'C', 'A', 'B'])
    expect(skus({ sort: { column: 'reorderPoint', descending: true } })).toEqual(['B', 'D', 'A', 'C'])
    expect(skus({ sort: { column: 'state', descending: false } })).toEqual(['D', 'B', 'A', 'C'])
    expect(skus({ sort: { column: 'supplier', descending: false } })).toEqual(['B', 'A', 'C', 'D'])
  })

  it('gives a page of a longer list', async () => {
    await storeShop()
    expect(ask({ offset: 1, limit: 2 })).toMatchObject({
      total: 4,
      offset: 1,
      rows: [{ sku: 'C' }, { sku: 'B' }],
    })
    expect(ask({ offset: 9 })).toEqual({ total: 4, offset: 9, rows: [] })
  })

  it('says what the filters offer', async () => {
    await storeShop()
    expect(index.summary()).toMatchObject({
      products: 4,
      locations: [{ name: 'Main' }, { name: 'Shop' }],
      categories: ['Care', 'Tea'],
      suppliers: [{ name: 'Oil Works' }, { name: 'Second' }],
      states: { out: 1, low: 1, incoming: 0, ok: 2 },
      confirmedAt: 1000,
    })
  })

  it('shows the first sync page by page and calls nothing out before the stock list is complete', async () => {
    await index.reload()
    const run = startRun()
    run.putLocations([aLocation()])
    await index.reload()
    run.putProducts([aProduct({ sku: 'B', reorderPoint: 5 }), aProduct({ sku: 'A', reorderPoint: 5 })])
    expect(ask().rows).toMatchObject([
      { sku: 'A', state: 'ok', updatedAt: null },
      { sku: 'B', state: 'ok' },
    ])
    run.putProducts([aProduct({ sku: 'AB' })])
    expect(skus()).toEqual(['A', 'AB', 'B'])
    run.putStock([aStockRow({ sku: 'A', onHand: 2 })])
    expect(ask().rows).toMatchObject([
      { sku: 'A', onHand: 2, state: 'low', updatedAt: 1000 },
      {},
      { state: 'ok' },
    ])
    await run.commitStock(whole, signal)
    expect(ask().rows).toMatchObject([{ state: 'low' }, { state: 'ok' }, { sku: 'B', state: 'out' }])
  })

  it('calls nothing out that a first stock list with gaps did not name', async () => {
    const run = startRun()
    run.putLocations([aLocation()])
    run.putProducts([aProduct({ sku: 'A', reorderPoint: 5 }), aProduct({ sku: 'B', reorderPoint: 5 })])
    run.putStock([aStockRow({ sku: 'A', onHand: 2 })])
    await run.commitStock({ isWhole: false }, signal)
    await index.reload()
    expect(ask().rows).toMatchObject([
      { sku: 'A', state: 'low', updatedAt: 1000 },
      { sku: 'B', state: 'ok', updatedAt: null },
    ])
    expect(index.summary().confirmedAt).toBeNull()
  })

  it('takes in changed names, figures and reorder points of known products', async () => {
    await storeShop()
    ask({ search: 'dish' })
    now = 2000
    const run = startRun()
    run.putProducts([
      aProduct({
        sku: 'D',
        name: 'A dish',
        reorderPoints: [{ locationExternalId: 'location-shop', reorderPoint: 9, reorderQuantity: 0 }],
      }),
    ])
    run.putStock([
      aStockRow({ sku: 'A', onHand: 7.5 }),
      aStockRow({ sku: 'D', location: 'Shop', onHand: 4, onOrder: 6 }),
    ])
    await run.commitStock({ isWhole: false }, signal)
    expect(skus()[0]).toBe('D')
    expect(ask({ search: 'dish' }).rows).toMatchObject([
      { onHand: 4, available: 2, reorderPoint: 9, state: 'out', stateLocations: ['Main'] },
    ])
    expect(ask({ search: 'dish', locationId: locationId('Shop') }).rows).toMatchObject([
      { state: 'incoming' },
    ])
  })

  it('says how old the oldest figure of a row is', async () => {
    await storeShop()
    now = 5000
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 8 })])
    await run.commitStock({ isWhole: false }, signal)
    expect(ask({ search: '9421' }).rows).toMatchObject([{ onHand: 8.3, updatedAt: 1000 }])
    expect(ask({ search: '9421', locationId: locationId('Main') }).rows).toMatchObject([{ updatedAt: 5000 }])
  })

  it('hides a product that two lists missed, unless it still holds stock', async () => {
    await storeShop()
    for (const _ of [1, 2]) {
      const run = startRun()
      run.putProducts([aProduct({ sku: 'X' })])
      await run.finishList('products', signal)
    }
    await index.reload()
    expect(skus()).toEqual(['A', 'B', 'D', 'X'])
  })

  it('adds what a location out of use still holds, and never calls it low', async () => {
    await storeShop()
    const run = startRun()
    run.putLocations([
      aLocation({ name: 'Shop', isDeprecated: true }),
      aLocation({ name: 'Empty', isDeprecated: true }),
    ])
    await index.reload()
    expect(ask({ search: 'beard 100' }).rows).toMatchObject([{ onHand: 13, reorderPoint: 2, state: 'ok' }])
    expect(index.summary().locations.map(({ name }) => name)).toEqual(['Main', 'Shop'])
  })

  it('keeps what changed while everything was being read', async () => {
    await storeShop()
    const reloading = index.reload()
    startRun().putProducts([aProduct({ sku: 'A', name: 'Zinc', barcode: '9421' })])
    startRun().putLocations([aLocation({ name: 'Third' })])
    startRun().putProducts([aProduct({ sku: 'D', name: 'Zebra' })])
    await reloading
    expect(skus()).toEqual(['C', 'B', 'D', 'A'])
    expect(locationId('Third')).toBeGreaterThan(0)
  })

  it('loses no change that comes just as a reading ends', async () => {
    for (let turns = 0; turns < 12; turns++) {
      connectionId = storeConnection(db)
      index = new StockIndex({ db, connectionId })
      void index.reload()
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      startRun().putProducts([aProduct()])
      await index.changed([])
      expect(ask().total).toBe(1)
    }
  })

  it('keeps apart the products of two connections', async () => {
    await storeShop()
    const other = storeConnection(db)
    const writer = createSnapshotWriter({
      db,
      clock: { now: () => now },
      connectionId: other,
      runId: 'x',
      source: 'full',
    })
    writer.putStock([aStockRow({ sku: 'A', onHand: 1 })])
    await index.reload()
    expect(ask().total).toBe(4)
    const second = new StockIndex({ db, connectionId: other })
    await second.reload()
    expect(second.summary()).toMatchObject({ products: 1, confirmedAt: null })
  })
})
