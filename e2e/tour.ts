import type { RunningApp } from './launch'
import { AlertsPage } from './pages/alerts-page'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { HistoryPage } from './pages/history-page'
import { StockPage } from './pages/stock-page'
import { TodayPage } from './pages/today-page'
import type { Screenshots } from './screenshots'

/** Connects the sample shop with its button, and comes back when the app is in use. */
export async function connectSample(app: RunningApp): Promise<void> {
  await new ConnectPage(app.window).sampleButton.click()
  await new Frame(app.window).navigation.waitFor()
}

/** Every view, in the order a new user meets them. */
export async function tour(app: RunningApp, screenshots: Screenshots): Promise<void> {
  const { window } = app
  const frame = new Frame(window)
  const stock = new StockPage(window)

  await new ConnectPage(window).form.waitFor()
  await screenshots.take('connect')
  await connectSample(app)
  await frame.untilUpToDate()

  await frame.open('Today')
  await new TodayPage(window).rows.first().waitFor()
  await screenshots.take('today')

  await frame.open('Stock')
  await stock.rows.first().waitFor()
  await screenshots.take('stock')

  await stock.search.fill('beard oil')
  await stock.rows
    .filter({ hasNotText: /beard oil/i })
    .first()
    .waitFor({ state: 'detached' })
  await screenshots.take('search')

  const row = stock.row('Beard oil').first()
  const product = (await row.locator('bdi').first().textContent()) ?? ''
  await row.click()
  await stock.panel(product).waitFor()
  await screenshots.take('product')
  await window.keyboard.press('Escape')
  await stock.search.fill('')

  const alerts = new AlertsPage(window)
  await frame.open('Alerts')
  await alerts.groupBy('By supplier')
  await alerts.boxes.nth(0).click()
  await alerts.boxes.nth(1).click()
  await alerts.bar.getByText('2 selected').waitFor()
  await screenshots.take('alerts')
  await window.keyboard.press('Escape')

  await frame.open('Sync history')
  const history = new HistoryPage(window)
  await history.openers.first().click()
  await history.details.waitFor()
  await screenshots.take('history')

  await frame.open('Settings')
  await screenshots.take('settings')
  await frame.open('Stock')
}
