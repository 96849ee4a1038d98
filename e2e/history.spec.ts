import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import type { RunningApp } from './launch'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { HistoryPage } from './pages/history-page'
import { connectSample } from './tour'

test.describe('the history of syncs', () => {
  test('lists each sync and opens to what it read and changed', async ({ start, simulator }) => {
    const { window } = await start()
    await new ConnectPage(window).connect(simulator.credentials)
    const frame = new Frame(window)
    await frame.untilUpToDate()
    const product = simulator.expectedFigures()[0]!
    simulator.setStock({ sku: product.sku, location: product.location }, { onHand: product.onHand + 5 })
    await frame.syncButton.click()
    await frame.open('Sync history')

    const history = new HistoryPage(window)
    await expect(history.runs).toHaveCount(2)
    await expect(history.runs.nth(0)).toContainText('Manual')
    await expect(history.runs.nth(0)).toContainText('Success')
    await expect(history.runs.nth(1)).toContainText('First sync')
    await expect(history.runs.nth(1)).toContainText('200')

    await history.openers.first().focus()
    await window.keyboard.press('Enter')
    await expect(history.openers.first()).toHaveAttribute('aria-expanded', 'true')
    await expect(history.details).toContainText('Stock levels')
    await expect(history.details).toContainText(product.sku)
    await history.details.getByRole('button', { name: 'Copy details' }).click()
    await expect(history.details).toContainText('Copied')

    await history.openers.first().focus()
    await window.keyboard.press('ArrowDown')
    await expect(history.openers.nth(1)).toBeFocused()
  })

  test('draws no chart and counts no rows while there is one sync', async ({ start }) => {
    const app = await start()
    await connectSample(app)
    const frame = new Frame(app.window)
    await frame.untilUpToDate()
    await frame.open('Sync history')
    const history = new HistoryPage(app.window)
    await expect(history.runs).toHaveCount(1)
    await expect(history.charts).toHaveCount(0)
    await expect(app.window.getByText('1 of 1')).toHaveCount(0)

    await frame.syncButton.click()
    await expect(history.runs).toHaveCount(2)
    await frame.untilUpToDate()
    await expect(history.charts).toHaveCount(2)
  })

  test('shows a sync while it runs, and that it was cancelled', async ({ start, simulator }) => {
    const { window } = await start()
    await new ConnectPage(window).connect(simulator.credentials)
    const frame = new Frame(window)
    await frame.untilUpToDate()
    await frame.open('Sync history')
    const history = new HistoryPage(window)

    simulator.behaviour.latencyMs = 5_000
    await frame.syncButton.click()
    await expect(history.runs.first()).toContainText('Running')
    await frame.cancelButton.click()
    await expect(history.runs.first()).toContainText('Cancelled', { timeout: 3_000 })
    await expect(frame.syncButton).toBeVisible()

    await history.filter('Status', 'Cancelled')
    await expect(history.runs).toHaveCount(1)
    await history.filter('Status', 'Failed')
    await expect(history.runs).toHaveCount(0)
    await history.clearFiltersButton.click()
    await expect(history.runs).toHaveCount(2)

    await history.filter('Kind', 'Quick')
    await expect(history.runs).toHaveCount(0)
    simulator.behaviour.latencyMs = 0
    await frame.syncBy('Quick sync')
    await expect(history.runs).toHaveCount(1)
    await expect(history.runs).toContainText('Quick')
  })

  test('names the cause of a sync that failed', async ({ start, simulator }) => {
    const { window } = await start()
    await new ConnectPage(window).connect(simulator.credentials)
    const frame = new Frame(window)
    await frame.untilUpToDate()
    await frame.open('Sync history')
    simulator.addFault({
      path: 'ref/productavailability',
      times: Number.POSITIVE_INFINITY,
      body: '<html><body>Sign in to the guest network</body></html>',
      headers: { 'content-type': 'text/html' },
    })
    await frame.syncButton.click()
    const history = new HistoryPage(window)
    await expect(history.runs.first()).toContainText('Failed', { timeout: 45_000 })
    await history.openers.first().press('Enter')
    await expect(history.details).toContainText('What went wrong')
    await expect(history.details).toContainText('127.0.0.1')
  })
})

test.describe('exporting the history of syncs', () => {
  test('saves what the filters leave, and says where', async ({ start, simulator, profile }) => {
    const app = await start()
    const history = await openHistory(app, simulator.credentials)
    const frame = new Frame(app.window)
    await frame.syncBy('Quick sync')
    await expect(history.runs).toHaveCount(2)
    await frame.untilUpToDate()
    await history.filter('Kind', 'Quick')
    await expect(history.runs).toHaveCount(1)

    const file = join(profile, 'history.csv')
    await chooseFile(app, file)
    await history.exportButton.click()
    await expect(history.outcome).toHaveText(`1 sync saved to ${file}Dismiss`)
    await expectAccessible(app.window)
    const [head, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\r\n')
    expect(head).toMatch(/^\uFEFF"Started","Ended","Took \(s\)","Trigger","Kind","Status",/)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('"Manual","Quick","Success",0,')
    await history.outcome.getByRole('button', { name: 'Dismiss' }).click()
    await expect(history.outcome).toHaveCount(0)

    await history.filter('Kind', 'Failed pages only')
    await expect(history.runs).toHaveCount(0)
    await expect(history.exportButton).toBeDisabled()
  })

  test('says so when no file was chosen, or it cannot be written', async ({ start, simulator, profile }) => {
    const app = await start()
    const history = await openHistory(app, simulator.credentials)
    const before = await readdir(profile)
    await chooseFile(app, null)
    await history.exportButton.click()
    await expect(history.outcome).toContainText('Nothing was saved, as no file was chosen.')
    expect(await readdir(profile)).toEqual(before)

    await chooseFile(app, join(profile, 'gone', 'history.csv'))
    await history.exportButton.click()
    await expect(history.outcome).toContainText(`the folder “${join(profile, 'gone')}” is not there`)

    await chooseFile(app, profile)
    await history.exportButton.click()
    await expect(history.outcome).toContainText(`“${profile}” may not be written`)
  })
})

async function openHistory(
  { window }: RunningApp,
  credentials: { accountId: string; applicationKey: string },
): Promise<HistoryPage> {
  await new ConnectPage(window).connect(credentials)
  const frame = new Frame(window)
  await frame.untilUpToDate()
  await frame.open('Sync history')
  return new HistoryPage(window)
}

/** Answers the system's dialog. null: it is cancelled. */
async function chooseFile({ electron }: RunningApp, filePath: string | null): Promise<void> {
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: chosen === null, filePath: chosen ?? '' })
  }, filePath)
}
