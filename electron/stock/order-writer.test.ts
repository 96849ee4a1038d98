import { beforeEach, describe, expect, it } from 'vitest'
import type { Incoming } from '../../shared/domain/stock'
import { anOrder, aProduct, someGoods, storeConnection } from '../testing/factories'
import { StockSetup, signal, type TestRun } from '../testing/stock-setup'
import type { OrderReading } from './order-writer'
import type { OrderGoodsInput, OrderInput } from './provider-rows'
import { StockQueries } from './stock-queries'

const DAY_MS = 86_400_000

let shop: StockSetup

beforeEach(() => {
  shop = new StockSetup()
  shop.startRun().putProducts([aProduct({ sku: 'A' }), aProduct({ sku: 'B' })])
})

/** One reading of the orders, with the goods of those that are unread. Returns which these were. */
function read(
  orders: OrderInput[],
  goods: Record<string, OrderGoodsInput> = {},
  reading: Partial<OrderReading> = {},
): string[] {
  const run: TestRun = shop.startRun()
  run.orders.putOrders(orders)
  const unread = run.orders.unread({ isOfChanges: reading.isOfChanges ?? false })
  for (const { externalId } of unread) {
    const own = goods[externalId]
    if (own) run.orders.putGoods(externalId, own)
  }
  run.orders.commit({ isOfChanges: false, isWhole: true, at: shop.now, ...reading })
  return unread.map(({ externalId }) => externalId)
}

function incoming(sku = 'A'): Incoming | null {
  return incomingIn(shop.connectionId, sku)
}

function incomingIn(connectionId: string, sku = 'A'): Incoming | null {
  return new StockQueries({ db: shop.db, clock: { now: () => shop.now }, today: () => 0 }).product(
    connectionId,
    shop.productId(sku),
  ).incoming
}

describe('incoming figures', () => {
  it('are not there before any order was read', () => {
    expect(incoming()).toBeNull()
  })

  it('are none and complete when no order is open', () => {
    read([])
    expect(incoming()).toEqual({ orders: [], isComplete: true, readAt: 1000 })
  })

  it('tell what is outstanding, from whom, where and when, the soonest first and those without a date last', () => {
    const [soon, late] = [20_000 * DAY_MS, 20_010 * DAY_MS]
    read(
      [
        anOrder({ externalId: 'o1' }),
        anOrder({ externalId: 'o2', expectedAt: late, supplier: '茶園 Tea Garden' }),
        anOrder({ externalId: 'o3', expectedAt: soon }),
      ],
      {
        o1: someGoods({ A: 5 }),
        o2: someGoods({ A: [10, 4], B: 2 }, { location: 'Shop' }),
        o3: someGoods({ A: [0.3, 0.1] }),
      },
    )
    const leaf = { supplier: 'Leaf Co', location: 'Main' }
    expect(incoming()).toEqual({
      orders: [
        { ...leaf, orderId: 3, orderNumber: 'O3', ordered: 0.3, outstanding: 0.2, expectedAt: soon },
        {
          orderId: 2,
          orderNumber: 'O2',
          supplier: '茶園 Tea Garden',
          location: 'Shop',
          ordered: 10,
          outstanding: 6,
          expectedAt: late,
        },
        { ...leaf, orderId: 1, orderNumber: 'O1', ordered: 5, outstanding: 5, expectedAt: null },
      ],
      isComplete: true,
      readAt: 1000,
    })
    expect(incoming('B')?.orders).toMatchObject([{ orderNumber: 'O2', outstanding: 2 }])
  })

  it('leave out lines that have come in full or in excess', () => {
    read([anOrder({ externalId: 'o1' })], { o1: someGoods({ A: [5, 5], B: [5, 7] }) })
    expect([incoming('A')?.orders, incoming('B')?.orders]).toEqual([[], []])
  })

  it('are kept word for word, whatever an order is called', () => {
    const name = `Robert'); DROP TABLE products;-- \u202Eabc <b>x</b>`
    read([anOrder({ externalId: 'o1', orderNumber: name, supplier: name })], {
      o1: someGoods({ A: 1 }, { location: name }),
    })
    expect(incoming()?.orders).toMatchObject([{ orderNumber: name, supplier: name, location: name }])
  })

  it('say that they are incomplete while an open order was not read, or was changed since', () => {
    const [o1, o2] = [anOrder({ externalId: 'o1' }), anOrder({ externalId: 'o2' })]
    read([o1, o2], { o1: someGoods({ A: 5 }) })
    expect(incoming()).toMatchObject({ orders: [{ outstanding: 5 }], isComplete: false })
    expect(read([o1, o2], { o2: someGoods({ B: 1 }) })).toEqual(['o2'])
    expect(incoming()).toMatchObject({ isComplete: true })
    expect(read([{ ...o1, changeStamp: 'second' }, o2])).toEqual(['o1'])
    expect(incoming()).toMatchObject({ orders: [{ outstanding: 5 }], isComplete: false })
  })

  it('say so as well when the list had gaps, until it is read whole', () => {
    const order = anOrder({ externalId: 'o1' })
    read([order], { o1: someGoods({ A: 5 }) })
    shop.now = 2000
    read([], {}, { isWhole: false })
    expect(incoming()).toMatchObject({ orders: [{ orderNumber: 'O1' }], isComplete: false })
    shop.now = 3000
    read([order])
    expect(incoming()).toMatchObject({ orders: [{ orderNumber: 'O1' }], isComplete: true })
  })
})

describe('a later reading', () => {
  beforeEach(() => {
    read([anOrder({ externalId: 'o1' }), anOrder({ externalId: 'o2' })], {
      o1: someGoods({ A: 5 }),
      o2: someGoods({ A: 7 }),
    })
    shop.now = 2000
  })

  it('writes no order anew when nothing changed', () => {
    const before = shop.writes()
    expect(read([anOrder({ externalId: 'o1' }), anOrder({ externalId: 'o2' })])).toEqual([])
    expect(shop.writes() - before).toBe(1)
  })

  it('shows nothing of itself before it is complete', () => {
    const run = shop.startRun()
    run.orders.putOrders([anOrder({ externalId: 'o3' })])
    run.orders.putGoods('o3', someGoods({ A: 100 }))
    expect(incoming()?.orders.map(({ outstanding }) => outstanding)).toEqual([5, 7])
  })

  it('takes away what is closed, and in a whole list what it does not name', () => {
    read([anOrder({ externalId: 'o1', isOpen: false }), anOrder({ externalId: 'o2' })])
    expect(incoming()?.orders).toMatchObject([{ orderNumber: 'O2' }])
    read([anOrder({ externalId: 'o3' })], { o3: someGoods({ A: 1 }) })
    expect(incoming()?.orders).toMatchObject([{ orderNumber: 'O3' }])
    expect(shop.count('purchase_order_lines')).toBe(1)
  })

  it('of changes keeps what it does not name, and goes on with what was left over', () => {
    read([anOrder({ externalId: 'o3' })], {}, { isOfChanges: true })
    expect(incoming()).toMatchObject({ orders: [{}, {}], isComplete: false })
    const goods = { o3: someGoods({ A: 9 }), o1: someGoods({ A: [5, 1] }) }
    const changed = anOrder({ externalId: 'o1', changeStamp: 'second' })
    expect(read([changed], goods, { isOfChanges: true })).toEqual(['o1', 'o3'])
    expect(incoming()).toMatchObject({ isComplete: true })
    expect(incoming()?.orders.map(({ outstanding }) => outstanding)).toEqual([4, 7, 9])
  })

  it('does not believe an empty list where there were orders, as closed ones stay in it', () => {
    read([])
    expect(incoming()).toMatchObject({ orders: [{}, {}], isComplete: false })
  })

  it('reads an order again each time when its changes cannot be told', () => {
    const order = anOrder({ externalId: 'o1', changeStamp: '' })
    expect(read([order], { o1: someGoods({ A: 5 }) })).toEqual(['o1'])
    expect(read([order], { o1: someGoods({ A: 3 }) })).toEqual(['o1'])
    expect(incoming()?.orders).toMatchObject([{ outstanding: 3 }])
  })

  it('reads an order again of which a line could not be used', () => {
    const order = anOrder({ externalId: 'o1', changeStamp: 'second' })
    read([order], { o1: someGoods({ A: 5 }, { isWhole: false }) }, { isOfChanges: true })
    expect(incoming()).toMatchObject({ isComplete: false })
    expect(read([], {}, { isOfChanges: true })).toEqual(['o1'])
  })
})

describe('orders', () => {
  it('of another connection are neither shown nor touched', async () => {
    const first = shop.connectionId
    read([anOrder()], { 'order-1': someGoods({ A: 5 }) })
    shop.connectionId = storeConnection(shop.db)
    read([anOrder()], { 'order-1': someGoods({ A: 6 }) })
    const own = () => incomingIn(first)?.orders
    expect(own()).toMatchObject([{ outstanding: 5 }])
    expect(own()).toHaveLength(1)
    await shop.startRun().orders.forget(signal)
    expect(own()).toMatchObject([{ outstanding: 5 }])
    expect(shop.count('purchase_orders')).toBe(1)
  })

  it('can be many, and are forgotten whole', async () => {
    const orders = Array.from({ length: 10_000 }, (_, index) => anOrder({ externalId: `o${index}` }))
    read(orders, Object.fromEntries(orders.map(({ externalId }) => [externalId, someGoods({ A: 1, B: 2 })])))
    expect(incoming()?.orders).toHaveLength(10_000)
    await shop.startRun().orders.forget(signal)
    expect(incoming()).toBeNull()
    expect([shop.count('purchase_orders'), shop.count('purchase_order_lines')]).toEqual([0, 0])
  })
})
