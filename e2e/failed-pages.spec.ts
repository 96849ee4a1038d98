import { expect } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { HistoryPage } from './pages/history-page'

test('pages that Cin7 never gives are named, and read alone once it does', async ({ start, simulator }) => {
  // Five tries of a page are up to half a minute of waits.
  test.slow()
  simulator.behaviour.pageCap = 150
  const { window } = await start()
  await new ConnectPage(window).connect(simulator.credentials)
  const frame = new Frame(window)
  await frame.untilUpToDate()
  await frame.open('Sync history')
  const history = new HistoryPage(window)

  const { path, page } = { path: 'ref/productavailability', page: 2 }
  simulator.addFault({ path, page, status: 500, body: '', times: Number.POSITIVE_INFINITY })
  await frame.syncButton.click()
  await expect(frame.syncStatus).toContainText(/^Cin7 does not answer · next try/)
  await expect(frame.syncStatus).toHaveText('Partly synced · 1 page failed', { timeout: 60_000 })
  await expect(history.runs.first()).toContainText('Partial')
  await history.openers.first().press('Enter')
  await expect(history.details).toContainText(/Stock levels, page 2: \S/)
  await expect(history.details).toContainText('Calls tried again4')
  await expectAccessible(window)
  await frame.menuButton.click()
  await expect(frame.way('Retry failed pages')).toHaveAccessibleDescription(/^The page that the last sync/)
  await window.keyboard.press('Escape')

  simulator.clearFaults()
  simulator.clearCalls()
  await history.retryPagesButton.click()
  await frame.untilUpToDate()
  expect(simulator.calls).toMatchObject([{ path, page }])
  await expect(history.retryPagesButton).toHaveCount(0)
  await expect(history.openers).toHaveCount(3)
  await expect(history.runs.first()).toContainText('Failed pages')
  await expect(history.runs.first()).toContainText('Success')
})
