import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../db/database'
import { aCategory, aLocation, aProduct, aStockRow, aSupplier, storeConnection } from '../testing/factories'
import { openTestDatabase } from '../testing/test-database'
import type { StockRowInput } from './provider-rows'
import { forgetStagedRows } from './staged-rows'
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

function startRun(source: 'full' | 'quick' = 'full') {
  runs++
  return createSnapshotWriter({
    db,
    clock: { now: () => now },
    connectionId,
    runId: `run-${runs}`,
    source,
    onChanged: (productIds) => told.push(productIds),
  })
}

/** A run over a stock list, one page each. */
async function sync(...pages: StockRowInput[][]): Promise<number> {
  const run = startRun()
  for (const page of pages) run.putStock(page)
  return (await run.commitStock(whole, signal)).changes
}

interface Level {
  sku: string
  location: string
  onHand: number
  allocated: number
  available: number
  onOrder: number
  inTransit: number
  stockValue: number
  nextDeliveryAt: number | null
  changedAt: number
  runId: string
}

function levels(): Level[] {
  return db.sqlite
    .prepare<[], Level>(
      `SELECT p.sku, l.name AS location, s.on_hand AS onHand, s.allocated, s.available, s.on_order AS onOrder,
         s.in_transit AS inTransit, s.stock_value AS stockValue, s.next_delivery_at AS nextDeliveryAt,
         s.changed_at AS changedAt, s.run_id AS runId
       FROM stock_levels s JOIN products p ON p.id = s.product_id JOIN locations l ON l.id = s.location_id
       ORDER BY p.sku, l.name`,
    )
    .all()
}

function changes() {
  return db.sqlite
    .prepare(
      `SELECT p.sku, l.name AS location, c.figure, c.before, c.after, c.changed_at AS changedAt, c.source, c.run_id AS runId
       FROM stock_changes c JOIN products p ON p.id = c.product_id JOIN locations l ON l.id = c.location_id ORDER BY c.id`,
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

describe('the first stock list', () => {
  it('is visible page by page and leaves no history', async () => {
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 3 })])
    expect(levels()).toMatchObject([{ sku: 'A', location: 'Main', onHand: 3, available: 3 }])
    run.putStock([aStockRow({ sku: 'B', onHand: 4 })])
    expect(levels()).toHaveLength(2)

    expect(await run.commitStock(whole, signal)).toEqual({ changes: 0 })
    expect(changes()).toEqual([])
    expect(told).toEqual([null, [productId('B')], []])
  })

  it('sums bins, batches and expiry dates of one location, rounded to four decimals', async () => {
    await sync([
      aStockRow({ bin: 'A-1', onHand: 0.1, stockValue: 211.293 }),
      aStockRow({ bin: 'A-2', onHand: 0.2, stockValue: 62.145 }),
      aStockRow({ batch: 'X', onHand: 1, nextDeliveryAt: 900 }),
      aStockRow({ batch: 'X', expiresAt: 77, onHand: 2, onOrder: 60, nextDeliveryAt: 500 }),
    ])
    expect(levels()).toMatchObject([
      { onHand: 3.3, available: 3.3, onOrder: 60, stockValue: 273.438, nextDeliveryAt: 500 },
    ])
    expect(count('stock_rows')).toBe(4)
  })

  it('sums a pair whose rows are spread over two pages', async () => {
    await sync([aStockRow({ bin: 'A-1', onHand: 1 })], [aStockRow({ bin: 'A-2', onHand: 2 })])
    expect(levels()).toMatchObject([{ onHand: 3 }])
  })

  it('goes on after a run that stopped half-way, without what is gone meanwhile', async () => {
    startRun().putStock([aStockRow({ sku: 'A', onHand: 1 }), aStockRow({ sku: 'B', onHand: 2 })])
    await sync([aStockRow({ sku: 'A', onHand: 5 })])
    expect(levels()).toMatchObject([
      { sku: 'A', onHand: 5 },
      { sku: 'B', onHand: 0 },
    ])
    expect(changes()).toEqual([])
  })
})

describe('later stock lists', () => {
  it('stay out of sight until they are complete', async () => {
    await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 })])
    expect(levels()).toMatchObject([{ onHand: 3 }, { onHand: 1 }])
    run.putStock([aStockRow({ sku: 'B', onHand: 1 })])
    now = 2000
    await run.commitStock(whole, signal)
    expect(levels()).toMatchObject([
      { sku: 'A', onHand: 9, changedAt: 2000, runId: 'run-2' },
      { sku: 'B', onHand: 1, changedAt: 1000, runId: 'run-1' },
    ])
  })

  it('leave one history row per changed figure, with before and after', async () => {
    await sync([aStockRow({ onHand: 3, onOrder: 5 })])
    now = 2000
    expect(await sync([aStockRow({ onHand: 2, available: -1, allocated: 3, onOrder: 5 })])).toBe(3)
    const common = { sku: 'TEA-0001', location: 'Main', changedAt: 2000, source: 'full', runId: 'run-2' }
    expect(changes()).toEqual([
      { ...common, figure: 'onHand', before: 3, after: 2 },
      { ...common, figure: 'allocated', before: 0, after: 3 },
      { ...common, figure: 'available', before: 3, after: -1 },
    ])
    expect(levels()).toMatchObject([{ available: -1 }])
  })

  it('take what they no longer name as zero, not as unknown', async () => {
    await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
    expect(await sync([aStockRow({ sku: 'B', onHand: 1 })])).toBe(2)
    expect(levels()).toMatchObject([
      { sku: 'A', onHand: 0, available: 0 },
      { sku: 'B', onHand: 1 },
    ])
    expect(count('stock_rows')).toBe(1)
  })

  it('leave what they do not name as it was when they have gaps, and do not claim to be newer', async () => {
    await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
    now = 2000
    const run = startRun()
    run.putStock([aStockRow({ sku: 'B', onHand: 2 })])
    expect(await run.commitStock({ isWhole: false }, signal)).toEqual({ changes: 2 })
    expect(levels()).toMatchObject([{ onHand: 3 }, { onHand: 2 }])
    expect(db.sqlite.prepare('SELECT at FROM watermarks').pluck().all()).toEqual([1000])
  })

  it('write nothing but the watermark when nothing differs', async () => {
    const page = Array.from({ length: 500 }, (_, index) => aStockRow({ sku: `S${index}`, onHand: index }))
    await sync(page)
    now = 2000
    const run = startRun()
    const before = writes()
    run.putStock(page)
    expect(writes()).toBe(before)
    await run.commitStock(whole, signal)
    expect(writes()).toBe(before + 1)
    expect(db.sqlite.prepare('SELECT resource, at, run_id FROM watermarks').all()).toEqual([
      { resource: 'availability', at: 2000, run_id: 'run-2' },
    ])
  })

  it('do not count a new value or delivery date as a changed figure', async () => {
    await sync([aStockRow({ onHand: 1, stockValue: 5 })])
    now = 2000
    expect(await sync([aStockRow({ onHand: 1, stockValue: 6, nextDeliveryAt: 3000 })])).toBe(0)
    expect(levels()).toMatchObject([{ stockValue: 6, nextDeliveryAt: 3000, changedAt: 1000, runId: 'run-1' }])
  })

  it('do not count stock that moved between bins', async () => {
    await sync([aStockRow({ bin: 'A', onHand: 2 })])
    expect(await sync([aStockRow({ bin: 'B', onHand: 2 })])).toBe(0)
    expect(db.sqlite.prepare('SELECT bin FROM stock_rows').pluck().all()).toEqual(['B'])
  })

  it('count the later of two rows that turn up on different pages', async () => {
    await sync([aStockRow({ onHand: 1 })])
    await sync([aStockRow({ onHand: 2 })], [aStockRow({ onHand: 1 })])
    expect(levels()).toMatchObject([{ onHand: 1 }])
    await sync([aStockRow({ onHand: 1 })], [aStockRow({ onHand: 4 })])
    expect(levels()).toMatchObject([{ onHand: 4 }])
  })

  it('add up rows of one page that nothing tells apart', async () => {
    await sync([aStockRow({ onHand: 1 }), aStockRow({ onHand: 0, onOrder: 60 })])
    expect(levels()).toMatchObject([{ onHand: 1, onOrder: 60 }])
    expect(await sync([aStockRow({ onHand: 1 }), aStockRow({ onHand: 0, onOrder: 60 })])).toBe(0)
  })

  it('name the products they changed, and everything when there are many', async () => {
    const page = (onHand: number) =>
      Array.from({ length: 1001 }, (_, index) => aStockRow({ sku: `S${index}`, onHand }))
    await sync(page(1))
    told = []
    await sync([...page(1).slice(1), aStockRow({ sku: 'S0', onHand: 2 })])
    await sync(page(3))
    expect(told).toEqual([[productId('S0')], null])
  })

  it('leave the rows of other connections alone', async () => {
    await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 3 })])
    const first = connectionId
    connectionId = storeConnection(db)
    await sync([aStockRow({ sku: 'A', onHand: 7 })])
    await sync([aStockRow({ sku: 'A', onHand: 8 })])
    connectionId = first
    expect(await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 3 })])).toBe(0)
    expect(levels().map(({ onHand }) => onHand)).toEqual([3, 8, 3])
  })
})

describe('a run that does not come to its end', () => {
  beforeEach(async () => {
    await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
  })

  it('leaves the old figures and nothing set aside', async () => {
    const before = levels()
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 })])
    expect(count('staged_rows')).toBe(1)
    await run.discard()
    expect(count('staged_rows')).toBe(0)
    expect(levels()).toEqual(before)
  })

  it('stops at the end of the list when it was cancelled', async () => {
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 })])
    const cancelled = AbortSignal.abort(new Error('cancelled'))
    await expect(run.commitStock(whole, cancelled)).rejects.toThrow('cancelled')
    expect(levels()).toMatchObject([{ onHand: 3 }, { onHand: 1 }])
  })

  it('changes nothing for later runs when it was left behind by a crash', async () => {
    startRun().putStock([aStockRow({ sku: 'A', onHand: 9 })])
    expect(await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])).toBe(0)
    await forgetStagedRows(db)
    expect(count('staged_rows')).toBe(0)
  })

  it('keeps everything as it was when the swap fails half-way', async () => {
    const before = levels()
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 }), aStockRow({ sku: 'B', onHand: 9 })])
    db.sqlite.exec(`CREATE TRIGGER fault BEFORE UPDATE ON stock_levels WHEN new.product_id = ${productId('B')}
      BEGIN SELECT RAISE(ABORT, 'fault'); END`)
    await expect(run.commitStock(whole, signal)).rejects.toThrow('fault')
    expect(levels()).toEqual(before)
    expect(changes()).toEqual([])
    expect(db.sqlite.prepare('SELECT on_hand FROM stock_rows ORDER BY id').pluck().all()).toEqual([3, 1])
  })

  it('refuses an empty stock list and keeps the old figures', async () => {
    await expect(sync([])).rejects.toMatchObject({ code: 'provider_changed' })
    expect(levels()).toMatchObject([{ onHand: 3 }, { onHand: 1 }])
  })
})

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

  it.each(['locations', 'categories', 'suppliers', 'products'] as const)(
    'refuse an empty list of %s',
    async (list) => {
      putAll()
      await expect(startRun().finishList(list, signal)).rejects.toMatchObject({ code: 'provider_changed' })
      expect(count(list)).toBeGreaterThan(0)
    },
  )

  it('accept an empty list while nothing is stored', async () => {
    await expect(startRun().finishList('suppliers', signal)).resolves.toBeUndefined()
  })
})
