import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../db/database'
import { aCategory, aLocation, aProduct, aStockRow, aSupplier, storeConnection } from '../testing/factories'
import { openTestDatabase } from '../testing/test-database'
import type { StockRowInput } from './provider-rows'
import { createSnapshotWriter } from './stock-store'

const signal = new AbortController().signal
const whole = { isWhole: true }

let db: Database
let connectionId: string
let now: number
let runs: number
let told: (readonly number[] | null)[]

beforeEach(() => {
  db = openTestDatabase()
  connectionId = storeConnection(db)
  now = 1000
  runs = 0
  told = []
})

function startRun() {
  runs++
  return createSnapshotWriter({
    db,
    clock: { now: () => now },
    connectionId,
    runId: `run-${runs}`,
    source: 'full',
    onChanged: (productIds) => told.push(productIds),
  })
}

/** A run over a stock list, one page each. */
async function sync(...pages: StockRowInput[][]): Promise<number> {
  const run = startRun()
  for (const page of pages) run.putStock(page)
  return (await run.commitStock(whole, signal)).changes
}

function levels() {
  return db.sqlite
    .prepare(
      `SELECT p.sku, s.on_hand AS onHand FROM stock_levels s JOIN products p ON p.id = s.product_id ORDER BY p.sku`,
    )
    .all()
}

function count(table: string): number {
  return db.sqlite.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
}

function writes(): number {
  return db.sqlite.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0
}

function productId(sku: string): number {
  return db.sqlite.prepare<[string], number>('SELECT id FROM products WHERE sku = ?').pluck().get(sku) ?? 0
}

describe('products and locations that only the stock list knows', () => {
  it('takes upper-case and lower-case ids as the same product', async () => {
    const run = startRun()
    run.putProducts([aProduct({ externalId: 'ABC-1', sku: 'A' })])
    run.putProducts([aProduct({ externalId: 'abc-1', sku: 'A' })])
    run.putStock([aStockRow({ productExternalId: 'Abc-1', onHand: 2 })])
    await run.commitStock(whole, signal)
    expect(count('products')).toBe(1)
    expect(levels()).toMatchObject([{ sku: 'A', onHand: 2 }])
  })

  it('keeps stock of a product that the product list did not carry, and fills it in later', async () => {
    await sync([aStockRow({ sku: 'NEW-1', name: 'New', barcode: '123', onHand: 2 })])
    expect(db.sqlite.prepare('SELECT sku, name, barcode, type FROM products').get()).toEqual({
      sku: 'NEW-1',
      name: 'New',
      barcode: '123',
      type: '',
    })
    const id = productId('NEW-1')
    startRun().putProducts([aProduct({ sku: 'NEW-1', name: 'New tea' })])
    expect(db.sqlite.prepare('SELECT id, name, type FROM products').get()).toEqual({
      id,
      name: 'New tea',
      type: 'Stock',
    })
  })

  it('keeps stock at an unknown location until the real one takes it over', async () => {
    await sync([
      aStockRow({ location: 'Queen St', onHand: 2 }),
      aStockRow({ location: 'QUEEN ST', bin: 'A', onHand: 1 }),
    ])
    startRun().putLocations([aLocation({ externalId: 'L-1', name: 'Queen ST', isDefault: true })])
    expect(db.sqlite.prepare('SELECT external_id, name, is_default FROM locations').all()).toEqual([
      { external_id: 'l-1', name: 'Queen ST', is_default: 1 },
    ])
    expect(await sync([aStockRow({ location: 'queen st', onHand: 3 })])).toBe(0)
  })

  it('finds stock by the location in use where two share a name', async () => {
    startRun().putLocations([
      aLocation({ externalId: 'new', name: 'Shop' }),
      aLocation({ externalId: 'old', name: 'Shop', isDeprecated: true }),
    ])
    await sync([aStockRow({ location: 'Shop', onHand: 2 })])
    const externalId = 'SELECT l.external_id FROM stock_levels s JOIN locations l ON l.id = s.location_id'
    expect(db.sqlite.prepare(externalId).pluck().all()).toEqual(['new'])
  })
})

describe('catalogue lists', () => {
  const product = aProduct({
    sku: 'A',
    suppliers: [
      { externalId: 'supplier-leaf co', name: 'Leaf Co', supplierSku: 'L1' },
      { externalId: 'supplier-second', name: 'Second', supplierSku: '' },
    ],
    reorderPoints: [{ locationExternalId: 'location-main', reorderPoint: 5, reorderQuantity: 10 }],
  })

  function putAll(run = startRun()) {
    run.putLocations([aLocation()])
    run.putCategories([aCategory()])
    run.putSuppliers([aSupplier()])
    run.putProducts([product])
    return run
  }

  it('write nothing when nothing differs', async () => {
    putAll()
    told = []
    const before = writes()
    const run = putAll()
    for (const list of ['locations', 'categories', 'suppliers', 'products'] as const)
      await run.finishList(list, signal)
    expect(writes()).toBe(before)
    expect(told).toEqual([])
  })

  it('keep the product when its SKU changed or moved to another product', () => {
    const run = putAll()
    const id = productId('A')
    run.putProducts([{ ...product, sku: 'A-2' }, aProduct({ externalId: 'other', sku: 'A' })])
    expect(productId('A-2')).toBe(id)
    expect(productId('A')).not.toBe(id)
  })

  it('replace suppliers and reorder points that differ', () => {
    const run = putAll()
    run.putProducts([
      {
        ...product,
        suppliers: [{ externalId: 'supplier-second', name: 'Second', supplierSku: 'S2' }],
        reorderPoints: [{ locationExternalId: 'LOCATION-MAIN', reorderPoint: 6, reorderQuantity: 10 }],
      },
    ])
    expect(db.sqlite.prepare('SELECT position, supplier_sku FROM product_suppliers').all()).toEqual([
      { position: 0, supplier_sku: 'S2' },
    ])
    expect(db.sqlite.prepare('SELECT reorder_point FROM reorder_points').pluck().all()).toEqual([6])
  })

  it('leave out reorder points of unknown locations', () => {
    startRun().putProducts([product])
    expect(count('reorder_points')).toBe(0)
  })

  it('hide a product only after two complete lists in a row did not name it', async () => {
    putAll().putProducts([aProduct({ sku: 'B' })])
    const missed = () => db.sqlite.prepare('SELECT missed_lists FROM products ORDER BY sku').pluck().all()
    await putAll().finishList('products', signal)
    expect(missed()).toEqual([0, 1])
    await putAll().finishList('products', signal)
    await putAll().finishList('products', signal)
    expect(missed()).toEqual([0, 2])
    startRun().putProducts([aProduct({ sku: 'B' })])
    expect(missed()).toEqual([0, 0])
  })

  it('take a location that is no longer named out of use and keep its history', async () => {
    const run = putAll()
    run.putStock([aStockRow({ sku: 'A', onHand: 1 })])
    await run.commitStock(whole, signal)
    const next = startRun()
    next.putLocations([aLocation({ name: 'Other' })])
    await next.finishList('locations', signal)
    expect(db.sqlite.prepare('SELECT name, is_deprecated FROM locations ORDER BY name').all()).toEqual([
      { name: 'Main', is_deprecated: 1 },
      { name: 'Other', is_deprecated: 0 },
    ])
    expect(levels()).toHaveLength(1)
  })

  it('remove categories, and suppliers of no product, that are no longer named', async () => {
    const run = putAll()
    run.putSuppliers([aSupplier({ name: 'Unused' })])
    const next = startRun()
    next.putCategories([aCategory({ name: 'Coffee' })])
    next.putSuppliers([aSupplier({ name: 'New' })])
    await next.finishList('categories', signal)
    await next.finishList('suppliers', signal)
    expect(db.sqlite.prepare('SELECT name FROM categories').pluck().all()).toEqual(['Coffee'])
    expect(db.sqlite.prepare('SELECT name FROM suppliers ORDER BY name').pluck().all()).toEqual([
      'Leaf Co',
      'New',
      'Second',
    ])
    next.putProducts([
      aProduct({ sku: 'B', suppliers: [{ externalId: 'supplier-unused', name: 'Unused', supplierSku: '' }] }),
    ])
    expect(count('suppliers')).toBe(4)
  })

  it.each(['locations', 'products'] as const)('refuse an empty list of %s', async (list) => {
    putMany()
    await expect(startRun().finishList(list, signal)).rejects.toMatchObject({ code: 'provider_changed' })
  })

  it('keep all categories and suppliers, without a word, when there were many and the list is empty', async () => {
    putMany()
    await startRun().finishList('categories', signal)
    await startRun().finishList('suppliers', signal)
    expect([count('categories'), count('suppliers')]).toEqual([51, 51])
  })

  it('accept an empty list of anything but locations where few were stored', async () => {
    const run = startRun()
    run.putLocations([aLocation()])
    run.putCategories([aCategory()])
    run.putSuppliers([aSupplier()])
    for (const list of ['categories', 'suppliers', 'products'] as const) {
      await startRun().finishList(list, signal)
    }
    expect([count('categories'), count('suppliers')]).toEqual([0, 0])
    await expect(startRun().finishList('locations', signal)).rejects.toMatchObject({
      code: 'provider_changed',
    })
  })

  /** One more of each than may go unasked. */
  function putMany(): void {
    const run = startRun()
    const names = Array.from({ length: 51 }, (_, index) => `N${index}`)
    run.putLocations([aLocation()])
    run.putCategories(names.map((name) => aCategory({ name })))
    run.putSuppliers(names.map((name) => aSupplier({ name })))
    run.putProducts(names.map((sku) => aProduct({ sku })))
  }
})
