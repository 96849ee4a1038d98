import { expect, type Page } from '@playwright/test'
import type { Simulator } from '../electron/integrations/cin7/simulator'
import { expectAccessible, twoFrames } from './accessible'
import { test } from './app-test'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { StockPage } from './pages/stock-page'

async function openStock(window: Page, simulator: Simulator): Promise<StockPage> {
  await new ConnectPage(window).connect(simulator.credentials)
  await new Frame(window).untilUpToDate()
  const stock = new StockPage(window)
  await stock.rows.first().waitFor()
  await expect(stock.table).not.toContainText('Not read yet')
  return stock
}

test.describe('the stock view', () => {
  test('shows the figures that Cin7 has, per product and per location', async ({ start, simulator }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    const { sku, location, available } = simulator.expectedFigures()[0]!
    await expect(stock.table).toHaveAttribute('aria-rowcount', /^(1\d\d|20\d)$/)

    await stock.search.fill(sku)
    await expect(stock.rows).toHaveCount(1)
    const sum = simulator
      .expectedFigures()
      .filter((figures) => figures.sku === sku)
      .reduce((total, figures) => total + figures.available, 0)
    await expect(stock.cell(stock.rows.first(), 'available')).toHaveText(written(sum))

    await stock.filter('Location', location)
    await expect(stock.cell(stock.rows.first(), 'available')).toHaveText(written(available))
  })

  test('narrows by words, keeps the choice when coming back, and offers to clear it', async ({
    start,
    simulator,
  }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    const frame = new Frame(window)
    const all = await stock.table.getAttribute('aria-rowcount')
    const { sku, barcode } = simulator.shop.products.find((product) => product.barcode !== null)!

    await window.keyboard.press('/')
    await expect(stock.search).toBeFocused()
    await window.keyboard.type(barcode!)
    await expect(stock.rows).toHaveCount(1)
    await expect(stock.rows).toContainText(sku)
    await expect(stock.rowCount).toHaveText('1 product')

    await frame.open('Settings')
    await frame.open('Stock')
    await expect(stock.search).toHaveValue(barcode!)
    await expect(stock.rows).toHaveCount(1)

    await stock.search.fill('no product is called this')
    await expect(window.getByText('No product matches')).toBeVisible()
    await expectAccessible(window)
    await window.getByRole('button', { name: 'Clear search and filters' }).click()
    await expect(stock.table).toHaveAttribute('aria-rowcount', all!)
  })

  test('keeps a choice that was made just before another view was opened', async ({ start, simulator }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    const frame = new Frame(window)
    for (const words of ['oil', '']) {
      await stock.search.fill(words)
      await frame.open('Sync history')
      await frame.open('Stock')
      await expect(stock.search).toHaveValue(words)
    }
  })

  test('leaves the search as it was typed, whatever an address makes of it', async ({ start, simulator }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    for (const [typed, address] of [
      ['50%20x', 'search=50%2520x'],
      ['crème + 5', 'search=cr%C3%A8me+%2B+5'],
    ] as const) {
      await stock.search.fill(typed)
      await expect.poll(() => window.url()).toContain(address)
      await twoFrames(window)
      await expect(stock.search).toHaveValue(typed)
    }
  })

  test('comes back to the rows it was left at', async ({ start, simulator }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    const frame = new Frame(window)
    await stock.search.press('ArrowDown')
    for (let page = 0; page < 3; page++) await window.keyboard.press('PageDown')
    const row = (await stock.focusedRow.getAttribute('aria-rowindex'))!
    const top = await stock.table.evaluate(({ scrollTop }) => scrollTop)
    expect(top).toBeGreaterThan(0)

    await frame.open('Sync history')
    await frame.open('Stock')
    await expect.poll(() => stock.table.evaluate(({ scrollTop }) => scrollTop)).toBe(top)
    await stock.search.press('ArrowDown')
    await expect(stock.focusedRow).toHaveAttribute('aria-rowindex', row)
  })

  test('sorts by a column, one way and the other', async ({ start, simulator }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    await stock.sortBy('Available')
    await expect(stock.columnHeader('Available')).toHaveAttribute('aria-sort', 'ascending')
    const lowest = await availableOf(stock)
    await stock.sortBy('Available')
    await expect(stock.columnHeader('Available')).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(() => availableOf(stock)).toBeGreaterThan(lowest)
  })

  test('shows only the chosen state', async ({ start, simulator }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    await stock.filter('State', 'Out')
    await expect(stock.rows.first()).toBeVisible()
    for (const row of await stock.rows.all()) await expect(stock.cell(row, 'state')).toContainText('Out')
  })

  test('keeps the chosen columns over a restart', async ({ start, simulator }) => {
    const first = await start()
    const before = await openStock(first.window, simulator)
    await first.window.getByRole('button', { name: 'Columns' }).click()
    await first.window.getByRole('checkbox', { name: 'In transit' }).click()
    await first.window.getByRole('checkbox', { name: 'Supplier' }).click()
    await expect(before.columnHeader('Supplier')).toBeVisible()
    await first.close()

    const second = await start()
    const after = new StockPage(second.window)
    await expect(after.columnHeader('Supplier')).toBeVisible()
    await expect(after.columnHeader('In transit')).toHaveCount(0)
  })

  test('works from the keyboard, down to the last row and into a product and back', async ({
    start,
    simulator,
  }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    await stock.search.press('ArrowDown')
    await expect(stock.focusedRow).toHaveAttribute('aria-rowindex', '2')
    await window.keyboard.press('ArrowDown')
    await expect(stock.focusedRow).toHaveAttribute('aria-rowindex', '3')
    await window.keyboard.press('End')
    const last = (await stock.table.getAttribute('aria-rowcount'))!
    await expect(stock.focusedRow).toHaveAttribute('aria-rowindex', last)
    await expect(stock.focusedRow).not.toHaveAttribute('aria-busy', 'true')

    const { name } = simulator.product(await stock.skuOf(stock.focusedRow))
    await window.keyboard.press('Enter')
    await expect(stock.panel(name)).toBeFocused()
    await window.keyboard.press('Escape')
    await expect(stock.focusedRow).toHaveAttribute('aria-rowindex', last)
  })

  test('keeps the keyboard on its product when a sync moves the rows', async ({ start, simulator }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    await stock.sortBy('Available')
    await stock.sortBy('Available')
    await expect(stock.columnHeader('Available')).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(() => availableOf(stock)).toBeGreaterThan(0)
    await stock.search.press('ArrowDown')
    const held = await stock.skuOf(stock.focusedRow)
    const overtaking = await stock.skuOf(stock.rows.nth(3))
    const { location } = simulator.expectedFigures().find(({ sku }) => sku === overtaking)!
    simulator.setStock({ sku: overtaking, location }, { onHand: 99_999 })
    await window.keyboard.press('Control+r')
    await expect(stock.rows.first()).toContainText(overtaking)
    await expect(stock.focusedRow).toHaveAttribute('aria-rowindex', '3')
    await expect(stock.focusedRow).toContainText(held)
  })

  test('tells where each figure of a product came from', async ({ start, simulator }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    const { sku, location, reorderPoint } = simulator
      .expectedFigures()
      .find((figures) => figures.reorderOrigin === 'location')!
    const { name } = simulator.product(sku)
    await stock.search.fill(sku)
    await stock.row(sku).click()

    const panel = stock.panel(name)
    await expect(panel).toContainText(location)
    await expect(panel).toContainText(`Reorder at ${reorderPoint} · Cin7`)
    await expect(panel).toContainText('Full sync · just now')
    await panel.getByRole('button', { name: 'Close' }).click()
    await expect(panel).toHaveCount(0)
  })

  test('shows hostile names as the words they are', async ({ start, simulator }) => {
    simulator.addProduct({ sku: 'EVIL-1', name: '<img src=x onerror="document.title=1"> \u202egnp.exe' })
    const { window } = await start()
    const stock = await openStock(window, simulator)
    await stock.search.fill('EVIL-1')
    await expect(stock.rows).toContainText('<img src=x onerror="document.title=1">')
    await expect(stock.rows).not.toContainText('\u202e')
    expect(await window.title()).toBe('Shelfwatch')
  })
})

test.describe('syncing from the frame', () => {
  test('shows a change in Cin7 after Ctrl+R, without loading the page again', async ({
    start,
    simulator,
  }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    const product = simulator.expectedFigures()[0]!
    await stock.search.fill(product.sku)
    await stock.filter('Location', product.location)
    simulator.setStock({ sku: product.sku, location: product.location }, { onHand: product.onHand + 7 })
    const { onHand } = simulator.expectedAt(product.sku, product.location)
    await window.keyboard.press('Control+r')
    await expect(stock.cell(stock.rows.first(), 'onHand')).toHaveText(written(onHand))
    await expect(stock.search).toHaveValue(product.sku)
  })

  test('answers a press at once, shows progress and cancels within a second', async ({
    start,
    simulator,
  }) => {
    const { window } = await start()
    await openStock(window, simulator)
    const frame = new Frame(window)
    simulator.behaviour.latencyMs = 4_000
    await frame.syncButton.click()
    await expect(frame.cancelButton).toBeVisible()
    await expect(frame.syncProgress).toBeVisible()
    await expect(frame.syncStatus).toContainText('Syncing')
    await frame.cancelButton.click()
    await expect(frame.syncStatus).toContainText('Sync cancelled', { timeout: 3_000 })
    await expect(frame.syncButton).toBeVisible()
  })

  test('keeps every row on screen without a network, and goes on by itself when it is back', async ({
    start,
    simulator,
  }) => {
    const { window } = await start()
    const stock = await openStock(window, simulator)
    const frame = new Frame(window)
    const all = await stock.table.getAttribute('aria-rowcount')
    const port = Number(new URL(simulator.url).port)
    await simulator.close()
    await frame.syncButton.click()
    await expect(frame.syncStatus).toContainText('Waiting for the network · next try')
    await expect(stock.table).toHaveAttribute('aria-rowcount', all!)
    await simulator.listen(port)
    await frame.untilUpToDate()
    await expect(stock.table).toHaveAttribute('aria-rowcount', all!)
  })
})

/** The number in the first row's available cell. */
async function availableOf(stock: StockPage): Promise<number> {
  const words = await stock.cell(stock.rows.first(), 'available').textContent()
  return Number((words ?? '').replace('−', '-').replaceAll(/[^\d.-]/g, ''))
}

/** A figure as the view writes it, whatever the locale's grouping. */
function written(figure: number): RegExp {
  const digits = String(Math.abs(figure)).split('').join('[^\\d]?')
  return new RegExp(`^${figure < 0 ? '−' : ''}${digits}$`)
}
