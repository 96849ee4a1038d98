import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Incoming } from '../shared/domain/stock'
import type { ShopPurchaseOrder } from './integrations/cin7/simulator'
import { readStore } from './testing/expect-shop'
import { createTestApp, type TestApp } from './testing/test-app'

let app: TestApp
let connectionId: string

beforeEach(async () => {
  app = await createTestApp({ simulator: { plan: { products: 150, locations: 2, seed: 5 } } })
  ;({ connectionId } = await app.connect())
})

afterEach(() => app.close())

const want = (syncPurchaseOrders: boolean) =>
  app.call('settings.set', { syncPurchaseOrders, syncAutomatically: false })

/** An open order of the shop with goods to come, and its first product's id in the app. */
async function anOpenOrder(): Promise<{ order: ShopPurchaseOrder; productId: number; quantity: number }> {
  for (const order of app.cin7.shop.purchaseOrders) {
    const [line] = order.lines
    const isOpen = order.stage === 'ordered' && !order.isDropShip && order.type !== 'Service Purchase'
    const product = app.cin7.shop.products.find(({ id }) => id === line?.productId)
    if (!isOpen || !line || !product || line.received > 0) continue
    const { rows } = await app.stock(connectionId, { search: product.sku })
    const row = rows.find(({ sku }) => sku === product.sku)
    if (row) return { order, productId: row.productId, quantity: line.quantity }
  }
  throw new Error('the shop has no open order')
}

async function incomingOf(productId: number): Promise<Incoming | null> {
  return (await app.call('stock.product', { connectionId, productId })).incoming
}

const detailsAsked = () => app.cin7.calls.filter(({ path }) => path === 'advanced-purchase').length

describe('purchase orders', () => {
  it('are not read before they are switched on', async () => {
    const { productId } = await anOpenOrder()
    expect(await app.call('settings.get', {})).toMatchObject({ syncPurchaseOrders: false })
    expect(await incomingOf(productId)).toBeNull()
    expect(app.cin7.calls.some(({ path }) => path.includes('purchase'))).toBe(false)
  })

  it('are shown as incoming after the next sync, and read again only when they changed', async () => {
    const { order, productId, quantity } = await anOpenOrder()
    await want(true)
    const run = await app.sync(connectionId)
    expect(run).toMatchObject({ status: 'success', failures: [] })
    expect(run.resources.at(-1)).toMatchObject({
      resource: 'purchaseOrders',
      rows: app.cin7.shop.purchaseOrders.length,
    })
    const incoming = await incomingOf(productId)
    expect(incoming).toMatchObject({ isComplete: true })
    expect(incoming?.orders).toContainEqual(
      expect.objectContaining({ orderNumber: order.orderNumber, outstanding: quantity }),
    )
    const asked = detailsAsked()
    expect(asked).toBeGreaterThan(3)
    await app.sync(connectionId)
    expect(detailsAsked()).toBe(asked)
  })

  it('are kept up to date by quick syncs, with one call more for each that changed', async () => {
    const { order, productId, quantity } = await anOpenOrder()
    await want(true)
    await app.sync(connectionId)
    await app.clock.advance(60 * 60_000)
    const [line, ...others] = order.lines
    if (line)
      app.cin7.changePurchaseOrder(order.orderNumber, { lines: [{ ...line, received: 1 }, ...others] })
    app.cin7.clearCalls()
    await app.sync(connectionId, 'quick')
    expect(detailsAsked()).toBe(1)
    const own = (await incomingOf(productId))?.orders.filter((one) => one.orderNumber === order.orderNumber)
    expect(own).toMatchObject([{ ordered: quantity, outstanding: quantity - 1 }])
    app.cin7.changePurchaseOrder(order.orderNumber, { stage: 'voided' })
    await app.sync(connectionId, 'quick')
    const left = (await incomingOf(productId))?.orders.map(({ orderNumber }) => orderNumber)
    expect(left).not.toContain(order.orderNumber)
  })

  it('that could not all be read are marked incomplete, the run says so, and quick syncs go on with the rest', async () => {
    const { productId } = await anOpenOrder()
    await want(true)
    const run = await app.sync(connectionId, 'quick')
    expect(detailsAsked()).toBe(10)
    expect(run).toMatchObject({
      status: 'partial',
      failures: [{ resource: 'purchaseOrders', code: 'page_limit' }],
    })
    expect(await incomingOf(productId)).toMatchObject({ isComplete: false })
    let last = run
    for (let runs = 0; last.status === 'partial' && runs < 10; runs += 1)
      last = await app.sync(connectionId, 'quick')
    expect(last.status).toBe('success')
    expect(await incomingOf(productId)).toMatchObject({ isComplete: true })
  })

  it('stay as they were when a sync is cancelled between two of them', async () => {
    const { productId } = await anOpenOrder()
    await want(true)
    await app.sync(connectionId)
    const before = await incomingOf(productId)
    for (const { orderNumber } of app.cin7.shop.purchaseOrders)
      app.cin7.changePurchaseOrder(orderNumber, { requiredBy: '2030-01-01' })
    app.cin7.beforeAnswer({ path: 'advanced-purchase' }, () => {
      void app.call('sync.cancel', { connectionId })
    })
    expect(await app.sync(connectionId)).toMatchObject({ status: 'cancelled' })
    expect(await incomingOf(productId)).toEqual(before)
  })

  it('survive a restart', async () => {
    const { productId } = await anOpenOrder()
    await want(true)
    await app.sync(connectionId)
    const before = await incomingOf(productId)
    await app.restart()
    expect(await incomingOf(productId)).toEqual(before)
  })

  it.each(['full', 'quick'] as const)(
    'that are switched off are gone with the next %s sync',
    async (kind) => {
      const { productId } = await anOpenOrder()
      await want(true)
      await app.sync(connectionId)
      await want(false)
      app.cin7.clearCalls()
      await app.sync(connectionId, kind)
      expect(await incomingOf(productId)).toBeNull()
      const counts = readStore(app, (db) =>
        ['purchase_orders', 'purchase_order_lines'].map((table) =>
          db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
        ),
      )
      expect(counts).toEqual([0, 0])
      expect(app.cin7.calls.some(({ path }) => path.includes('purchase'))).toBe(false)
    },
  )

  it('cost no more than the calls that the user allows in a minute', async () => {
    await want(true)
    await app.sync(connectionId)
    const starts = app.cin7.calls.map(({ at }) => at)
    const most = Math.max(
      ...starts.map((at) => starts.filter((other) => other >= at && other < at + 60_000).length),
    )
    expect(most).toBeLessThanOrEqual(55)
  })
})
