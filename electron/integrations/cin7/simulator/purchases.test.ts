import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator'
import { TestClient } from './test-client'
import type { WirePurchase, WirePurchaseDetail } from './wire'

const NOW = Date.UTC(2026, 11, 1)

describe('purchase orders of the simulated service', () => {
  let simulator: Simulator
  let client: TestClient

  beforeEach(async () => {
    const clock = { now: () => NOW, monotonic: () => 0 }
    simulator = await startSimulator({ plan: { products: 250 }, clock, limit: null })
    client = new TestClient(simulator)
  })
  afterEach(() => simulator.close())

  const all = () => client.rows<WirePurchase>('purchaseList', { limit: 1000 })
  const detail = (ID: string, path = 'advanced-purchase') => client.json<WirePurchaseDetail>(path, { ID })

  it('are listed in the order of their numbers, in every state', async () => {
    const orders = await all()
    const numbers = orders.map(({ OrderNumber }) => OrderNumber)
    expect(numbers).toEqual([...numbers].sort())
    expect(new Set(orders.map(({ Status }) => Status))).toEqual(
      new Set(['ORDERED', 'RECEIVING', 'DRAFT', 'VOIDED', 'COMPLETED']),
    )
    expect(orders.some(({ RequiredBy }) => RequiredBy === null)).toBe(true)
    expect(orders.some(({ RequiredBy }) => RequiredBy !== null && Date.parse(RequiredBy) < NOW)).toBe(true)
    expect(orders.some(({ IsServiceOnly }) => IsServiceOnly)).toBe(true)
    expect(orders.some(({ DropShipTaskID }) => DropShipTaskID !== null)).toBe(true)
  })

  it('are filtered by their change stamp and by one status, not by a list of them', async () => {
    const [first] = await all()
    simulator.changePurchaseOrder(first?.OrderNumber ?? '', { stage: 'voided' })
    const changed = await client.rows<WirePurchase>('purchaseList', {
      UpdatedSince: '2026-12-01T00:00:00.000',
    })
    expect(changed).toMatchObject([{ ID: first?.ID, Status: 'VOIDED', CombinedReceivingStatus: 'VOIDED' }])
    const drafts = await client.rows<WirePurchase>('purchaseList', { OrderStatus: 'draft' })
    expect(drafts.length).toBeGreaterThan(0)
    expect(drafts.every(({ OrderStatus }) => OrderStatus === 'DRAFT')).toBe(true)
    expect(await client.rows('purchaseList', { OrderStatus: 'DRAFT,VOIDED' })).toEqual([])
  })

  it('say in their detail what has come: put away for advanced ones, received for simple ones', async () => {
    const partly = (await all()).filter((row) => row.CombinedReceivingStatus === 'PARTIALLY RECEIVED')
    const advanced = partly.find(({ Type }) => Type === 'Advanced Purchase')
    const simple = partly.find(({ Type }) => Type === 'Simple Purchase')
    const blocks = [{ Status: 'AUTHORISED' }, { Status: 'DRAFT' }]
    expect(await detail(advanced?.ID ?? '')).toMatchObject({ PutAway: blocks, StockReceived: blocks })
    expect(await detail(simple?.ID.toUpperCase() ?? '')).toMatchObject({ PutAway: [], StockReceived: blocks })
    expect(await detail(simple?.ID ?? '', 'purchase')).toMatchObject({
      StockReceived: { Status: 'AUTHORISED' },
    })
    expect((await client.call('purchase', { ID: advanced?.ID ?? '' })).status).toBe(400)
    expect((await client.call('advanced-purchase', { OrderNumber: 'PO-00287' })).status).toBe(400)
  })

  it('bring in all what the stock list has on order', async () => {
    const owed = new Map<string, number>()
    for (const { ID, Status, DropShipTaskID, IsServiceOnly } of await all()) {
      if (!['ORDERED', 'RECEIVING'].includes(Status) || DropShipTaskID !== null || IsServiceOnly) continue
      const order = simulator.shop.purchaseOrders.find(({ id }) => id === ID)
      for (const { productId, quantity, received } of order?.lines ?? [])
        owed.set(productId, (owed.get(productId) ?? 0) + quantity - received)
    }
    for (const { id, stock } of simulator.shop.products.filter(({ isDeprecated }) => !isDeprecated)) {
      expect(owed.get(id) ?? 0, id).toBe(stock.reduce((sum, { onOrder }) => sum + onOrder, 0))
    }
  })
})
