import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeliveryContents } from '../../webhooks/provider-hooks'
import { type Simulator, startSimulator } from './simulator'
import { TestReceiver } from './simulator/test-receiver'
import { hookTypes, readDelivery } from './webhooks'

const STOCK = 'Stock/AvailableStockLevelChanged'
const types = hookTypes({ orders: true })

describe('the events to subscribe to', () => {
  it('are those of stock, products and sales, and of purchase orders where they are wanted', () => {
    const six = [
      STOCK,
      'Product/Updated',
      'Sale/InvoiceAuthorised',
      'Sale/ShipmentAuthorised',
      'Sale/CreditNoteAuthorised',
      'Sale/Voided',
    ]
    expect(hookTypes({ orders: false })).toEqual(six)
    expect(types).toEqual([...six, 'Purchase/OrderAuthorised', 'Purchase/StockReceivedAuthorised'])
  })
})

describe('a delivery of the simulated service', () => {
  const bodies = new Map<string, unknown>()
  let simulator: Simulator
  const sku = 'TEST-1'

  beforeAll(async () => {
    const receiver = await TestReceiver.start()
    simulator = await startSimulator({ plan: { products: 250 }, webhooks: { delayMs: 0 } })
    const product = simulator.addProduct({ sku, name: 'Test mug', barcode: '942', averageCost: 2 })
    const { accountId, applicationKey } = simulator.credentials
    const headers = { 'api-auth-accountid': accountId, 'api-auth-applicationkey': applicationKey }
    for (const Type of types) {
      const hook = { Type, IsActive: true, ExternalURL: `http://127.0.0.1:${receiver.port}/${Type}` }
      await fetch(`${simulator.url}webhooks`, { method: 'POST', headers, body: JSON.stringify(hook) })
    }
    simulator.setStock({ sku, location: 'Main Warehouse', bin: 'A-01-1' }, { onHand: 9, inTransit: 3 })
    await simulator.delivered()
    simulator.setStock(
      { sku, location: 'Queen St Shop', batch: 'B1', expires: '2027-03-01' },
      { onHand: 2.5, allocated: 4, onOrder: 7 },
    )
    simulator.changeProduct(sku, { name: 'Other mug' })
    const order = simulator.shop.purchaseOrders.find(({ stage }) => stage === 'draft')!
    const lines = order.lines.map((line) => ({ ...line, received: line.quantity }))
    simulator.changePurchaseOrder(order.orderNumber, { stage: 'ordered', lines })
    await simulator.delivered()
    simulator.sell({ sku: product.sku, location: 'Main Warehouse', units: 1 })
    await simulator.delivered()
    for (const { path, body } of receiver.posts) {
      const type = path.slice(1)
      if (type !== STOCK || body.includes('"B1"')) bodies.set(type, bodies.get(type) ?? JSON.parse(body))
    }
    await receiver.close()
  })
  afterAll(() => simulator.close())

  it('of stock gives every row of the product', () => {
    const { id } = simulator.product(sku)
    const product = { productExternalId: id, sku, name: 'Test mug', barcode: '942' }
    expect(readDelivery(STOCK, bodies.get(STOCK))).toEqual({
      kind: 'stock',
      rows: [
        {
          ...product,
          location: 'Main Warehouse',
          bin: 'A-01-1',
          batch: '',
          expiresAt: 0,
          onHand: 9,
          allocated: 0,
          available: 9,
          onOrder: 0,
          stockValue: 18,
        },
        {
          ...product,
          location: 'Queen St Shop',
          bin: '',
          batch: 'B1',
          expiresAt: Date.UTC(2027, 2, 1),
          onHand: 2.5,
          allocated: 4,
          available: -1.5,
          onOrder: 7,
          stockValue: 5,
        },
      ],
    })
  })

  it.each([
    ['Product/Updated', 'products'],
    ['Purchase/OrderAuthorised', 'orders'],
    ['Purchase/StockReceivedAuthorised', 'orders'],
  ])('of %s tells that %s changed', (type, kind) => {
    expect(readDelivery(type, bodies.get(type))).toEqual({ kind })
  })

  it('of a sale names it', () => {
    const body = bodies.get('Sale/InvoiceAuthorised') as { SaleTaskID: string }
    const sale = { id: body.SaleTaskID.toLowerCase(), orderNumber: 'SO-00001' }
    expect(readDelivery('Sale/InvoiceAuthorised', body)).toEqual({ kind: 'sale', sale })
  })
})

const id = 'E8A1C7F0-3F36-4B64-9A55-0A4F4F7C2B31'
const sale = { id: id.toLowerCase(), orderNumber: 'SO-01412' }
const row = { ID: id, SKU: 'A', Name: 'A', Location: 'Shop', OnHand: 3, Available: 2, Allocated: 1 }

describe('readDelivery', () => {
  it.each([
    ['Sale/ShipmentAuthorised', { SaleTaskID: id, TenantID: 'x', OrderNumber: 'SO-01412' }],
    ['Sale/CreditNoteAuthorised', { SaleID: id, SaleOrderNumber: ' SO-01412 ', CreditNoteNumber: 'CR-1 ' }],
    ['Sale/Voided', { SaleID: ` ${id} `, SaleOrderNumber: 'SO-01412', CustomerName: null, Extra: [] }],
    ['Sale/Voided', { SaleID: null, SaleTaskID: id, OrderNumber: 'SO-01412', SaleOrderNumber: '' }],
  ])('finds the sale of %s under its own names', (type, body) => {
    expect(readDelivery(type, body)).toEqual({ kind: 'sale', sale })
  })

  it('goes by the subscription, whatever the body calls itself', () => {
    const body = { SaleID: id, SaleOrderNumber: 'SO-01412', EventType: 'Product/Updated' }
    expect(readDelivery('Sale/Voided', body)).toEqual({ kind: 'sale', sale })
  })

  it('takes figures as numbers or text, and nothing as null or an empty text', () => {
    const body = [{ ...row, OnHand: '3.2500', Available: '', Allocated: null, Bin: null, MaxRows: 1 }]
    expect(readDelivery(STOCK, body)).toMatchObject({
      rows: [{ onHand: 3.25, available: 0, allocated: 0, onOrder: 0, bin: '' }],
    })
  })

  it('leaves out a row that is strange', () => {
    const { OnHand: _, ...without } = row
    const body = [{ ...row, Available: 'many' }, row, null, 7, { ...row, ID: '' }, without]
    expect(readDelivery(STOCK, body)).toMatchObject({ kind: 'stock', rows: [{ available: 2 }] })
  })

  it.each([
    [STOCK, [], 'it names no product'],
    [STOCK, { rows: [row] }, 'it is not a list of stock rows'],
    [STOCK, [{ ...row, Location: null }], 'none of its rows can be used: Location is missing'],
    ['Sale/Voided', { SaleOrderNumber: 'SO-1' }, 'it does not say which sale'],
    ['Sale/Voided', { SaleID: '00000000-0000-0000-0000-000000000000' }, 'it does not say which sale'],
    ['Sale/Voided', { SaleID: 12 }, 'SaleID is missing or not what it should be'],
    ['Sale/Voided', [row], 'it is not a record'],
    ['Product/Updated', 'yes', 'it is not a record'],
    ['Product/Updated', { ProductDetailsList: 3 }, 'ProductDetailsList is missing or not what it should be'],
    ['Purchase/OrderAuthorised', null, 'it is not a record'],
    ['Customer/Updated', {}, 'does not know this kind of event'],
    ['constructor', {}, 'does not know this kind of event'],
  ])('cannot use a body of %s such as %j', (type, body, why) => {
    const contents = readDelivery(type, body)
    expect(contents).toEqual({ kind: 'unusable', why: expect.stringContaining(why) })
  })

  it('survives a thousand mutations of what is documented, and repeats nothing of what it cannot use', () => {
    const documented: [string, unknown][] = [
      [STOCK, [row, { ...row, Bin: 'A-1', ExpiryDate: '2027-01-01T00:00:00', Batch: 'B' }]],
      ['Product/Updated', { NumberOfProducts: 1, ProductDetailsList: [{ Event: 'Creation', ID: id }] }],
      ['Sale/InvoiceAuthorised', { SaleTaskID: id, OrderNumber: 'SO-1', CustomerName: 'Walk-in' }],
      ['Sale/CreditNoteAuthorised', { SaleID: id, SaleOrderNumber: 'SO-1', TaskID: id }],
      ['Purchase/OrderAuthorised', { TaskID: id, PurchaseOrderNumber: 'PO-1', SupplierName: null }],
    ]
    const marked = fc.jsonValue({ maxDepth: 3 })
    const seen = new Set<DeliveryContents['kind']>()
    const mutation = fc.tuple(fc.constantFrom(...documented), fc.nat(), marked, fc.boolean())
    fc.assert(
      fc.property(mutation, ([[type, body], place, value, isRemoved]) => {
        const contents = readDelivery(type, mutate(body, place, isRemoved ? undefined : value))
        seen.add(contents.kind)
        if (contents.kind === 'stock') {
          expect(contents.rows.length).toBeGreaterThan(0)
          for (const { onHand, available } of contents.rows) {
            expect(Number.isFinite(onHand) && Number.isFinite(available)).toBe(true)
          }
        }
        if (contents.kind === 'unusable') expect(contents.why).not.toMatch(/SO-1|Walk-in|E8A1/)
      }),
      { numRuns: 1_000, seed: 91 },
    )
    expect(seen).toEqual(new Set(['stock', 'products', 'sale', 'orders', 'unusable']))
  })
})

/** The JSON with one of its values, picked by `place`, set to another one or left out. */
function mutate(json: unknown, place: number, value: unknown): unknown {
  const copy = structuredClone(json)
  const places: (() => void)[] = []
  const visit = (parent: object) => {
    for (const [key, child] of Object.entries(parent)) {
      places.push(() => void Object.assign(parent, { [key]: value }))
      if (typeof child === 'object' && child !== null) visit(child)
    }
  }
  if (typeof copy === 'object' && copy !== null) visit(copy)
  const index = place % (places.length + 1)
  if (index === places.length) return value
  places[index]?.()
  return JSON.parse(JSON.stringify(copy))
}
