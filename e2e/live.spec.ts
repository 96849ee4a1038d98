import { expect } from '@playwright/test'
import type { Simulator } from '../electron/integrations/cin7/simulator'
import { TestClient } from '../electron/integrations/cin7/simulator/test-client'
import { isAlive } from '../electron/testing/processes'
import { expectAccessible } from './accessible'
import { test } from './live-test'
import { goLive, untilLive } from './live-tour'
import { ConnectPage } from './pages/connect-page'
import { HistoryPage } from './pages/history-page'
import { SettingsPage } from './pages/settings-page'
import { StockPage } from './pages/stock-page'
import { wellStocked } from './well-stocked'

const available = (simulator: Simulator, product: string) =>
  simulator
    .expectedFigures()
    .filter(({ sku }) => sku === product)
    .reduce((sum, figures) => sum + figures.available, 0)
    .toLocaleString('en', { maximumFractionDigits: 4 })

const hosts = (simulator: Simulator) => simulator.webhooks.map(({ ExternalURL }) => new URL(ExternalURL).host)

/** Exactly one of each type, and each of them active. */
function expectOneOfEach({ webhooks }: Simulator): void {
  const active = webhooks.filter(({ IsActive }) => IsActive).map(({ Type }) => Type)
  expect(active).toHaveLength(webhooks.length)
  expect(new Set(active).size).toBe(webhooks.length)
}

test('a sale is shown without a sync, confirmed, and told in the history', async ({
  startLive,
  simulator,
  tunnel,
}) => {
  const app = await startLive()
  const { frame, section } = await goLive(app, simulator)
  await expect(section.region).toContainText(`https://${tunnel.state()?.host}`)
  for (const { Type, ID } of simulator.webhooks) {
    await expect(section.subscription(Type)).toContainText('Active')
    await expect(section.subscription(Type)).toContainText(ID)
  }
  await expectAccessible(app.window, ['dark', 'light', 'forced'])

  const { sku, location } = wellStocked(simulator)
  await frame.open('Sync history')
  const history = new HistoryPage(app.window)
  await expect(history.runs.filter({ hasText: 'Webhook gap' })).toContainText('Success')
  await frame.open('Stock')
  const stock = new StockPage(app.window)
  await stock.search.fill(sku)
  await expect(stock.rows).toHaveCount(1)
  await expect(stock.cell(stock.rows, 'available')).toHaveText(available(simulator, sku))
  simulator.clearCalls()
  simulator.sell({ sku, location, units: 3 })
  await expect(stock.cell(stock.rows, 'available')).toHaveText(available(simulator, sku))
  await expect(frame.statusBar).toContainText(/Live · \d\.\d s/)

  await frame.open('Sync history')
  await expect(history.runs.filter({ hasText: /Webhook(?! gap)/ })).toContainText('Success')
  await history.openers.first().click()
  await expect(history.details).toContainText('Single products')
  await expect(history.details.getByRole('row', { name: /^Stock levels 1 / })).toBeVisible()
  await frame.open('Settings')
  await expect(section.figure('Received')).toHaveText('2')
  await expect(section.figure('Used')).toHaveText('2')
  await expect(section.figure('Put aside')).toHaveText('0')
  await expect(section.figure('Half shown within')).toHaveText(/^\d+ ms$|s$/)
  const readings = simulator.calls.filter(({ path }) => path === 'ref/productavailability')
  expect(readings.map(({ query }) => query.ID)).toEqual([simulator.product(sku).id])
})

test('a tunnel that ends is opened again under its new host, and what was missed is read', async ({
  startLive,
  simulator,
  tunnel,
}) => {
  const app = await startLive()
  const { frame, section } = await goLive(app, simulator)
  const before = tunnel.state()!
  expect(new Set(hosts(simulator))).toEqual(new Set([before.host]))
  const ids = simulator.webhooks.map(({ ID }) => ID)

  process.kill(before.pid, 'SIGKILL')
  await expect(frame.statusBar).toContainText('Live feed down · retrying')
  const { sku, location } = wellStocked(simulator)
  simulator.sell({ sku, location, units: 3 })
  await simulator.delivered()
  expect(simulator.deliveries.map(({ status }) => status)).not.toContain(200)
  await untilLive(section)
  await expect(frame.statusBar).toContainText('Live')

  const after = tunnel.state()!
  expect(after).toMatchObject({ starts: 2, overlapped: false })
  expect(after.host).not.toBe(before.host)
  expect(new Set(hosts(simulator))).toEqual(new Set([after.host]))
  expect(simulator.webhooks.map(({ ID }) => ID)).toEqual(ids)
  expectOneOfEach(simulator)
  await expect(section.region).toContainText(`https://${after.host}`)
  await frame.open('Stock')
  const stock = new StockPage(app.window)
  await stock.search.fill(sku)
  await expect(stock.cell(stock.rows, 'available')).toHaveText(available(simulator, sku))
})

test('after sleep subscriptions that were switched off are active again, and figures are right', async ({
  startLive,
  simulator,
}) => {
  const app = await startLive()
  const { frame, section } = await goLive(app, simulator)
  for (const { ID } of simulator.webhooks) simulator.setHook(ID, { IsActive: false })
  const { sku, location } = wellStocked(simulator)
  simulator.sell({ sku, location, units: 3 })
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))

  await expect.poll(() => simulator.webhooks.every(({ IsActive }) => IsActive)).toBe(true)
  expectOneOfEach(simulator)
  await untilLive(section)
  await expect(section.subscription('Stock level changed')).toContainText('Active')
  await frame.open('Stock')
  const stock = new StockPage(app.window)
  await stock.search.fill(sku)
  await expect(stock.cell(stock.rows, 'available')).toHaveText(available(simulator, sku))
  expect(simulator.deliveries).toEqual([])
})

test('what cannot be used is put aside, told, and tried again when asked to', async ({
  startLive,
  simulator,
}) => {
  const app = await startLive()
  const { section } = await goLive(app, simulator)
  await simulator.deliver('Stock/AvailableStockLevelChanged', 'not json')
  expect(simulator.deliveries).toMatchObject([{ status: 200 }])
  await expect(section.figure('Put aside')).toHaveText('1')
  await expect(section.deliveries).toContainText('1 delivery could not be used and was put aside.')
  await section.retryButton.click()
  await expect(section.deliveries.getByRole('status')).toHaveText('1 delivery will be tried again.')
  await expect(section.figure('Put aside')).toHaveText('1')
  await expect(section.figure('Waiting')).toHaveText('0')
  await expect(section.figure('Success rate')).toHaveText('0%')
})

test('disconnecting takes our subscriptions away and leaves those of others', async ({
  startLive,
  simulator,
  tunnel,
}) => {
  const others = {
    Type: 'Stock/AvailableStockLevelChanged',
    IsActive: true,
    ExternalURL: 'https://other.example.com/',
  }
  await new TestClient(simulator).send('POST', 'webhooks', others)
  const app = await startLive()
  await goLive(app, simulator)
  expect(simulator.webhooks.length).toBeGreaterThan(1)
  await new SettingsPage(app.window).disconnect()
  await expect(new ConnectPage(app.window).form).toBeVisible()
  await expect.poll(() => isAlive(tunnel.state()!.pid)).toBe(false)
  expect(simulator.webhooks).toMatchObject([others])
})
