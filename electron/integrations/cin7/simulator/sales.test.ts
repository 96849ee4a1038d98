import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator'
import { TestClient } from './test-client'
import type { WireSale, WireSaleRow } from './wire'

const sku = 'TEST-1'
const location = 'Main Warehouse'

describe('sales of the simulated service', () => {
  let simulator: Simulator
  let client: TestClient

  beforeEach(async () => {
    simulator = await startSimulator({ plan: { products: 1 } })
    client = new TestClient(simulator)
    simulator.addProduct({ sku, name: 'Test mug', price: 18.5 })
    simulator.setStock({ sku, location, bin: 'A-01-1' }, { onHand: 6, allocated: 1 })
    simulator.setStock({ sku, location, bin: 'A-01-2' }, { onHand: 20 })
  })
  afterEach(() => simulator.close())

  const onHand = () => simulator.product(sku).stock.map((row) => row.onHand)

  it('take from the row that is named, else from the fullest one there', () => {
    simulator.sell({ sku, location, bin: 'A-01-1', units: 2 })
    expect(onHand()).toEqual([4, 20])
    simulator.sell({ sku, location, units: 3 })
    expect(onHand()).toEqual([4, 17])
    expect(simulator.expectedAt(sku, location)).toMatchObject({ onHand: 21, available: 20 })
  })

  it('are read by their id in either case, which is their invoice’s too', async () => {
    const { id, orderNumber } = simulator.sell({ sku, location, units: 2 })
    const sale = await client.json<WireSale>('sale', { ID: id.toUpperCase() })
    const line = { ProductID: simulator.product(sku).id, SKU: sku, Quantity: 2, Total: 37 }
    expect(sale).toMatchObject({
      ID: id,
      Type: 'Simple Sale',
      Order: { SaleOrderNumber: orderNumber, Lines: [line] },
      Invoices: [{ TaskID: id, Status: 'PAID', Lines: [line] }],
    })
  })

  it('that are advanced are not found by their invoice, but by a part of their number', async () => {
    const { id, invoiceTaskId } = simulator.sell({ sku, location, units: 1, isAdvanced: true })
    simulator.sell({ sku, location, units: 1 })
    expect((await client.call('sale', { ID: invoiceTaskId })).status).toBe(400)
    const found = await client.rows<WireSaleRow>('saleList', { Search: 'so-00001' })
    expect(found).toMatchObject([{ SaleID: id, OrderNumber: 'SO-00001', Type: 'Advanced Sale' }])
    expect(await client.rows('saleList', { Search: 'SO-0000' })).toHaveLength(2)
  })
})
