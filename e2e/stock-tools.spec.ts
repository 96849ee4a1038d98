import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import type { RunningApp } from './launch'
import { Commands } from './pages/commands'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { StockPage } from './pages/stock-page'
import { answerSaveDialog, printedRows } from './take-away'

test.describe('the tools of the stock view', () => {
  test('keep a view under a name, over a restart, until it is deleted', async ({ start, simulator }) => {
    const first = await start()
    await new ConnectPage(first.window).connect(simulator.credentials)
    await new Frame(first.window).untilUpToDate()
    const stock = new StockPage(first.window)
    await stock.rows.first().waitFor()
    await stock.views.focus()
    await first.window.keyboard.press('Enter')
    await expect(first.window.getByRole('menuitem', { name: 'Everything' })).toBeFocused()
    await first.window.keyboard.press('ArrowDown')
    await expect(first.window.getByRole('menuitem', { name: 'Low' })).toBeFocused()
    await first.window.keyboard.press('Enter')
    await expect(stock.views).toHaveText('Views: Low')
    for (const row of await stock.rows.all()) await expect(stock.cell(row, 'state')).toContainText('Low')
    await stock.search.fill('a')
    await stock.sortBy('On hand')
    const held = await stock.skuOf(stock.rows.first())
    await stock.saveView('Mornings')
    await expect(stock.views).toHaveText('Views: Mornings')
    await stock.search.fill('b')
    await stock.saveView('low')
    await expect(stock.viewName).toHaveAccessibleDescription(/a view that is always there/)
    await stock.viewName.fill('x'.repeat(61))
    await expect(stock.viewName).toHaveAccessibleDescription(/At most 60 characters/)
    await stock.viewName.fill('mornings')
    await first.window.keyboard.press('Enter')
    await expect(stock.viewName).toHaveAccessibleDescription(/is saved already/)
    await expectAccessible(first.window)
    await first.window.keyboard.press('Escape')
    await expect(stock.views).toBeFocused()
    await stock.search.fill('c')
    await stock.saveView('Evenings')
    await stock.search.fill('d')
    await stock.saveView('evenings')
    await first.window.getByRole('button', { name: 'Replace view' }).click()
    await expect(stock.views).toHaveText('Views: evenings')
    await stock.chooseView('Not counted lately')
    await expect(first.window.getByText('No product matches')).toBeVisible()
    for (const tool of [stock.export, first.window.getByRole('button', { name: 'Print' })]) {
      await expect(tool).toBeDisabled()
      await expect(tool).toHaveAccessibleDescription('There is no product in the list.')
    }
    await expectAccessible(first.window)
    await first.close()

    const second = await start()
    const again = new StockPage(second.window)
    await again.rows.first().waitFor()
    await new Commands(second.window).choose('stock: mornings')
    await expect(again.columnHeader('On hand')).toHaveAttribute('aria-sort', 'ascending')
    await expect(again.rows.first()).toContainText(held)
    await again.chooseView('Delete “Mornings”')
    await again.views.click()
    await expect(second.window.getByRole('menuitem', { name: 'Low' })).toBeVisible()
    await expect(second.window.getByRole('menuitem', { name: 'Mornings' })).toHaveCount(0)
  })

  test('select, copy, export and print by keyboard what is listed', async ({ start, simulator, profile }) => {
    const app = await start()
    const { window } = app
    await new ConnectPage(window).connect(simulator.credentials)
    await new Frame(window).untilUpToDate()
    const stock = new StockPage(window)
    await stock.rows.first().waitFor()
    await stock.sortBy('Product')
    await expect(stock.columnHeader('Product')).toHaveAttribute('aria-sort', 'ascending')
    await stock.search.press('ArrowDown')
    await window.keyboard.press('Space')
    await window.keyboard.press('Shift+ArrowDown')
    await expect(stock.selection).toContainText('2 selected')
    await expect(stock.rows.nth(1)).toHaveAttribute('aria-selected', 'true')
    await expect(stock.rows.nth(2)).toHaveAttribute('aria-selected', 'false')
    await expectAccessible(window)

    await window.keyboard.press('Control+c')
    await expect(stock.selectionStatus).toHaveText('2 rows copied')
    const skus = [await stock.skuOf(stock.rows.nth(0)), await stock.skuOf(stock.rows.nth(1))]
    const copied = (await clipboard(app)).split('\n').map((line) => line.split('\t'))
    expect(copied[0]!.slice(0, 3)).toEqual(['Product', 'SKU', 'Barcode'])
    expect(copied.slice(1).map((cells) => cells[1])).toEqual(skus)
    expect(copied[1]![copied[0]!.indexOf('On hand')]).toMatch(/^-?\d+(\.\d+)?$/)

    const file = join(profile, 'chosen.csv')
    await answerSaveDialog(app, file)
    await stock.selection.getByRole('button', { name: 'Export' }).click()
    await window.getByRole('menuitem', { name: 'CSV' }).click()
    await expect(window.getByRole('alert')).toContainText(`2 products saved in ${file}`)
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n')
    expect(lines[0]).toMatch(/^\uFEFF"Product","SKU","Barcode"/)
    expect(lines.slice(1).map((line) => skus.findIndex((sku) => line.includes(`"${sku}"`)))).toEqual([0, 1])
    await rm(file)

    await answerSaveDialog(app, join(profile, 'not-there', 'chosen.xlsx'))
    await window.getByRole('button', { name: 'Dismiss' }).click()
    await stock.export.click()
    await window.getByRole('menuitem', { name: 'Excel' }).click()
    await expect(window.getByRole('alert')).toContainText('Nothing was saved, as the folder')

    await stock.search.press('ArrowDown')
    await window.keyboard.press('Control+a')
    const total = Number(await stock.table.getAttribute('aria-rowcount')) - 1
    await expect(stock.selection).toContainText(`${total} selected`)
    await window.keyboard.press('Escape')
    await expect(stock.selection).toHaveCount(0)

    const commands = new Commands(window)
    const print = window.getByRole('button', { name: 'Print' })
    expect(await printedRows(window, () => print.click())).toBe(total)
    await new Frame(window).open('Settings')
    expect(await printedRows(window, () => commands.choose('print stock'))).toBe(total)
    await answerSaveDialog(app, file)
    await commands.choose('as csv')
    await expect(window.getByRole('alert')).toContainText(`${total} products saved in ${file}`)
  })
})

function clipboard(app: RunningApp): Promise<string> {
  return app.electron.evaluate(({ clipboard }) => clipboard.readText())
}
