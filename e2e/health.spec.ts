import { expect } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { SettingsPage } from './pages/settings-page'

test('tells when the network is gone, since when, and that it is back', async ({ start, simulator }) => {
  const app = await start()
  const { window } = app
  await new ConnectPage(window).connect(simulator.credentials)
  const frame = new Frame(window)
  await frame.untilUpToDate()
  await expect(frame.connectionHealth).toHaveText('Cin7 reachable')
  await frame.open('Settings')
  const { health, checkButton } = new SettingsPage(window)
  await expect(health.figure('Errors')).toHaveText(/^0% 0 of \d+ calls$/)
  await expect(health.figure('Uptime')).toHaveText(/^100% in 1 of 1 minutes$|^100% in 2 of 2 minutes$/)
  await expect(health.figure('Response time now')).toHaveText(/^[\d.]+ m?s$/)

  const port = Number(new URL(simulator.url).port)
  await simulator.close()
  await checkButton.click()
  await expect(health.result).toHaveText(/^Not working · checked .* could not be reached/)
  await expect(frame.connectionHealth).toHaveText(/^Cin7 not reachable since \d/)
  await expect(health.figure('Errors')).toHaveText(/ 1 of \d+ calls$/)
  await expectAccessible(window)

  await simulator.listen(port)
  await frame.syncButton.click()
  await expect(frame.connectionHealth).toHaveText('Cin7 reachable')
  await expect(health.result).toHaveText('')
  await frame.untilUpToDate()
  await app.close()

  const again = await start()
  await expect(new Frame(again.window).connectionHealth).toHaveText('Cin7 reachable')
  await new Frame(again.window).open('Settings')
  const settings = new SettingsPage(again.window)
  await expect(settings.health.figure('Errors')).toHaveText(/ 1 of \d+ calls$/)
  simulator.clearCalls()
  await settings.checkButton.click()
  await expect(settings.health.result).toHaveText(/^Working · answered in .* · checked /)
  const [connection] = await again.call('connections.list', {})
  await again.call('connections.verify', { connectionId: connection!.id })
  expect(simulator.calls).toMatchObject([{ path: 'product', query: { limit: '1' } }])
  await expectAccessible(again.window)
})
