import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, type SimulatorOptions, startSimulator } from './index'
import { TestClient } from './test-client'
import { TestReceiver } from './test-receiver'
import type { WireWebhook } from './wire'
import { WorkingDay } from './working-day'

const STOCK = 'Stock/AvailableStockLevelChanged'
const sku = 'TEST-1'

let receiver: TestReceiver
let simulator: Simulator

beforeEach(async () => {
  receiver = await TestReceiver.start()
})
afterEach(async () => {
  await simulator.close()
  await receiver.close()
})

async function start(options: SimulatorOptions = {}): Promise<void> {
  simulator = await startSimulator({ plan: { products: 20 }, webhooks: { delayMs: 0 }, ...options })
  simulator.addProduct({ sku, name: 'Test mug', category: 'Kitchen', averageCost: 2.5 })
  await simulator.delivered()
}

async function hook(Type: string, changes: Partial<WireWebhook> = {}): Promise<string> {
  const { text } = await new TestClient(simulator).send('POST', 'webhooks', {
    Type,
    IsActive: true,
    ExternalURL: `http://127.0.0.1:${receiver.port}/in/${Type}?k=1`,
    ExternalAuthorizationType: 'bearerauth',
    ExternalBearerToken: 'made up',
    ExternalHeaders: [{ Key: 'X-Hook-Type', Value: Type }],
    ...changes,
  })
  return (JSON.parse(text) as { Webhooks: WireWebhook[] }).Webhooks[0]!.ID
}

const bodies = <T>() => receiver.posts.map(({ body }) => JSON.parse(body) as T)

describe('what webhooks of the simulated service send', () => {
  it('all stock rows of the product as a bare list with four decimals and no transit', async () => {
    await start()
    simulator.setStock({ sku, location: 'Main Warehouse' }, { onHand: 31, allocated: 6, onOrder: 60 })
    await hook(STOCK)
    simulator.setStock({ sku, location: 'Main Warehouse', bin: 'A-03-2' }, { onHand: 10, inTransit: 4 })
    await simulator.delivered()
    const [post] = receiver.posts
    expect(post).toMatchObject({ path: `/in/${STOCK}?k=1` })
    expect(post?.headers).toMatchObject({
      authorization: 'Bearer made up',
      'content-type': 'application/json',
      'x-hook-type': STOCK,
    })
    expect(post?.body).toContain('"OnHand":31.0000,"Allocated":6.0000,"Available":25.0000,"OnOrder":60.0000')
    expect(bodies()).toMatchObject([
      [
        { SKU: sku, Bin: '', OnHand: 31, StockOnHand: 77.5, Category: 'Kitchen', MaxRows: 2 },
        { SKU: sku, Bin: 'A-03-2', OnHand: 10, Available: 10, MaxRows: 2 },
      ],
    ])
    expect(post?.body).not.toMatch(/InTransit|NextDeliveryDate|EventType/)
  })

  it('a row of zeros when nothing is left of a product', async () => {
    await start()
    simulator.setStock({ sku, location: 'Queen St Shop' }, { onHand: 1 })
    await hook(STOCK)
    simulator.sell({ sku, location: 'Queen St Shop', units: 1 })
    simulator.setStock({ sku, location: 'Queen St Shop' }, { onHand: 1 })
    simulator.clearStock(sku)
    await simulator.delivered()
    const available = bodies<{ Available: number }[]>().map((rows) => rows.map((row) => row.Available))
    expect(available.sort()).toEqual([[0], [0], [1]])
  })

  it('a sale by its invoice, with the stock it took', async () => {
    await start()
    simulator.setStock({ sku, location: 'Queen St Shop' }, { onHand: 5 })
    await hook('Sale/InvoiceAuthorised', {
      ExternalAuthorizationType: 'basicauth',
      ExternalUserName: 'someone',
      ExternalPassword: 'secret',
    })
    const sale = simulator.sell({ sku, location: 'Queen St Shop', units: 2 })
    await simulator.delivered()
    expect(receiver.posts[0]?.headers.authorization).toBe(`Basic ${btoa('someone:secret')}`)
    expect(bodies()).toMatchObject([
      {
        SaleTaskID: sale.id.toUpperCase(),
        OrderNumber: sale.orderNumber,
        InvoiceNumber: sale.invoiceNumber,
        EventType: 'Sale/InvoiceAuthorised',
      },
    ])
    expect(simulator.expectedAt(sku, 'Queen St Shop')).toMatchObject({ onHand: 3, available: 3 })
  })

  it('products that came or changed, flat', async () => {
    await start()
    await hook('Product/Updated')
    simulator.addProduct({ sku: 'TEST-2', name: 'New mug' })
    simulator.setReorderLevel(sku, 'Queen St Shop', 4, 8)
    simulator.renameProduct(sku, { name: 'Other mug' })
    await simulator.delivered()
    const told = bodies<{ EventType: string; ProductDetailsList: { Event: string; SKU: string }[] }>()
    expect(told.map(({ ProductDetailsList: [row] }) => `${row?.Event} ${row?.SKU}`).sort()).toEqual([
      'Creation TEST-2',
      'Update TEST-1',
      'Update TEST-1',
    ])
    expect(receiver.posts[0]?.body).not.toMatch(/"Suppliers"|"ReorderLevels"/)
    expect(told[0]).toMatchObject({ NumberOfProducts: 1, EventType: 'Product/Updated' })
  })

  it('purchase orders that were authorised, received or changed', async () => {
    await start({ plan: { products: 250 } })
    const order = simulator.shop.purchaseOrders.find(({ stage }) => stage === 'draft')!
    for (const type of ['OrderAuthorised', 'StockReceivedAuthorised', 'Updated']) {
      await hook(`Purchase/${type}`)
    }
    simulator.changePurchaseOrder(order.orderNumber, { stage: 'ordered' })
    await simulator.delivered()
    const lines = order.lines.map((line) => ({ ...line, received: line.quantity }))
    simulator.changePurchaseOrder(order.orderNumber, { lines })
    await simulator.delivered()
    const told = bodies<{ EventType: string; TaskID?: string; PurchaseOrderNumber?: string }>()
    expect(told.map(({ EventType }) => EventType).sort()).toEqual([
      'Purchase/OrderAuthorised',
      'Purchase/StockReceivedAuthorised',
      'Purchase/Updated',
      'Purchase/Updated',
    ])
    const authorised = told.find(({ EventType }) => EventType === 'Purchase/OrderAuthorised')
    expect(authorised).toMatchObject({
      TaskID: order.id.toUpperCase(),
      PurchaseOrderNumber: order.orderNumber,
    })
  })

  it('what a working day brings, by itself', async () => {
    await start({ plan: { products: 80 } })
    for (const type of [STOCK, 'Sale/InvoiceAuthorised', 'Purchase/StockReceivedAuthorised']) await hook(type)
    const day = new WorkingDay(simulator, { steps: 120 })
    const kinds: string[] = []
    for (let event = day.next(); event; event = day.next()) kinds.push(event.kind)
    await simulator.delivered()
    const count = (type: string) => simulator.deliveries.filter((delivery) => delivery.type === type).length
    const happened = (kind: string) => kinds.filter((other) => other === kind).length
    expect(happened('sold')).toBeGreaterThan(50)
    expect(count('Sale/InvoiceAuthorised')).toBe(happened('sold'))
    expect(count('Purchase/StockReceivedAuthorised')).toBe(happened('received'))
    expect(count(STOCK)).toBeGreaterThanOrEqual(kinds.length)
    expect(receiver.posts).toHaveLength(simulator.deliveries.length)
  })

  it('nothing unless sending was asked for, nor to hooks that are off or gone', async () => {
    await start()
    const gone = await hook(STOCK)
    await hook(STOCK, { IsActive: false })
    simulator.removeHook(gone)
    simulator.setStock({ sku, location: 'Queen St Shop' }, { onHand: 5 })
    await simulator.delivered()
    expect(receiver.posts).toEqual([])
    const silent = await startSimulator({ plan: { products: 1 } })
    await expect(silent.deliver(STOCK, [])).rejects.toThrow('webhooks')
    await silent.close()
  })

  it('a body of a test’s own, as it is', async () => {
    await start()
    await hook(STOCK)
    await simulator.deliver(STOCK, '{"not":')
    await simulator.deliver(STOCK, [{ SKU: 'x' }])
    expect(receiver.posts.map(({ body }) => body)).toEqual(['{"not":', '[{"SKU":"x"}]'])
  })
})
