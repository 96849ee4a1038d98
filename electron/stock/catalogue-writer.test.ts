import { beforeEach, describe, expect, it } from 'vitest'
import { aCategory, aLocation, aProduct, aStockRow, aSupplier } from '../testing/factories'
import { StockSetup, signal, whole } from '../testing/stock-setup'

let shop: StockSetup

beforeEach(() => {
  shop = new StockSetup()
})

describe('products and locations that only the stock list knows', () => {
  it('takes upper-case and lower-case ids as the same product', async () => {
    const run = shop.startRun()
    run.putProducts([aProduct({ externalId: 'ABC-1', sku: 'A' })])
    run.putProducts([aProduct({ externalId: 'abc-1', sku: 'A' })])
    run.putStock([aStockRow({ productExternalId: 'Abc-1', onHand: 2 })])
    await run.commitStock(whole, signal)
    expect(shop.count('products')).toBe(1)
    expect(shop.levels()).toMatchObject([{ sku: 'A', onHand: 2 }])
  })

  it('keeps stock of a product that the product list did not carry, and fills it in later', async () => {
    await shop.sync([aStockRow({ sku: 'NEW-1', name: 'New', barcode: '123', onHand: 2 })])
    expect(shop.db.sqlite.prepare('SELECT sku, name, barcode, type FROM products').get()).toEqual({
      sku: 'NEW-1',
      name: 'New',
      barcode: '123',
      type: '',
    })
    const id = shop.productId('NEW-1')
    shop.startRun().putProducts([aProduct({ sku: 'NEW-1', name: 'New tea' })])
    expect(shop.db.sqlite.prepare('SELECT id, name, type FROM products').get()).toEqual({
      id,
      name: 'New tea',
      type: 'Stock',
    })
  })

  it('keeps stock at an unknown location until the real one takes it over', async () => {
    await shop.sync([
      aStockRow({ location: 'Queen St', onHand: 2 }),
      aStockRow({ location: 'QUEEN ST', bin: 'A', onHand: 1 }),
    ])
    shop.startRun().putLocations([aLocation({ externalId: 'L-1', name: 'Queen ST', isDefault: true })])
    expect(shop.db.sqlite.prepare('SELECT external_id, name, is_default FROM locations').all()).toEqual([
      { external_id: 'l-1', name: 'Queen ST', is_default: 1 },
    ])
    expect(await shop.sync([aStockRow({ location: 'queen st', onHand: 3 })])).toBe(0)
  })

  it('finds stock by the location in use where two share a name', async () => {
    shop
      .startRun()
      .putLocations([
        aLocation({ externalId: 'new', name: 'Shop' }),
        aLocation({ externalId: 'old', name: 'Shop', isDeprecated: true }),
      ])
    await shop.sync([aStockRow({ location: 'Shop', onHand: 2 })])
    const externalId = 'SELECT l.external_id FROM stock_levels s JOIN locations l ON l.id = s.location_id'
    expect(shop.db.sqlite.prepare(externalId).pluck().all()).toEqual(['new'])
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

  function putAll(run = shop.startRun()) {
    run.putLocations([aLocation()])
    run.putCategories([aCategory()])
    run.putSuppliers([aSupplier()])
    run.putProducts([product])
    return run
  }

  it('write nothing when nothing differs', async () => {
    putAll()
    shop.told = []
    const before = shop.writes()
    const run = putAll()
    for (const list of ['locations', 'categories', 'suppliers', 'products'] as const)
      await run.finishList(list, signal)
    expect(shop.writes()).toBe(before)
    expect(shop.told).toEqual([])
  })

  it('keep the product when its SKU changed or moved to another product', () => {
    const run = putAll()
    const id = shop.productId('A')
    run.putProducts([{ ...product, sku: 'A-2' }, aProduct({ externalId: 'other', sku: 'A' })])
    expect(shop.productId('A-2')).toBe(id)
    expect(shop.productId('A')).not.toBe(id)
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
    expect(shop.db.sqlite.prepare('SELECT position, supplier_sku FROM product_suppliers').all()).toEqual([
      { position: 0, supplier_sku: 'S2' },
    ])
    expect(shop.db.sqlite.prepare('SELECT reorder_point FROM reorder_points').pluck().all()).toEqual([6])
  })

  it('leave out reorder points of unknown locations', () => {
    shop.startRun().putProducts([product])
    expect(shop.count('reorder_points')).toBe(0)
  })

  it('hide a product only after two complete lists in a row did not name it', async () => {
    putAll().putProducts([aProduct({ sku: 'B' })])
    const missed = () =>
      shop.db.sqlite.prepare('SELECT missed_lists FROM products ORDER BY sku').pluck().all()
    await putAll().finishList('products', signal)
    expect(missed()).toEqual([0, 1])
    await putAll().finishList('products', signal)
    await putAll().finishList('products', signal)
    expect(missed()).toEqual([0, 2])
    shop.startRun().putProducts([aProduct({ sku: 'B' })])
    expect(missed()).toEqual([0, 0])
  })

  it('take a location that is no longer named out of use and keep its history', async () => {
    const run = putAll()
    run.putStock([aStockRow({ sku: 'A', onHand: 1 })])
    await run.commitStock(whole, signal)
    const next = shop.startRun()
    next.putLocations([aLocation({ name: 'Other' })])
    await next.finishList('locations', signal)
    expect(shop.db.sqlite.prepare('SELECT name, is_deprecated FROM locations ORDER BY name').all()).toEqual([
      { name: 'Main', is_deprecated: 1 },
      { name: 'Other', is_deprecated: 0 },
    ])
    expect(shop.levels()).toHaveLength(1)
  })

  it('remove categories, and suppliers of no product, that are no longer named', async () => {
    const run = putAll()
    run.putSuppliers([aSupplier({ name: 'Unused' })])
    const next = shop.startRun()
    next.putCategories([aCategory({ name: 'Coffee' })])
    next.putSuppliers([aSupplier({ name: 'New' })])
    await next.finishList('categories', signal)
    await next.finishList('suppliers', signal)
    expect(shop.db.sqlite.prepare('SELECT name FROM categories').pluck().all()).toEqual(['Coffee'])
    expect(shop.db.sqlite.prepare('SELECT name FROM suppliers ORDER BY name').pluck().all()).toEqual([
      'Leaf Co',
      'New',
      'Second',
    ])
    next.putProducts([
      aProduct({ sku: 'B', suppliers: [{ externalId: 'supplier-unused', name: 'Unused', supplierSku: '' }] }),
    ])
    expect(shop.count('suppliers')).toBe(4)
  })

  it('refuse an empty list of locations', async () => {
    putMany()
    await expect(shop.startRun().finishList('locations', signal)).rejects.toMatchObject({
      code: 'provider_changed',
    })
  })

  it('keep all categories and suppliers, without a word, when there were many and the list is empty', async () => {
    putMany()
    await shop.startRun().finishList('categories', signal)
    await shop.startRun().finishList('suppliers', signal)
    expect([shop.count('categories'), shop.count('suppliers')]).toEqual([51, 51])
  })

  it('accept an empty list of anything but locations where few were stored', async () => {
    const run = shop.startRun()
    run.putLocations([aLocation()])
    run.putCategories([aCategory()])
    run.putSuppliers([aSupplier()])
    for (const list of ['categories', 'suppliers', 'products'] as const) {
      await shop.startRun().finishList(list, signal)
    }
    expect([shop.count('categories'), shop.count('suppliers')]).toEqual([0, 0])
    await expect(shop.startRun().finishList('locations', signal)).rejects.toMatchObject({
      code: 'provider_changed',
    })
  })

  /** One more of each than may go unasked. */
  function putMany(): void {
    const run = shop.startRun()
    const names = Array.from({ length: 51 }, (_, index) => `N${index}`)
    run.putLocations([aLocation()])
    run.putCategories(names.map((name) => aCategory({ name })))
    run.putSuppliers(names.map((name) => aSupplier({ name })))
    run.putProducts(names.map((sku) => aProduct({ sku })))
  }
})
