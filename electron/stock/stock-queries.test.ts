import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../db/database'
import { aLocation, aProduct, aStockRow, storeConnection } from '../testing/factories'
import { readingOn } from '../testing/stock-setup'
import { openTestDatabase } from '../testing/test-database'
import type { StockRowInput } from './provider-rows'
import { StockQueries } from './stock-queries'
import { createSnapshotWriter } from './stock-store'

const signal = new AbortController().signal

let db: Database
let connectionId: string
let queries: StockQueries
let now: number

beforeEach(() => {
  db = openTestDatabase()
  connectionId = storeConnection(db)
  queries = new StockQueries({ db, clock: { now: () => now }, today: () => 0 })
  now = 1000
})

function startRun(runId: string) {
  return readingOn(
    createSnapshotWriter({
      db,
      clock: { now: () => now },
      connectionId,
      runId,
      source: 'full',
      pageSize: 1000,
    }),
  )
}

async function sync(runId: string, rows: StockRowInput[]): Promise<void> {
  const run = startRun(runId)
  run.putStock(rows)
  await run.commitStock({ isWhole: true }, signal)
}

function putCatalogue(): void {
  const run = startRun('catalogue')
  run.putLocations([
    aLocation({ name: 'Annex' }),
    aLocation({ name: 'Main', isDefault: true }),
    aLocation({ name: 'Closed', isDeprecated: true }),
    aLocation({ name: 'Closed with rest', isDeprecated: true }),
  ])
  run.putProducts([
    aProduct({
      sku: 'A',
      name: 'Crème brûlée mix',
      barcode: '9421',
      brand: 'Own',
      reorderPoint: 4,
      reorderQuantity: 12,
      reorderPoints: [{ locationExternalId: 'location-main', reorderPoint: 6, reorderQuantity: 0 }],
      suppliers: [
        { externalId: 's-2', name: 'Second', supplierSku: 'S2' },
        { externalId: 's-1', name: 'First', supplierSku: 'S1' },
      ],
    }),
    aProduct({ sku: 'B_1', name: 'Dish 100%' }),
  ])
}

const idOf = (sku: string) =>
  db.sqlite.prepare<[string], number>('SELECT id FROM products WHERE sku = ?').pluck().get(sku) ?? 0

const product = (sku: string) => queries.product(connectionId, idOf(sku))

describe('the product panel', () => {
  it('tells about the product and its suppliers in their order', () => {
    putCatalogue()
    expect(product('A')).toMatchObject({
      name: 'Crème brûlée mix',
      sku: 'A',
      barcode: '9421',
      category: 'Tea',
      brand: 'Own',
      unit: 'Item',
      suppliers: [
        { name: 'Second', supplierSku: 'S2' },
        { name: 'First', supplierSku: 'S1' },
      ],
    })
  })

  it('lists the locations in use, and those out of use that still hold something', async () => {
    putCatalogue()
    await sync('first', [
      aStockRow({ sku: 'A', onHand: 5 }),
      aStockRow({ sku: 'A', location: 'Closed with rest', onHand: 1 }),
    ])
    expect(product('A').locations).toMatchObject([
      { location: 'Main', onHand: 5, state: 'low' },
      { location: 'Annex', onHand: 0, state: 'ok', confirmedAt: 1000 },
      { location: 'Closed with rest', onHand: 1, state: 'ok' },
    ])
  })

  it('says where a reorder point comes from', async () => {
    putCatalogue()
    await sync('first', [aStockRow({ sku: 'A', onHand: 50 })])
    expect(product('A').locations).toMatchObject([
      { location: 'Main', reorderPoint: 6, reorderQuantity: null, reorderOrigin: 'location' },
      { location: 'Annex', reorderPoint: 4, reorderQuantity: 12, reorderOrigin: 'product' },
    ])
    expect(product('B_1').locations).toMatchObject([
      { reorderPoint: null, reorderQuantity: null, reorderOrigin: null, state: 'ok' },
      { reorderOrigin: null },
    ])
  })

  it('knows nothing of a location before the stock list was read', () => {
    putCatalogue()
    expect(product('A').locations).toEqual([])
    startRun('first').putStock([aStockRow({ sku: 'A', onHand: 5 })])
    expect(product('A').locations).toMatchObject([{ location: 'Main', onHand: 5, confirmedAt: 1000 }])
  })

  it('tells when a figure changed and when it was last confirmed', async () => {
    putCatalogue()
    await sync('first', [aStockRow({ sku: 'A', onHand: 50 })])
    now = 2000
    await sync('second', [aStockRow({ sku: 'A', onHand: 50 })])
    expect(product('A').locations[0]).toMatchObject({ source: 'full', changedAt: 1000, confirmedAt: 2000 })
  })

  it('lists bins and batches', async () => {
    putCatalogue()
    await sync('first', [
      aStockRow({ sku: 'A', bin: 'B-2', onHand: 1 }),
      aStockRow({ sku: 'A', bin: 'B-1', batch: 'X', expiresAt: 5000, onHand: 2, allocated: 1, available: 1 }),
    ])
    expect(product('A').locations[0]?.bins).toEqual([
      { bin: 'B-1', batch: 'X', expiresAt: 5000, onHand: 2, allocated: 1, available: 1 },
      { bin: 'B-2', batch: '', expiresAt: null, onHand: 1, allocated: 0, available: 1 },
    ])
  })

  it('shows the newest fifty changes, newest first', async () => {
    putCatalogue()
    for (let onHand = 1; onHand <= 30; onHand++) {
      now = 1000 + onHand
      await sync(`run-${onHand}`, [aStockRow({ sku: 'A', onHand })])
    }
    const { changes } = product('A')
    expect(changes).toHaveLength(50)
    expect(changes[0]).toMatchObject({
      figure: 'available',
      before: 29,
      after: 30,
      changedAt: 1030,
      location: 'Main',
    })
    expect(changes.at(-1)).toMatchObject({ figure: 'onHand', before: 5, after: 6 })
  })

  it('refuses a product of another connection', () => {
    putCatalogue()
    expect(() => queries.product(storeConnection(db), idOf('A'))).toThrow('no longer')
    expect(() => queries.product(connectionId, 999)).toThrow('no longer')
  })
})

describe('the changes of a run', () => {
  beforeEach(async () => {
    putCatalogue()
    await sync('first', [aStockRow({ sku: 'A', onHand: 1 }), aStockRow({ sku: 'B_1', onHand: 1 })])
    await sync('second', [aStockRow({ sku: 'A', onHand: 2 }), aStockRow({ sku: 'B_1', onHand: 3 })])
  })

  it('are counted and listed in the order of products', async () => {
    expect(queries.countChanges('first')).toBe(0)
    expect(queries.countChanges('second')).toBe(4)
    const listed = await queries.changesOfRun('second', '')
    expect(listed.map(({ sku, figure }) => [sku, figure])).toEqual([
      ['A', 'onHand'],
      ['A', 'available'],
      ['B_1', 'onHand'],
      ['B_1', 'available'],
    ])
  })

  it('are found by product name and SKU, without regard to case and accents', async () => {
    const found = async (search: string) => [
      ...new Set((await queries.changesOfRun('second', search)).map(({ sku }) => sku)),
    ]
    expect(await found('BRULEE creme')).toEqual(['A'])
    expect(await found('b_1')).toEqual(['B_1'])
    expect(await found('100%')).toEqual(['B_1'])
    expect(await found('%')).toEqual(['B_1'])
    expect(await found('nothing')).toEqual([])
  })

  it('are cut at two hundred', async () => {
    const rows = (onHand: number) =>
      Array.from({ length: 150 }, (_, index) => aStockRow({ sku: `S${index}`, onHand }))
    await sync('third', rows(1))
    expect(queries.countChanges('third')).toBe(304)
    expect(await queries.changesOfRun('third', '')).toHaveLength(200)
    expect(await queries.changesOfRun('third', 's')).toHaveLength(200)
  })

  it('are looked through in steps, with turns for others in between', async () => {
    const rows = (onHand: number) =>
      Array.from({ length: 6000 }, (_, index) => aStockRow({ sku: `S${index}`, onHand }))
    await sync('third', rows(1))
    const turns: string[] = []
    const found = queries
      .changesOfRun('third', 's5999')
      .then((changes) => turns.push(`${changes.length} found`))
    setImmediate(() => turns.push('other'))
    await found
    expect(turns).toEqual(['other', '2 found'])
  })
})
