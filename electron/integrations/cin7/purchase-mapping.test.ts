import { describe, expect, it } from 'vitest'
import { toOrder, toOrderGoods } from './purchase-mapping'
import { Purchase, PurchaseDetail } from './schemas'

const open = {
  ID: '2D4F7C3E-61A0-4F16-9A31-B1F9A0A3C901',
  OrderNumber: 'PO-00311',
  Status: 'ORDERED',
  Supplier: 'Nantou Leaf Co',
  RequiredBy: '2026-12-04T00:00:00',
  OrderStatus: 'AUTHORISED',
  LastUpdatedDate: '2026-11-12T21:05:44.05',
  CombinedReceivingStatus: 'NOT RECEIVED',
  IsServiceOnly: false,
  DropShipTaskID: null,
}

const order = (changes: Record<string, unknown> = {}) => toOrder(Purchase.parse({ ...open, ...changes }))

const goods = (detail: Record<string, unknown>) => {
  const notes: string[] = []
  const parsed = PurchaseDetail.parse({ ID: open.ID, ...detail })
  return { ...toOrderGoods(parsed, (why) => notes.push(why)), notes }
}

describe('an entry of the list', () => {
  it('is an open order with its day as a day', () => {
    expect(order()).toEqual({
      externalId: open.ID.toLowerCase(),
      orderNumber: 'PO-00311',
      supplier: 'Nantou Leaf Co',
      isOpen: true,
      expectedAt: Date.UTC(2026, 11, 4),
      changeStamp: '2026-11-12T21:05:44.05 ORDERED NOT RECEIVED',
    })
  })

  it.each([
    ['partly received', { Status: 'RECEIVING', CombinedReceivingStatus: 'PARTIALLY RECEIVED' }],
    ['invoiced before it comes', { Status: 'INVOICED' }],
    ['without a progress', { CombinedReceivingStatus: undefined }],
    ['without a real drop-ship task', { DropShipTaskID: '00000000-0000-0000-0000-000000000000' }],
  ])('is open: %s', (_, changes) => {
    expect(order(changes).isOpen).toBe(true)
  })

  it.each([
    ['a draft', { OrderStatus: 'DRAFT', Status: 'DRAFT', CombinedReceivingStatus: 'NOT AVAILABLE' }],
    ['voided', { Status: 'VOIDED', CombinedReceivingStatus: 'VOIDED' }],
    ['completed in a composite state', { Status: 'COMPLETED / CREDIT NOTE CLOSED' }],
    ['fully received', { CombinedReceivingStatus: 'FULLY RECEIVED' }],
    ['of services only', { IsServiceOnly: true }],
    ['shipped to a customer', { DropShipTaskID: '2d4f7c3e-61a0-4f16-9a31-b1f9a0a3c902' }],
  ])('brings no stock: %s', (_, changes) => {
    expect(order(changes).isOpen).toBe(false)
  })

  it('has no date where none is given, and no stamp where no change is dated', () => {
    expect(order({ RequiredBy: null, LastUpdatedDate: '' })).toMatchObject({
      expectedAt: null,
      changeStamp: '',
    })
  })
})

describe('the goods of an order', () => {
  const Order = {
    Lines: [
      { ProductID: 'A', Quantity: 10 },
      { ProductID: 'b', Quantity: '2.5' },
      { ProductID: 'a', Quantity: 5 },
    ],
  }
  const receipt = { Status: 'AUTHORISED', Lines: [{ ProductID: 'a', Quantity: 4 }] }
  const received = (detail: Record<string, unknown>) =>
    goods({ Order, ...detail }).lines.map((line) => line.received)

  it('are summed over the lines of a product', () => {
    expect(goods({ Order, Location: 'Main' })).toEqual({
      location: 'Main',
      lines: [
        { productExternalId: 'a', ordered: 15, received: 0 },
        { productExternalId: 'b', ordered: 2.5, received: 0 },
      ],
      isWhole: true,
      notes: [],
    })
  })

  it('have come by what an advanced order put away, and by what a simple one received', () => {
    const both = { StockReceived: [receipt, receipt], PutAway: [receipt] }
    expect(received({ ...both, Type: 'Advanced Purchase' })).toEqual([4, 0])
    expect(received({ ...both, Type: 'Simple Purchase' })).toEqual([8, 0])
    expect(received({ StockReceived: receipt })).toEqual([4, 0])
    expect(received({ StockReceived: '', PutAway: null })).toEqual([0, 0])
  })

  it('have not come while a receipt is a draft', () => {
    expect(
      received({
        StockReceived: [
          { ...receipt, Status: 'DRAFT' },
          { ...receipt, Status: 'authorised' },
        ],
      }),
    ).toEqual([4, 0])
  })

  it('are not whole when a line or a receipt cannot be used', () => {
    const strange = goods({
      Order: {
        Lines: [
          { ProductID: 'a', Quantity: 'many' },
          { ProductID: 'b', Quantity: 1 },
        ],
      },
    })
    expect(strange).toMatchObject({ isWhole: false, lines: [{ productExternalId: 'b' }] })
    expect(strange.notes).toHaveLength(1)
    expect(goods({ Order, StockReceived: [3] })).toMatchObject({ isWhole: false })
  })
})
