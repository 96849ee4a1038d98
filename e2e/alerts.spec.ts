import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import { AlertsPage } from './pages/alerts-page'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { answerSaveDialog, printedRows } from './take-away'
import { wellStocked } from './well-stocked'

test('an alert is found, taken care of, put off and taken back by keys, and resolved when the stock recovers', async ({
  start,
  simulator,
}) => {
  test.slow()
  const { window, call } = await start()
  const [frame, alerts] = [new Frame(window), new AlertsPage(window)]
  await new ConnectPage(window).connect(simulator.credentials)
  await frame.untilUpToDate()
  await frame.open('Alerts')
  await alerts.rows.first().waitFor()
  const [connection] = await call('connections.list', {})
  const { open: before } = await call('alerts.counts', { connectionId: connection!.id })
  await expect(frame.alertsLink).toHaveAccessibleName(`Alerts, ${before} open`)

  const { sku, location, available, reorderPoint } = wellStocked(simulator)
  const place = { sku, location }
  const left = reorderPoint - 1
  simulator.setStock(place, { onHand: left, allocated: 0, onOrder: 0 })
  await window.keyboard.press('Control+r')
  await expect(frame.alertsLink).toHaveAccessibleName(`Alerts, ${before + 1} open`, { timeout: 30_000 })
  const row = alerts.row(sku).filter({ hasText: location })
  await expect(row).toContainText(`${available} → ${left}`)
  await expect(row).toContainText('Low')
  await expect(row.locator('[data-column="order"]')).toHaveText(/^[1-9]\d*$/)

  await alerts.rows.first().focus()
  for (let step = 0; step < before + 1; step++) {
    if (await row.evaluate((element) => element === document.activeElement)) break
    await window.keyboard.press('ArrowDown')
  }
  await expect(row).toBeFocused()
  await window.keyboard.press('Space')
  await expect(alerts.outcome).toHaveText('1 selected')
  await window.keyboard.press('Escape')
  await expect(row).toHaveAttribute('aria-selected', 'false')
  await window.keyboard.press('a')
  await expect(alerts.note).toBeFocused()
  await window.keyboard.type('Ordered, back by Friday')
  await expectAccessible(window)
  await window.keyboard.press('Enter')
  await expect(alerts.outcome).toHaveText('1 alert acknowledged')
  await expect(alerts.dialog).toHaveCount(0)
  await expect(row).toHaveCount(0)
  await expect(alerts.focusedRow).toHaveCount(1)
  await expect(frame.alertsLink).toHaveAccessibleName(`Alerts, ${before} open`)

  await window.keyboard.press('Control+a')
  await expect(alerts.outcome).toHaveText(`${before} selected`)
  await window.keyboard.press('s')
  await expect(alerts.menuItem(/^Tomorrow/)).toBeVisible()
  await expectAccessible(window)
  await alerts.menuItem(/^Tomorrow/).press('Enter')
  await expect(alerts.outcome).toHaveText(`${before} alerts snoozed`)
  await expect(window.getByText('Nothing is low')).toBeVisible()

  await alerts.tab('Open').focus()
  await window.keyboard.press('ArrowRight')
  await expect(alerts.tab('Acknowledged')).toBeFocused()
  await expect(row).toContainText('Ordered, back by Friday')
  await window.keyboard.press('ArrowRight')
  await expect(alerts.rows).toHaveCount(before)
  await alerts.rows.first().focus()
  await window.keyboard.press('Shift+ArrowDown')
  await expect(alerts.outcome).toHaveText('2 selected')
  await alerts.action('Reopen').press('Enter')
  await expect(alerts.outcome).toHaveText('2 alerts reopened')
  await expect(frame.alertsLink).toHaveAccessibleName('Alerts, 2 open')

  simulator.setStock(place, { onHand: reorderPoint + 20 })
  await window.keyboard.press('Control+r')
  await alerts.tab('Resolved').click()
  await expect(row).toContainText('OK', { timeout: 30_000 })
  await expect(row).toContainText(': “Ordered, back by Friday”')
  await alerts.tab('Acknowledged').click()
  await expect(window.getByText('Nothing is acknowledged')).toBeVisible()
})

test('alerts are grouped, taken along as a file and on paper, chosen by mouse, and lead to their product', async ({
  start,
  simulator,
  profile,
}) => {
  const app = await start()
  const { window } = app
  const [frame, alerts] = [new Frame(window), new AlertsPage(window)]
  await new ConnectPage(window).connect(simulator.credentials)
  await frame.untilUpToDate()
  await frame.open('Alerts')
  await alerts.groupBy('By location')
  for (const location of simulator.shop.locations.slice(0, 2)) {
    await expect(
      alerts.table.getByRole('gridcell', { name: new RegExp(`^${location.name} · \\d`) }),
    ).toBeVisible()
  }
  const file = join(profile, 'to-order.csv')
  await answerSaveDialog(app, file)
  await alerts.export.press('Enter')
  await alerts.menuItem('CSV').press('Enter')
  const total = Number(
    await alerts
      .tab('Open')
      .textContent()
      .then((words) => words!.replace(/\D/g, '')),
  )
  await expect(window.getByRole('alert')).toContainText(`${total} alerts saved in ${file}`)
  const [head, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\r\n')
  expect(head).toBe(
    '\uFEFF"SKU","Product","Location","Supplier","Available","Reorder at","On order","Order","State"',
  )
  expect(lines).toHaveLength(total)
  expect(await printedRows(window, () => window.getByRole('button', { name: 'Print' }).click())).toBe(total)
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Dismiss' }).click()

  await alerts.boxes.nth(0).click()
  await alerts.rows.nth(2).click({ modifiers: ['Shift'] })
  await expect(alerts.outcome).toHaveText('3 selected')
  await alerts.rows.nth(1).click({ modifiers: ['Control'] })
  await expect(alerts.outcome).toHaveText('2 selected')
  await expect(alerts.action('Open product')).toBeDisabled()
  await expectAccessible(window)

  await alerts.rows.nth(1).click({ button: 'right' })
  await expect(alerts.outcome).toHaveText('1 selected')
  await alerts.menuItem('Open product').click()
  await expect(frame.heading).toHaveText('Stock')
  await expect(window.getByRole('main').getByRole('region').first()).toBeVisible()
})
