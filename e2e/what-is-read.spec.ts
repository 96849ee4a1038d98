import { expect } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { HistoryPage } from './pages/history-page'
import { SettingsPage } from './pages/settings-page'
import { StockPage } from './pages/stock-page'

test('a quick sync of a long list reads the products on screen first', async ({ start, simulator }) => {
  const { window } = await start()
  await new ConnectPage(window).connect(simulator.credentials)
  const frame = new Frame(window)
  await frame.untilUpToDate()
  await frame.open('Settings')
  const settings = new SettingsPage(window)
  await settings.setNumber('Rows a page', 5)
  await expect(settings.sync).toContainText(/Every figure is read again within about \d+ hours/)

  await frame.open('Stock')
  const stock = new StockPage(window)
  const { sku, id } = simulator.shop.products.at(-1)!
  await stock.search.fill(sku.trim())
  await expect(stock.rows).toHaveCount(1)
  // What is on screen is told every other second, so that the first try may come too early.
  await expect(async () => {
    simulator.clearCalls()
    await frame.syncBy('Quick sync')
    await expect.poll(() => simulator.calls.find(({ query }) => query.ID)?.query.ID).toBe(id)
  }).toPass({ timeout: 60_000 })
})

test('what is left out of syncs is set in Settings, and told wherever a sync is', async ({
  start,
  simulator,
}) => {
  const { window } = await start()
  await new ConnectPage(window).connect(simulator.credentials)
  const frame = new Frame(window)
  await frame.untilUpToDate()
  await frame.open('Settings')
  const settings = new SettingsPage(window)
  await expect(settings.sync).toContainText('Every figure is read again within about 15 minutes')
  await settings.switch('Stock levels').click()
  await expect(settings.sync.getByRole('status')).toHaveText('Stock levels are left out of syncs.')
  await expect(settings.sync).toContainText('their figures stay as they are')
  await expectAccessible(window)

  await settings.switch('Products').click()
  await expect(settings.sync.getByRole('alert')).toContainText('leave Products or Stock levels on')
  await expect(settings.switch('Products')).toBeChecked()

  await frame.syncButton.click()
  await expect(frame.syncStatus).toContainText('Products up to date', { timeout: 20_000 })
  await frame.open('Sync history')
  const history = new HistoryPage(window)
  await history.openers.first().click()
  await expect(history.details).toContainText('Left out, as set in Settings: Stock levels.')
  await expectAccessible(window)
})
