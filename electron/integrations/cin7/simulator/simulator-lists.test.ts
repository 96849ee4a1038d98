import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator'
import { TestClient } from './test-client'
import type { WireAvailability, WireLocation, WireNamed, WireProduct, WireSupplier } from './wire'

describe('the lists of the simulated service', () => {
  let simulator: Simulator
  let client: TestClient

  beforeEach(async () => {
    const clock = { now: () => Date.UTC(2026, 11, 1), monotonic: () => 0 }
    simulator = await startSimulator({ plan: { products: 250 }, clock })
    client = new TestClient(simulator)
  })
  afterEach(() => simulator.close())

  describe('products', () => {
    it('list suppliers and reorder levels only with their flags, and empty lists otherwise', async () => {
      const sku =
        simulator.shop.products.find((p) => p.suppliers.length > 0 && p.reorderLevels.length > 0)?.sku ?? ''
      const [bare] = await client.rows<WireProduct>('product', { Sku: sku })
      expect([bare?.Suppliers, bare?.ReorderLevels, bare?.Movements]).toEqual([[], [], []])
      const flags = { IncludeSuppliers: true, IncludeReorderLevels: 'True' }
      const [full] = await client.rows<WireProduct>('product', { Sku: sku, ...flags })
      const product = simulator.product(sku)
      expect(full?.Suppliers.map((link) => link.SupplierID)).toEqual(
        product.suppliers.map((link) => link.supplierId),
      )
      expect(full?.ReorderLevels.map((level) => level.MinimumBeforeReorder)).toEqual(
        product.reorderLevels.map((level) => level.reorderPoint),
      )
    })

    it('are found by id in any case, by part of the SKU and by part of the name', async () => {
      const wanted = simulator.shop.products[7]
      expect(await client.rows('product', { ID: wanted?.id.toUpperCase() ?? '' })).toHaveLength(1)
      expect(await client.rows('product', { Sku: wanted?.sku.slice(1).toLowerCase() ?? '' })).toHaveLength(1)
      const named = await client.rows<WireProduct>('product', { Name: wanted?.name.slice(2) ?? '' })
      expect(named.map((row) => row.ID)).toContain(wanted?.id)
    })

    it('leave out deprecated ones unless they are asked for', async () => {
      const sku = simulator.shop.products[0]?.sku ?? ''
      simulator.deprecateProduct(sku)
      expect(await client.rows('product', { Sku: sku })).toEqual([])
      const [row] = await client.rows<WireProduct>('product', { Sku: sku, IncludeDeprecated: true })
      expect(row?.Status).toBe('Deprecated')
    })

    it('are filtered by change, which stock does not count as', async () => {
      const ModifiedSince = '2026-11-25T00:00:00.000'
      const [first, second] = simulator.shop.products.map((product) => product.sku)
      const before = Date.UTC(2026, 10, 25)
      simulator.changeProduct(first ?? '', { modifiedAt: before })
      simulator.changeProduct(second ?? '', { modifiedAt: before - 1 })
      const skus = (await client.rows<WireProduct>('product', { ModifiedSince })).map((row) => row.SKU)
      expect(skus).toEqual([first])
      simulator.setStock({ sku: second ?? '', location: 'Wharf Depot' }, { onHand: 99 })
      expect(await client.rows('product', { ModifiedSince })).toHaveLength(1)
      simulator.touch(second ?? '')
      expect(await client.rows('product', { ModifiedSince })).toHaveLength(2)
      expect((await client.call('product', { ModifiedSince: 'yesterday' })).status).toBe(400)
    })

    it('mix the forms of change stamps and of "nothing"', async () => {
      const rows = await client.rows<WireProduct>('product', { limit: 1_000 })
      const fractions = new Set(rows.map((row) => /\.(\d+)/.exec(row.LastModifiedOn)?.[1]?.length ?? 0))
      expect([...fractions].sort()).toEqual([0, 1, 2, 3, 6, 7])
      expect(rows.some((row) => !row.LastModifiedOn.endsWith('Z'))).toBe(true)
      expect(new Set(rows.filter((row) => !row.Brand).map((row) => row.Brand))).toEqual(new Set([null, '']))
      simulator.behaviour.emptyValues = 'null'
      const plain = await client.rows<WireProduct>('product', { limit: 1_000 })
      expect(new Set(plain.filter((row) => !row.Brand).map((row) => row.Brand))).toEqual(new Set([null]))
    })

    it('have their supplier links on their own list, without pages', async () => {
      const product = simulator.shop.products.find((candidate) => candidate.suppliers.length === 2)
      const answer = await client.json('product-suppliers', { ProductID: product?.id ?? '' })
      expect(Object.keys(answer)).toEqual(['ProductSuppliers'])
      expect(answer.ProductSuppliers).toHaveLength(2)
      expect(answer.ProductSuppliers).toMatchObject([{ ProductSKU: product?.sku }, {}])
    })
  })

  describe('availability', () => {
    const all = async (query = {}) =>
      client.rows<WireAvailability>('ref/productavailability', { limit: 1_000, ...query })

    it('has a row for each bin and batch, which add up to the expected figures', async () => {
      const rows = await all()
      const expected = simulator.expectedFigures().filter((figures) => figures.onHand + figures.onOrder > 0)
      expect(rows.length).toBeGreaterThan(expected.length)
      for (const figures of expected) {
        const own = rows.filter((row) => row.ID === figures.productId && row.Location === figures.location)
        expect(own.reduce((sum, row) => sum + row.OnHand, 0)).toBe(figures.onHand)
        expect(own.reduce((sum, row) => sum + row.Available, 0)).toBe(figures.available)
        expect(own.reduce((sum, row) => sum + row.OnOrder, 0)).toBe(figures.onOrder)
        expect(own.reduce((sum, row) => sum + row.StockOnHand, 0)).toBeCloseTo(figures.stockValue, 3)
      }
    })

    it('leaves out rows that are zero throughout and keeps those with any figure', async () => {
      const [product] = simulator.shop.products
      const sku = product?.sku ?? ''
      simulator.clearStock(sku)
      simulator.setStock({ sku, location: 'Queen St Shop' }, { onHand: 0 })
      expect(await all({ Sku: sku })).toEqual([])
      simulator.setStock({ sku, location: 'Queen St Shop' }, { inTransit: 4 })
      expect(await all({ Sku: sku })).toMatchObject([{ Location: 'Queen St Shop', OnHand: 0, InTransit: 4 }])
    })

    it('lets available fall below zero and writes stock on hand as money', async () => {
      const sku = simulator.shop.products[1]?.sku ?? ''
      simulator.changeProduct(sku, { averageCost: 2.5 })
      simulator.clearStock(sku)
      simulator.setStock({ sku, location: 'Queen St Shop', bin: 'Z-1' }, { onHand: 2, allocated: 5 })
      expect(await all({ Sku: sku })).toMatchObject([{ Bin: 'Z-1', Available: -3, StockOnHand: 5 }])
    })

    it('drops deprecated products though they have stock', async () => {
      const sku = simulator.shop.products[2]?.sku ?? ''
      expect((await all({ Sku: sku })).length).toBeGreaterThan(0)
      simulator.deprecateProduct(sku)
      expect(await all({ Sku: sku })).toEqual([])
    })

    it('is filtered by id, exact SKU, start of name, location, batch and category, all at once', async () => {
      const [row] = (await all()).filter((candidate) => candidate.Batch)
      const filters = {
        ID: row?.ID.toUpperCase(),
        Sku: row?.SKU,
        Name: row?.Name.slice(0, 5),
        Location: row?.Location,
      }
      const category = simulator.product(row?.SKU ?? '').category
      const found = await all({ ...filters, Batch: row?.Batch, Category: category })
      expect(found).toMatchObject([{ ID: row?.ID, Batch: row?.Batch }])
      expect(await all({ Sku: row?.SKU.slice(0, -1) })).toEqual([])
      expect(await all({ Name: row?.Name.slice(1) })).toEqual([])
      expect(await all({ Location: 'Queen' })).toEqual([])
    })

    it('ignores ModifiedSince and any other parameter it does not know', async () => {
      expect(await all({ ModifiedSince: '2099-01-01', Nonsense: 'x' })).toEqual(await all())
    })

    it('lacks the newer fields on an older account', async () => {
      simulator.behaviour.olderAccount = true
      const [row] = await all()
      expect(row).not.toHaveProperty('InTransit')
      expect(row).not.toHaveProperty('NextDeliveryDate')
    })
  })

  describe('reference lists', () => {
    it('name bins inside their location with upper-case ids and again as rows of their own', async () => {
      const rows = await client.rows<WireLocation>('ref/location', { limit: 1_000 })
      const warehouse = rows.find((row) => row.Name === 'Main Warehouse')
      const bin = warehouse?.Bins?.[0]
      expect(bin?.ID).toBe(bin?.ID.toUpperCase())
      expect(rows.find((row) => row.ID === bin?.ID.toLowerCase())).toMatchObject({
        Name: bin?.Name,
        ParentID: warehouse?.ID,
        Bins: null,
      })
      expect(rows.filter((row) => row.ParentID === null)).toHaveLength(3)
      expect(rows.find((row) => row.Name === 'Queen St Shop')?.Bins).toBeNull()
    })

    it('show locations out of use only when asked for those', async () => {
      simulator.changeLocation('Wharf Depot', { isDeprecated: true, name: 'Old Depot' })
      expect(await client.rows('ref/location', { Name: 'old' })).toEqual([])
      const gone = await client.rows<WireLocation>('ref/location', { Deprecated: true })
      expect(gone).toMatchObject([{ Name: 'Old Depot', IsDeprecated: true }])
      const stock = await client.rows('ref/productavailability', { Location: 'Old Depot' })
      expect(stock.length).toBeGreaterThan(0)
    })

    it('hold categories and brands with id and name, by start of name', async () => {
      const brands = await client.json<{ BrandList: WireNamed[] }>('ref/brand')
      expect(brands).toMatchObject({ Total: 20, Page: 1 })
      expect(brands.BrandList).toHaveLength(20)
      const [category] = await client.rows<WireNamed>('ref/category', { Name: 'groom' })
      expect(category).toEqual({ ID: expect.any(String), Name: 'Grooming' })
    })

    it('hold suppliers, and ignore a search for one', async () => {
      const suppliers = await client.json<{ SupplierList: WireSupplier[] }>('supplier', { Search: 'nobody' })
      expect(suppliers.SupplierList).toHaveLength(18)
      expect(await client.rows('supplier', { Name: 'Tasman' })).toHaveLength(1)
      expect(await client.rows('supplier', { ModifiedSince: '2030-01-01' })).toEqual([])
    })
  })
})
