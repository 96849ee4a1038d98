import { expect } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { HistoryPage } from './pages/history-page'
import { StockPage } from './pages/stock-page'

test('asks once whether a list that is suddenly much shorter is right, and keeps the figures until then', async ({
  start,
  simulator,
}) => {
  const { window } = await start()
  await new ConnectPage(window).connect(simulator.credentials)
  const frame = new Frame(window)
  const stock = new StockPage(window)
  await frame.untilUpToDate()
  const figures = stock.table.locator('[data-column="onHand"]')
  // The question takes the room of a row or two.
  const firstTen = async () => (await figures.allTextContents()).slice(0, 10)
  const before = await firstTen()
  for (const { sku } of simulator.shop.products) simulator.clearStock(sku)

  await frame.syncButton.click()
  const question = window.getByRole('alert').filter({ hasText: 'stock list suddenly lacks' })
  await expect(question).toBeVisible({ timeout: 30_000 })
  expect(await firstTen()).toEqual(before)
  await expectAccessible(window)

  await question.getByRole('button', { name: 'They are gone' }).click()
  await expect(question).toHaveCount(0, { timeout: 30_000 })
  await frame.untilUpToDate()
  await expect(stock.cell(stock.rows.first(), 'onHand')).toHaveText('0')
})

test('goes on where it stopped after the app was killed, and tells it in the history', async ({
  start,
  simulator,
}) => {
  const first = await start()
  await new ConnectPage(first.window).connect(simulator.credentials)
  await new Frame(first.window).untilUpToDate()
  simulator.behaviour.pageCap = 100
  const { sku, location } = simulator.expectedFigures()[0]!
  simulator.clearStock(sku)
  simulator.setStock({ sku, location }, { onHand: 4321 })
  simulator.addFault({ path: 'ref/productavailability', page: 4, hang: true })
  simulator.clearCalls()
  await new Frame(first.window).syncButton.click()
  const stockPages = () =>
    simulator.calls.flatMap(({ path, page }) => (path === 'ref/productavailability' ? [page] : []))
  await expect.poll(() => Math.max(0, ...stockPages()), { timeout: 30_000 }).toBe(4)
  first.electron.process().kill('SIGKILL')
  simulator.clearFaults()
  simulator.clearCalls()

  const { window } = await start()
  const frame = new Frame(window)
  await expect(frame.syncStatus).toHaveText(/^Sync was cut short · goes on (now|in \d s)$/)
  await frame.open('Sync history')
  const history = new HistoryPage(window)
  await expect(history.runs).toHaveCount(3, { timeout: 30_000 })
  await frame.untilUpToDate()
  await expect(history.runs.nth(0)).toContainText('Success')
  await expect(history.runs.nth(1)).toContainText('Failed')
  expect(Math.min(...stockPages())).toBeGreaterThanOrEqual(3)
  await frame.open('Stock')
  const stock = new StockPage(window)
  await stock.search.fill(sku)
  await expect(stock.cell(stock.rows.first(), 'onHand')).toContainText(/4.?321/)
})
