import { expect } from '@playwright/test'
import { test } from './app-test'
import { AlertsPage } from './pages/alerts-page'
import { Commands } from './pages/commands'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { StockPage } from './pages/stock-page'

test('the keyboard reaches every product, view and action', async ({ start, simulator }) => {
  const { window } = await start()
  await new ConnectPage(window).connect(simulator.credentials)
  const frame = new Frame(window)
  const stock = new StockPage(window)
  const commands = new Commands(window)
  await frame.untilUpToDate()
  const product = simulator.shop.products.find(({ barcode, type }) => barcode !== null && type === 'Stock')!

  await stock.rows.first().click()
  await window.keyboard.press('Escape')
  await expect(stock.focusedRow).toBeVisible()
  await commands.openPalette()
  await expect(commands.field).toBeFocused()
  await expect(commands.options).toContainText([
    'Today',
    'Stock',
    'Alerts',
    'Sync history',
    'Settings',
    'Sync now',
  ])
  await window.keyboard.press('Escape')
  await expect(commands.palette).toHaveCount(0)
  await expect(stock.focusedRow).toBeVisible()

  // The answer to what is typed counts, also when Enter comes before it.
  await commands.openPalette()
  await window.keyboard.insertText(product.barcode!)
  await window.keyboard.press('Enter')
  await expect(stock.panel(product.name)).toBeFocused()
  await commands.openPalette()
  await window.keyboard.type(product.sku.toLowerCase())
  await expect(commands.chosen).toContainText(product.name)
  await window.keyboard.press('Escape')
  await expect(stock.panel(product.name)).toBeVisible()

  await commands.openPalette()
  await window.keyboard.type('theme')
  await expect(commands.options).toHaveText(['Theme: Light', 'Theme: Dark'])
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Enter')
  await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await expect(stock.panel(product.name)).toBeFocused()

  simulator.behaviour.latencyMs = 500
  for (const [typed, button] of [
    ['sync now', frame.cancelButton],
    ['cancel', frame.syncButton],
  ] as const) {
    await commands.choose(typed)
    await expect(button).toBeVisible()
  }

  await commands.choose('stock: low')
  await expect(stock.views).toHaveText('Views: Low')
  await commands.choose('stock: everything')
  await expect(stock.views).toHaveText('Views')
  await window.keyboard.press('ControlOrMeta+5')
  await expect(frame.heading).toHaveText('Settings')
  await commands.choose('set reorder')
  await expect(stock.reorderPoints.getByRole('textbox', { name: 'Reorder point' })).toBeFocused()
  await window.keyboard.press('Escape')
  await expect(stock.reorderPoints).toHaveCount(0)
  await window.keyboard.press('?')
  await expect(commands.keys).toContainText('Open Sync history')
  await window.keyboard.press('ControlOrMeta+4')
  await expect(commands.keys).toHaveCount(0)
  await expect(frame.heading).toHaveText('Sync history')
  await window.keyboard.press('F1')
  await expect(commands.keys).toBeVisible()
})

test('a scan opens its product from anywhere but a text field', async ({ start, simulator }) => {
  const [first, second, twin, letters] = simulator.shop.products.filter(({ type }) => type === 'Stock')
  simulator.shop.products[0] = Object.assign(first!, { barcode: '9421000 17/A' })
  Object.assign(letters!, { barcode: 'as-942' })
  Object.assign(second!, { barcode: '9429999' })
  Object.assign(twin!, { barcode: '9429999' })
  const { window } = await start()
  await new ConnectPage(window).connect(simulator.credentials)
  const frame = new Frame(window)
  const stock = new StockPage(window)
  const commands = new Commands(window)
  const alerts = new AlertsPage(window)
  await frame.untilUpToDate()

  // On a button, which neither the blank nor Enter presses.
  await frame.open('Sync history')
  const calls = simulator.calls.length
  await frame.syncButton.focus()
  await commands.scan('9421000 17/A')
  await expect(stock.panel(first!.name)).toBeFocused()
  await commands.scan(second!.sku)
  await expect(stock.panel(second!.name)).toBeFocused()
  expect(simulator.calls.length).toBe(calls)

  await commands.scan('9429999')
  await expect(commands.scanNote).toHaveText('2 products have the code 9429999.')
  await expect(stock.search).toHaveValue('9429999')
  await expect(stock.rows).toHaveCount(2)
  await commands.scan('no such-code')
  await expect(commands.scanNote).toHaveText('No product has the barcode or SKU no such-code.')
  await expect(stock.search).toHaveValue('no such-code')
  await window.keyboard.press('Escape')
  await expect(commands.scanNote).toBeEmpty()

  // Codes that begin with the key of a shortcut, or with one that a row of a list answers.
  await commands.scan('/slashed')
  await expect(commands.scanNote).toContainText('SKU /slashed.')
  await expect(stock.search).not.toBeFocused()
  await commands.scan('?asked')
  await expect(commands.scanNote).toContainText('SKU ?asked.')
  await expect(commands.keys).toHaveCount(0)
  await stock.search.fill('')
  await stock.rows.first().focus()
  await commands.scan(` ${second!.sku}`)
  await expect(stock.panel(second!.name)).toBeFocused()
  await expect(stock.selection).toHaveCount(0)
  await frame.open('Alerts')
  await alerts.rows.first().focus()
  await commands.scan('as-942')
  await expect(stock.panel(letters!.name)).toBeFocused()
  await expect(alerts.dialog).toHaveCount(0)
  await window.keyboard.press('Escape')
  await window.keyboard.press('/')
  await expect(stock.search).toBeFocused()

  await stock.search.fill('')
  await commands.scan(second!.sku)
  await expect(stock.search).toHaveValue(second!.sku)
  await expect(stock.focusedRow).toContainText(second!.name)
})
