import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator'
import { TestClient } from './test-client'
import type { WireAvailability, WireProduct } from './wire'

describe('a shop that changes while it is served', () => {
  let simulator: Simulator
  let client: TestClient
  let sku: string

  beforeEach(async () => {
    simulator = await startSimulator({ plan: { products: 20 } })
    client = new TestClient(simulator)
    sku = 'TEST-1'
    simulator.addProduct({ sku, name: 'Test mug' })
  })
  afterEach(() => simulator.close())

  const stock = () => client.rows<WireAvailability>('ref/productavailability', { Sku: sku })
  const product = async () =>
    (await client.rows<WireProduct>('product', { Sku: sku, IncludeReorderLevels: true }))[0]

  it('serves new figures at once, though the page was served before', async () => {
    const whole = () => client.call('ref/productavailability', { limit: 1_000 })
    const before = await whole()
    simulator.setStock({ sku, location: 'Queen St Shop' }, { onHand: 9, allocated: 2 })
    const after = await whole()
    expect(after.text).not.toBe(before.text)
    expect(await stock()).toMatchObject([{ OnHand: 9, Allocated: 2, Available: 7 }])
  })

  it('keeps on hand, allocated and available in step with what is given', () => {
    const place = { sku, location: 'Main Warehouse' }
    simulator.setStock(place, { onHand: 10, allocated: 4 })
    expect(simulator.expectedAt(sku, 'Main Warehouse')).toMatchObject({ available: 6 })
    simulator.setStock(place, { available: 1 })
    expect(simulator.expectedAt(sku, 'Main Warehouse')).toMatchObject({
      onHand: 5,
      allocated: 4,
      available: 1,
    })
    simulator.setStock(place, { onHand: 5, available: 3 })
    expect(simulator.expectedAt(sku, 'Main Warehouse')).toMatchObject({
      onHand: 5,
      allocated: 4,
      available: 3,
    })
  })

  it('tells bins and batches of one location apart and sums them', async () => {
    const location = 'Main Warehouse'
    simulator.setStock({ sku, location, bin: 'A-01-1' }, { onHand: 1.25 })
    simulator.setStock({ sku, location, bin: 'A-01-1', batch: 'B1', expires: '2027-03-01' }, { onHand: 2.1 })
    simulator.setStock({ sku, location, bin: 'A-01-1' }, { onHand: 1.5 })
    expect(await stock()).toMatchObject([
      { Bin: 'A-01-1', OnHand: 1.5, ExpiryDate: null },
      { Bin: 'A-01-1', Batch: 'B1', OnHand: 2.1, ExpiryDate: '2027-03-01T00:00:00' },
    ])
    expect(simulator.expectedAt(sku, location)).toMatchObject({ onHand: 3.6, available: 3.6 })
  })

  it('expects zero of every active product where it has no stock, and nothing of deprecated ones', () => {
    expect(simulator.expectedFigures()).toHaveLength(21 * 3)
    expect(simulator.expectedAt(sku, 'Wharf Depot')).toMatchObject({ onHand: 0, available: 0, stockValue: 0 })
    simulator.deprecateProduct(sku)
    expect(simulator.expectedFigures()).toHaveLength(20 * 3)
  })

  it('renames a product under the same id', async () => {
    const before = await product()
    simulator.renameProduct(sku, { sku: 'TEST-2', name: 'Renamed mug' })
    sku = 'TEST-2'
    expect(await product()).toMatchObject({ ID: before?.ID, SKU: 'TEST-2', Name: 'Renamed mug' })
  })

  it('takes a product away and says so when a test names one that is not there', async () => {
    simulator.removeProduct(sku)
    expect(await product()).toBeUndefined()
    expect(() => simulator.setStock({ sku, location: 'Queen St Shop' }, { onHand: 1 })).toThrow('TEST-1')
    expect(() => simulator.expectedAt('TEST-1', 'Queen St Shop')).toThrow('TEST-1')
  })

  it("sets a location's level before the product's, and takes it away with 0", async () => {
    simulator.setReorderLevel(sku, null, 5, 20)
    simulator.setReorderLevel(sku, 'Queen St Shop', 8, 12)
    expect(await product()).toMatchObject({
      MinimumBeforeReorder: 5,
      ReorderLevels: [{ LocationName: 'Queen St Shop', MinimumBeforeReorder: 8, ReorderQuantity: 12 }],
    })
    const at = (location: string) => simulator.expectedAt(sku, location)
    expect(at('Queen St Shop')).toMatchObject({ reorderPoint: 8, reorderOrigin: 'location' })
    expect(at('Wharf Depot')).toMatchObject({ reorderPoint: 5, reorderOrigin: 'product' })
    simulator.setReorderLevel(sku, 'Queen St Shop', 0)
    simulator.setReorderLevel(sku, null, 0)
    expect(at('Queen St Shop')).toMatchObject({ reorderPoint: null, reorderOrigin: null })
  })
})
