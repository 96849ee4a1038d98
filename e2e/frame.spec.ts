import { expect, type Locator } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import { CuttableLine } from './cuttable-line'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { HistoryPage } from './pages/history-page'
import { StockPage } from './pages/stock-page'
import { connectSample } from './tour'
import { resizeWindow, zoomWindow } from './window-size'

test.describe('the sync button', () => {
  test('takes a double press for one, by mouse or by key', async ({ start, simulator }) => {
    const { window, call } = await start()
    await new ConnectPage(window).connect(simulator.credentials)
    const frame = new Frame(window)
    await frame.untilUpToDate()
    simulator.behaviour.latencyMs = 300

    await frame.syncButton.dblclick()
    await frame.untilUpToDate()
    await frame.syncButton.focus()
    await window.keyboard.press('Enter')
    await window.keyboard.press('Enter')
    await frame.cancelButton.waitFor()
    await frame.untilUpToDate()

    const [connection] = await call('connections.list', {})
    const all = {
      connectionId: connection!.id,
      status: null,
      trigger: null,
      kind: null,
      offset: 0,
      limit: 10,
    }
    const { runs } = await call('sync.runs', all)
    expect(runs.map(({ status }) => status)).toEqual(['success', 'success', 'success'])
  })

  test('keeps the focus and its size from start to cancel and back', async ({ start, simulator }) => {
    const { window } = await start()
    await new ConnectPage(window).connect(simulator.credentials)
    const frame = new Frame(window)
    await frame.untilUpToDate()
    simulator.behaviour.latencyMs = 4_000
    const before = await frame.syncButton.boundingBox()
    await frame.syncButton.press('Enter')
    await expect(frame.cancelButton).toBeFocused()
    await expect(frame.cancelButton).toBeEnabled()
    expect(await frame.cancelButton.boundingBox()).toEqual(before)
    await frame.cancelButton.press('Enter')
    await expect(frame.syncStatus).toContainText('Sync cancelled')
    await expect(frame.syncButton).toBeFocused()
  })
})

test.describe('the menu beside the sync button', () => {
  test('starts a quick sync, which shows what changed in Cin7', async ({ start, simulator }) => {
    const { window } = await start()
    await new ConnectPage(window).connect(simulator.credentials)
    const frame = new Frame(window)
    const stock = new StockPage(window)
    await frame.untilUpToDate()
    const { sku, location } = simulator.expectedFigures()[0]!
    await stock.search.fill(sku)
    await expect(stock.rows).toHaveCount(1)
    const shown = stock.cell(stock.rows, 'onHand')
    const onHand = () =>
      simulator.expectedFigures().reduce((sum, row) => sum + (row.sku === sku ? row.onHand : 0), 0)
    await expect(shown).toHaveText(`${onHand()}`)
    simulator.setStock({ sku, location }, { onHand: 777 })

    const before = simulator.calls.length
    await frame.syncBy('Quick sync')
    await expect(shown).toHaveText(`${onHand()}`)
    await frame.untilUpToDate()
    const paths = simulator.calls.slice(before).map(({ path }) => path)
    expect(new Set(paths)).toEqual(new Set(['product', 'ref/productavailability']))

    await frame.open('Sync history')
    await expect(new HistoryPage(window).runs.first()).toContainText('Quick')
  })

  test('works by keys, and moves nothing', async ({ start, simulator }) => {
    const { window } = await start()
    await new ConnectPage(window).connect(simulator.credentials)
    const frame = new Frame(window)
    await frame.untilUpToDate()
    const idle = await placesOf(frame.syncButton, frame.menuButton, frame.syncStatus)
    await frame.menuButton.press('Enter')
    await expect(frame.way('Quick sync')).toBeVisible()
    await expect(frame.way('Quick sync')).toHaveAccessibleDescription(/Products changed since the last sync/)
    await expect(frame.way('Retry failed pages')).toHaveCount(0)
    expect(await placesOf(frame.syncButton, frame.menuButton, frame.syncStatus)).toEqual(idle)
    await expectAccessible(window)
    await window.keyboard.press('Escape')
    await expect(frame.menuButton).toBeFocused()

    simulator.behaviour.latencyMs = 3_000
    await frame.menuButton.press('Enter')
    await window.keyboard.press('ArrowDown')
    await window.keyboard.press('Enter')
    await frame.cancelButton.waitFor()
    await expect(frame.menuButton).toBeFocused()
    await expect(frame.menuButton).toBeDisabled()
    expect(await placesOf(frame.cancelButton, frame.menuButton, frame.syncStatus)).toEqual(idle)
    await window.keyboard.press('Enter')
    await expect(frame.way('Quick sync')).toHaveCount(0)
    await frame.cancelButton.click()
    await expect(frame.menuButton).toBeEnabled()
  })
})

test.describe('the top bar', () => {
  test('counts down a wait in one line and moves nothing by it', async ({ start, simulator }) => {
    const app = await start()
    await resizeWindow(app, 1440, 900)
    const { window } = app
    await new ConnectPage(window).connect(simulator.credentials)
    const frame = new Frame(window)
    const stock = new StockPage(window)
    await frame.untilUpToDate()
    const idle = await placesOf(stock.table, stock.search, frame.syncStatus)

    simulator.addFault({ status: 429, body: 'Too many', headers: { 'Retry-After': '20 Seconds' } })
    await frame.syncButton.click()
    await expect(frame.syncStatus).toHaveText(/^Waiting for Cin7 · next try in \d+ s$/)
    expect(await placesOf(stock.table, stock.search, frame.syncStatus)).toEqual(idle)
    expect(await frame.syncStatus.evaluate(isCutOff)).toBe(false)
    await frame.cancelButton.click()
  })

  test('says in one line that the network is away', async ({ start, simulator }) => {
    const app = await start()
    await resizeWindow(app, 960, 640)
    const { window } = app
    await new ConnectPage(window).connect(simulator.credentials)
    const frame = new Frame(window)
    await frame.untilUpToDate()
    await simulator.close()
    await frame.syncButton.click()
    await expect(frame.syncStatus).toHaveText(/^Waiting for the network · next try in \d+ s$/)
    expect(await frame.syncStatus.evaluate(isCutOff)).toBe(false)
    await frame.cancelButton.click()
  })

  test('says while the network is away how old the figures are, and tries again on request', async ({
    start,
    simulator,
  }) => {
    // The first four waits are short, and up to half a minute together.
    test.slow()
    const line = new CuttableLine(simulator.url)
    await line.mend()
    const app = await start({ SHELFWATCH_CIN7_URL: line.through(simulator.url) })
    await resizeWindow(app, 1440, 900)
    const { window } = app
    await new ConnectPage(window).connect(simulator.credentials)
    const frame = new Frame(window)
    const stock = new StockPage(window)
    await frame.untilUpToDate()
    const idle = await placesOf(stock.table, stock.search, frame.syncButton)
    await line.cut()
    await frame.syncButton.click()
    // By now a wait is so long that only a press can end it in time.
    await expect(frame.syncStatus).toHaveText(/next try in (2[2-9]|30) s$/, { timeout: 60_000 })
    await expect(window.getByText(/^Showing figures from \d/)).toBeVisible()
    expect(await placesOf(stock.table, stock.search, frame.cancelButton)).toEqual(idle)
    await expectAccessible(window)

    await line.mend()
    await frame.tryNowButton.press('Enter')
    await frame.untilUpToDate(15_000)
    await expect(frame.tryNowButton).toHaveCount(0)
    await expect(frame.syncButton).toBeFocused()
    await app.close()
    await line.cut()
  })

  test('gives the search the room it needs at every size of the window', async ({ start }) => {
    const app = await start()
    await new ConnectPage(app.window).sampleButton.click()
    await new Frame(app.window).untilUpToDate()
    const { search } = new StockPage(app.window)
    for (const [width, height] of [
      [960, 640],
      [1440, 900],
      [1920, 1080],
    ] as const) {
      await resizeWindow(app, width, height)
      expect((await search.boundingBox())!.width, `${width}`).toBeGreaterThan(220)
    }
  })
})

test('every view fits a window at 200 % zoom and leaves nothing out of reach', async ({ start }) => {
  const app = await start()
  const { window } = app
  await connectSample(app)
  const frame = new Frame(window)
  await frame.untilUpToDate()
  await resizeWindow(app, 960, 640)
  await zoomWindow(app, 2)
  for (const view of ['Today', 'Stock', 'Alerts', 'Sync history', 'Settings'] as const) {
    await frame.open(view)
    const overflow = await window.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, view).toBeLessThanOrEqual(0)
    const { statusBar } = frame
    await statusBar.scrollIntoViewIfNeeded()
    await expect(statusBar).toBeInViewport({ ratio: 1 })
    const { x } = (await statusBar.boundingBox())!
    const rail = (await frame.navigation.boundingBox())!
    expect(x, view).toBeGreaterThanOrEqual(rail.x + rail.width)
    await frame.menuButton.scrollIntoViewIfNeeded()
    await frame.menuButton.click()
    await expect(frame.way('Quick sync')).toBeInViewport({ ratio: 1 })
    await window.keyboard.press('Escape')
  }
})

/** Where things stand and how large they are. */
function placesOf(...things: Locator[]): Promise<unknown[]> {
  return Promise.all(things.map((thing) => thing.boundingBox()))
}

/** Whether words do not fit into their line. */
function isCutOff(element: Element): boolean {
  return [element, ...element.children].some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
}
