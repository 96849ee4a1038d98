import { expect, type Locator } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import type { RunningApp } from './launch'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { SettingsPage } from './pages/settings-page'
import { StockPage } from './pages/stock-page'
import { resizeWindow } from './window-size'

async function openSampleStock(app: RunningApp): Promise<StockPage> {
  await new ConnectPage(app.window).sampleButton.click()
  await new Frame(app.window).untilUpToDate()
  const stock = new StockPage(app.window)
  await stock.rows.first().waitFor()
  return stock
}

test.describe('the stock view where room is short', () => {
  test('leaves whole columns out beside an open product, and shows them again after it', async ({
    start,
  }) => {
    const app = await start()
    await resizeWindow(app, 1440, 900)
    const stock = await openSampleStock(app)
    await expect(stock.columnHeader('Updated')).toBeVisible()
    await stock.rows.first().click()
    await expect(stock.columnHeader('Updated')).toHaveCount(0)
    await expect(stock.columnHeader('Available')).toBeVisible()
    await expect(stock.columnHeader('State')).toBeVisible()
    expect(await hiddenWidth(stock.table)).toBe(0)
    await app.window.keyboard.press('Escape')
    await expect(stock.columnHeader('Updated')).toBeVisible()
  })

  test('covers no column heading that has the keyboard', async ({ start }) => {
    const app = await start()
    await resizeWindow(app, 960, 640)
    const stock = await openSampleStock(app)
    const headings = stock.table.getByRole('columnheader').getByRole('button')
    for (const heading of await headings.all()) {
      await heading.focus()
      expect(await heading.evaluate(isUncovered), (await heading.textContent()) ?? undefined).toBe(true)
    }
    expect(await hiddenWidth(stock.table)).toBe(0)
  })

  test('can be used at 200 % zoom in the smallest window', async ({ start }) => {
    const app = await start()
    const stock = await openSampleStock(app)
    await resizeWindow(app, 960, 640)
    await app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2)
    })
    await app.window.waitForFunction(() => innerWidth === 480)
    await expect.poll(() => hiddenWidth(stock.table)).toBe(0)
    await stock.rows.nth(2).scrollIntoViewIfNeeded()
    expect((await stock.table.boundingBox())!.height).toBeGreaterThanOrEqual(200)
    await stock.rows.nth(2).click()
    const panel = app.window.getByRole('region').first()
    await expect(panel).toContainText('By location')
    const { width, height } = (await panel.boundingBox())!
    expect(height).toBeGreaterThanOrEqual(200)
    expect(width).toBeGreaterThanOrEqual((await stock.table.boundingBox())!.width)
    await panel.getByRole('button', { name: 'Close' }).click()
    await expect(panel).toHaveCount(0)
  })

  test('says in the compact density where a product is short', async ({ start }) => {
    const app = await start()
    const stock = await openSampleStock(app)
    await new Frame(app.window).open('Settings')
    await new SettingsPage(app.window).choice('Density', 'Compact').check()
    await new Frame(app.window).open('Stock')
    await expect(stock.rows.first().getByText(/^at /)).toBeVisible()
    await expectAccessible(app.window)
  })
})

/** How much of a scrolling element is out of sight sideways, in CSS pixels. */
function hiddenWidth(element: Locator): Promise<number> {
  return element.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
}

/** Whether nothing lies over the corners of an element. */
function isUncovered(element: Element): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  return [left + 2, right - 2].every((x) => {
    const found = document.elementFromPoint(x, (top + bottom) / 2)
    return found !== null && element.contains(found)
  })
}
