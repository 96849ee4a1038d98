import { expect, it } from 'vitest'
import { generateShop } from './integrations/cin7/simulator'
import { expectShopStored } from './testing/expect-shop'
import { createLiveApp, type LiveApp } from './testing/live-app'
import { changeAll } from './testing/small-shop'

const DAY_MS = 24 * 60 * 60_000

it('what is received of a purchase order is not shown as incoming any more', async () => {
  const live = await createLiveApp({
    simulator: { shop: generateShop({ products: 150, locations: 2, seed: 5 }) },
  })
  const { app } = live
  try {
    await app.call('settings.set', { syncPurchaseOrders: true })
    await live.turnOn()
    await live.settles()
    const { orderNumber, lines, productId } = await anIncomingOrder(live)
    await live.inOneGo(() =>
      app.cin7.changePurchaseOrder(orderNumber, {
        lines: lines.map((line) => ({ ...line, received: line.quantity })),
      }),
    )
    expect(app.cin7.deliveries.at(-1)).toMatchObject({
      type: 'Purchase/StockReceivedAuthorised',
      status: 200,
    })
    await live.settles()
    expect(await incomingBy(live, productId, orderNumber)).toBeUndefined()
  } finally {
    await app.close()
  }
})

it('a clock that is set back and forward by a day loses nothing of what is delivered', async () => {
  const live = await createLiveApp()
  const { app } = live
  try {
    await live.turnOn()
    for (const [index, jumpMs] of [-DAY_MS, 2 * DAY_MS, -3 * DAY_MS, 2 * DAY_MS].entries()) {
      const told = live.inOneGo(() => changeAll(app.cin7, 20 + index))
      app.clock.jumpWallClock(jumpMs)
      await told
      await live.settles()
      expect((await live.status()).deliveries).toMatchObject({ pending: 0, quarantined: 0 })
      await expectShopStored(app, live.connectionId)
    }
  } finally {
    await app.close()
  }
})

/** An open order of the shop that the app shows as incoming. */
async function anIncomingOrder(live: LiveApp) {
  for (const order of live.app.cin7.shop.purchaseOrders) {
    const [line] = order.lines
    const product = live.app.cin7.shop.products.find(({ id }) => id === line?.productId)
    const row = product && (await live.row(product.sku))
    if (row && (await incomingBy(live, row.productId, order.orderNumber)))
      return { orderNumber: order.orderNumber, lines: order.lines, productId: row.productId }
  }
  throw new Error('the shop has no open order')
}

async function incomingBy({ app, connectionId }: LiveApp, productId: number, orderNumber: string) {
  const { incoming } = await app.call('stock.product', { connectionId, productId })
  return incoming?.orders.find((order) => order.orderNumber === orderNumber)
}
