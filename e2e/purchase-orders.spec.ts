import { expect } from '@playwright/test'
import type { ShopPurchaseOrder, Simulator } from '../electron/integrations/cin7/simulator'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { SettingsPage } from './pages/settings-page'
import { StockPage } from './pages/stock-page'

const DAY_MS = 24 * 60 * 60_000

const day = (inDays: number) => new Date(Date.now() + inDays * DAY_MS).toISOString().slice(0, 10)

/** Three open orders of one product, at the pace of real calls: soon, late, and without a date. */
function placeOrders({ shop }: Simulator) {
  const product =
    shop.products.find(({ name, stock }) => stock.length > 0 && /^[a-z ]+$/i.test(name)) ?? shop.products[0]!
  const [first, second, third] = shop.purchaseOrders.filter(
    ({ stage, isDropShip, type }) => stage === 'ordered' && !isDropShip && type === 'Simple Purchase',
  ) as [ShopPurchaseOrder, ShopPurchaseOrder, ShopPurchaseOrder]
  const line = { productId: product.id, quantity: 48, received: 0, counted: 0, price: 1 }
  Object.assign(first, { requiredBy: day(9), lines: [line] })
  Object.assign(second, { requiredBy: day(-9), lines: [{ ...line, quantity: 24, received: 10 }] })
  Object.assign(third, { requiredBy: null, lines: [{ ...line, quantity: 6 }] })
  shop.purchaseOrders = [first, second, third]
  return { product, first, second, third }
}

test('purchase orders are shown as incoming once they are wanted, and go when they are not', async ({
  start,
  simulator,
}) => {
  const { product, first, second, third } = placeOrders(simulator)
  const app = await start()
  const { window } = app
  const [frame, stock, settings] = [new Frame(window), new StockPage(window), new SettingsPage(window)]
  await new ConnectPage(window).connect(simulator.credentials)
  await frame.untilUpToDate()

  const openProduct = async () => {
    await frame.open('Stock')
    await stock.search.fill(product.sku)
    await expect(stock.rows).toHaveCount(1)
    await stock.row(product.sku).click()
  }
  await openProduct()
  const panel = stock.panel(product.name)
  const incoming = panel.getByRole('region', { name: 'Incoming' })
  await panel.waitFor()
  await expect(incoming).toBeHidden()

  await frame.open('Settings')
  await expect(settings.purchaseOrders).not.toBeChecked()
  await settings.purchaseOrders.click()
  await expect(window.getByText('Purchase orders are read from the next sync on.')).toBeVisible()
  await expectAccessible(window)

  // One of three cannot be read: the figure says that it is not all.
  const works = simulator.addFault({ path: 'advanced-purchase', status: 400, body: 'No.', times: 1 })
  await frame.syncButton.click()
  await frame.syncStatus.filter({ hasText: 'Partly synced' }).waitFor({ timeout: 60_000 })
  works()
  await openProduct()
  await expect(incoming).toContainText('20+ on 2 purchase orders')
  await expect(incoming).toContainText('At least 20 on 2 purchase orders')
  await expect(incoming).toContainText('more may be coming')

  await frame.syncButton.click()
  await frame.untilUpToDate()
  await expect(incoming).toContainText('68 on 3 purchase orders')
  await expect(incoming).not.toContainText('more may be coming')
  const orders = incoming.getByRole('listitem')
  await expect(orders).toHaveCount(3)
  await expect(orders.nth(0)).toContainText(second.orderNumber)
  await expect(orders.nth(0)).toContainText(/14.*late since.*of 24 ordered/s)
  await expect(orders.nth(1)).toContainText(first.orderNumber)
  await expect(orders.nth(1)).toContainText(/48.*expected/s)
  await expect(orders.nth(2)).toContainText(third.orderNumber)
  await expect(orders.nth(2)).toContainText(/6.*no date/s)
  const supplier = simulator.shop.suppliers.find(({ id }) => id === first.supplierId)?.name ?? ''
  await expect(orders.nth(1)).toContainText(supplier)
  await expect(incoming).toContainText('Cin7’s own figure')
  await expectAccessible(window)

  await frame.open('Settings')
  await settings.purchaseOrders.click()
  await expect(window.getByText('Purchase orders are removed at the next sync.')).toBeVisible()
  await frame.syncButton.click()
  await frame.untilUpToDate()
  await openProduct()
  await panel.waitFor()
  await expect(incoming).toBeHidden()
})
