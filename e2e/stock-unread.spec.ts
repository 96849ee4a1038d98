import { expect } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { StockPage } from './pages/stock-page'

test('claims no figure for a product whose stock was never read', async ({ start, simulator }) => {
  simulator.addFault({ path: 'ref/productavailability', hang: true, times: Number.POSITIVE_INFINITY })
  const { window } = await start()
  await new ConnectPage(window).connect(simulator.credentials)
  const frame = new Frame(window)
  const stock = new StockPage(window)
  const first = stock.rows.first()
  await expect(stock.cell(first, 'state')).toHaveText('Not read yet')
  await expect(stock.cell(first, 'onHand')).toHaveText('–')
  await expect(stock.cell(first, 'available')).toHaveText('–')
  await expect(stock.unfinished).toHaveCount(0)

  await frame.cancelButton.click()
  await expect(stock.unfinished).toBeVisible()
  await first.click()
  const panel = window.getByRole('region').first()
  await expect(panel).toContainText('The stock of this product has not been read yet.')
  await expect(panel).not.toContainText('No figure has changed')
  await expectAccessible(window)

  simulator.clearFaults()
  await window.getByRole('button', { name: 'Sync again' }).click()
  await frame.untilUpToDate()
  await expect(stock.unfinished).toHaveCount(0)
  await expect(stock.table).not.toContainText('Not read yet')
  await expect(panel).toContainText('No figure has changed')
})

test('calls a first sync unfinished at no moment when it went well', async ({ start, simulator }) => {
  const { window } = await start()
  await window.evaluate(() => {
    new MutationObserver(() => {
      if (document.body.textContent.includes('did not finish')) document.body.dataset.saidUnfinished = ''
    }).observe(document.body, { childList: true, subtree: true })
  })
  await new ConnectPage(window).connect(simulator.credentials)
  await new Frame(window).untilUpToDate()
  await expect(new StockPage(window).table).not.toContainText('Not read yet')
  await expect(window.locator('body[data-said-unfinished]')).toHaveCount(0)
})
