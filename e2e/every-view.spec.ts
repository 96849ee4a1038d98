import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import type { RunningApp } from './launch'
import { AlertsPage } from './pages/alerts-page'
import { Commands } from './pages/commands'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { HistoryPage } from './pages/history-page'
import { SettingsPage } from './pages/settings-page'
import { StockPage } from './pages/stock-page'
import { TodayPage } from './pages/today-page'
import { resizeWindow, zoomWindow } from './window-size'

test.use({ view: 'today' })

test('every view can be used in any colours, at twice its size and by keys alone', async ({
  start,
  simulator,
}) => {
  test.setTimeout(240_000)
  const app = await start()
  const { window } = app
  const [frame, commands, stock] = [new Frame(window), new Commands(window), new StockPage(window)]
  await resizeWindow(app, 960, 640)

  const view = (name: string, open: () => Promise<void>, heading: Locator, controls: Locator[]) =>
    test.step(name, async () => {
      await open()
      await expectUsable(app, heading, controls)
    })
  const links = frame.navigation.getByRole('link')

  const connect = new ConnectPage(window)
  await view('Connect', () => connect.form.waitFor(), frame.heading, [
    connect.accountId,
    connect.connectButton,
    connect.sampleButton,
  ])
  await connect.connect(simulator.credentials)
  await frame.untilUpToDate()
  const { sku, location, onHand } = simulator.expectedFigures()[0]!
  simulator.setStock({ sku, location }, { onHand: onHand + 5 })
  await frame.syncButton.click()

  const today = new TodayPage(window)
  await view('Today', () => today.rows.first().waitFor(), frame.heading, [
    links.first(),
    frame.syncButton,
    today.figure('Out of stock'),
    today.rows.first(),
  ])

  await view('Stock', () => frame.open('Stock'), frame.heading, [
    links.last(),
    stock.search,
    stock.views,
    stock.export,
    stock.rows.first(),
  ])
  await view(
    'Set reorder points',
    async () => {
      await stock.search.press('ArrowDown')
      await window.keyboard.press('Space')
      await stock.selection.getByRole('button', { name: 'Set reorder points' }).click()
    },
    stock.reorderPoints.getByRole('heading').first(),
    [
      stock.reorderPoints.getByRole('textbox', { name: 'Reorder point' }),
      stock.reorderPoints.getByRole('button', { name: 'Set', exact: true }),
    ],
  )
  await window.keyboard.press('Escape')
  await window.keyboard.press('Escape')

  const name = await stock.cell(stock.rows.first(), 'product').locator('bdi').first().textContent()
  const panel = stock.panel(name!)
  await view(
    'Stock with an open product',
    () => stock.rows.first().press('Enter'),
    panel.getByRole('heading').first(),
    [panel.getByRole('button', { name: 'Close' }), panel.getByRole('table').first().getByRole('row').last()],
  )
  await window.keyboard.press('Escape')

  const alerts = new AlertsPage(window)
  await view('Alerts', () => frame.open('Alerts'), frame.heading, [
    links.first(),
    alerts.export,
    alerts.tab('Open'),
    alerts.rows.first(),
  ])

  const history = new HistoryPage(window)
  await view(
    'Sync history',
    async () => {
      await frame.open('Sync history')
      await history.openers.first().press('Enter')
      await history.details.waitFor()
    },
    frame.heading,
    [
      links.first(),
      history.exportButton,
      history.openers.last(),
      history.details.getByRole('button').first(),
    ],
  )

  const settings = new SettingsPage(window)
  await view('Settings', () => frame.open('Settings'), frame.heading, [
    links.last(),
    settings.checkButton,
    settings.automaticSwitch,
    settings.choice('Theme', 'System'),
  ])

  await view('Commands', () => commands.openPalette(), commands.chosen, [commands.field])
  await window.keyboard.press('Escape')
  await view('Keys', () => window.keyboard.press('F1'), commands.keys.getByRole('heading').first(), [
    commands.keys.getByRole('button', { name: 'Close' }),
  ])
})

/** By axe in each look, at 200 % zoom, and with the Tab key. */
async function expectUsable(app: RunningApp, heading: Locator, controls: Locator[]): Promise<void> {
  const { window } = app
  await heading.waitFor()
  await expectAccessible(window, ['light', 'dark', 'forced'])
  await expectTabReaches(window, controls)
  await zoomWindow(app, 2)
  for (const shown of [heading, ...controls]) {
    await shown.scrollIntoViewIfNeeded()
    await expect(shown).toBeInViewport({ ratio: 1 })
  }
  const page = await window.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return { scrollWidth, clientWidth }
  })
  expect(page.scrollWidth).toBe(page.clientWidth)
  await zoomWindow(app, 1)
}

/** Presses Tab until each has had the focus, and sees that it shows wherever it is. */
async function expectTabReaches(window: Page, controls: Locator[]): Promise<void> {
  const left = new Set(controls)
  for (let presses = 0; left.size > 0; presses++) {
    expect(presses, `Tab never reaches ${[...left].join(', ')}`).toBeLessThan(100)
    await window.keyboard.press('Tab')
    const unseen = await window.evaluate(() => {
      const focused = document.activeElement
      if (!focused || focused === document.body) return null
      for (let shown: Element | null = focused; shown; shown = shown.parentElement) {
        if (getComputedStyle(shown).outlineStyle !== 'none') return null
      }
      return focused.outerHTML.slice(0, 200)
    })
    expect(unseen, 'the focus does not show').toBeNull()
    for (const control of left) {
      if (await control.evaluate((element) => element.contains(document.activeElement))) left.delete(control)
    }
  }
}
