import { expect } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import { AlertsPage } from './pages/alerts-page'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { StockPage } from './pages/stock-page'
import { wellStocked } from './well-stocked'

test('a product shows its history, and a reorder point set here makes it low until Cin7’s is back', async ({
  start,
  simulator,
}) => {
  test.slow()
  const { window } = await start()
  const [frame, stock, alerts] = [new Frame(window), new StockPage(window), new AlertsPage(window)]
  await new ConnectPage(window).connect(simulator.credentials)
  await frame.untilUpToDate()
  const { sku, location, available, reorderPoint } = wellStocked(simulator)
  const left = available - 1
  simulator.setStock({ sku, location }, { onHand: left, allocated: 0 })
  await stock.search.fill(sku)
  const row = stock.row(sku)
  await row.click()
  const panel = stock.panel(simulator.product(sku).name)
  await expect(panel.getByText('Nothing has run low here yet.')).toBeVisible()
  await window.keyboard.press('Control+r')
  await expect(panel.getByRole('list', { name: 'Recent changes' })).toContainText(`${available} → ${left}`, {
    timeout: 30_000,
  })

  await panel.getByRole('combobox', { name: 'Location of the chart' }).selectOption(location)
  const chart = panel.getByRole('img', { name: new RegExp(`^Available at ${location} since`) })
  await expect(chart).toHaveAccessibleName(new RegExp(`${available} at first, ${left} now`))
  await expect(chart).toHaveAccessibleName(new RegExp(`The reorder point is ${reorderPoint}\\.$`))
  await panel.getByRole('checkbox', { name: 'Show as table' }).check()
  const table = panel.getByRole('table', { name: `Available at ${location} over time` })
  await expect(table.getByRole('cell')).toHaveText([`${left}`, `${available}`])
  await expectAccessible(window)

  const change = panel.getByRole('button', { name: `Change the reorder point at ${location}` })
  await change.click()
  const dialog = window.getByRole('dialog', { name: `Reorder point at ${location}` })
  const point = dialog.getByRole('textbox', { name: 'Reorder point' })
  await expect(point).toHaveValue(`${reorderPoint}`)
  await point.fill(`${left + 1}`)
  await expect(dialog.getByRole('status')).toHaveText('It would become low.')
  await expectAccessible(window)
  await point.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(change).toBeFocused()
  await expect(panel).toContainText(`Reorder at ${left + 1} · set here`)
  await expect(stock.cell(row, 'state')).toContainText('Low')
  const log = panel.getByRole('list', { name: 'Alert log' }).getByRole('listitem')
  const became = `Low as the reorder point was set: ${left} available, reorder at ${left + 1}`
  await expect(log).toContainText([became])

  await frame.open('Alerts')
  const alert = alerts.row(sku).filter({ hasText: location })
  await expect(alert).toContainText('Low')
  await alert.focus()
  await window.keyboard.press('Enter')
  await expect(frame.heading).toHaveText('Stock')
  const live = panel.getByRole('group', { name: `Alert at ${location}` })
  await live.getByRole('button', { name: 'Acknowledge' }).click()
  await alerts.note.fill('Ordered, back by Friday')
  await alerts.note.press('Enter')
  await expect(live).toContainText('“Ordered, back by Friday”')
  await expect(log).toContainText(['“Ordered, back by Friday”', became])

  await change.click()
  await dialog.getByRole('button', { name: 'Back to Cin7’s' }).click()
  await expect(live).toHaveCount(0)
  await expect(panel).toContainText(`Reorder at ${reorderPoint} · Cin7`)
  await expect(log.first()).toContainText(`No longer low: reorder at ${reorderPoint}`)
  await frame.open('Alerts')
  await alerts.tab('Resolved').click()
  await expect(alert).toHaveCount(1)
})
