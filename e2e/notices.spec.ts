import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { test } from './app-test'
import type { RunningApp } from './launch'
import { NotificationDaemon } from './notification-daemon'
import { startPlain } from './once'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { SettingsPage } from './pages/settings-page'

test('what runs low is told once, also from the tray and after a start at sign-in, and a click leads to it', async ({
  start,
  simulator,
  profile,
}) => {
  const daemon = new NotificationDaemon()
  const app = await start()
  await new ConnectPage(app.window).connect(simulator.credentials)
  await new Frame(app.window).untilUpToDate()
  await expect
    .poll(() => daemon.titles(), { timeout: 30_000 })
    .toEqual([expect.stringMatching(/^\d+ products are low/)])
  daemon.closeAll()

  await answerClosing(app)
  await closeWindow(app)
  await expect.poll(() => isVisible(app)).toBe(false)

  const [connection] = await app.call('connections.list', {})
  const connectionId = connection?.id ?? ''
  const figures = simulator.expectedFigures()
  const plenty = figures.find(
    ({ sku, available, reorderPoint }) =>
      available > 0 &&
      reorderPoint === null &&
      figures.filter((other) => other.sku === sku && other.available > 0).length === 1,
  )
  const { rows } = await app.call('stock.list', {
    connectionId,
    search: plenty?.sku ?? '',
    locationId: null,
    category: null,
    supplierId: null,
    states: [],
    marks: [],
    sort: { column: 'product', descending: false },
    offset: 0,
    limit: 1,
  })
  const product = rows[0]!
  simulator.clearStock(product.sku)
  await app.call('sync.start', { connectionId, kind: 'full' })
  await expect.poll(() => daemon.titles().length, { timeout: 30_000 }).toBeGreaterThan(1)
  expect(daemon.titles()[1]).toContain(`Out of stock: ${product.name}`)
  daemon.press()
  await expect.poll(() => isVisible(app)).toBe(true)
  await expect.poll(() => new URL(app.window.url()).hash).toContain(`/stock/${product.productId}`)
  const told = daemon.titles()

  await closeWindow(app)
  await expect.poll(() => isVisible(app)).toBe(false)
  expect((await startPlain({ profile, simulator }).ended).code).toBe(0)
  await expect.poll(() => isVisible(app)).toBe(true)
  expect(await app.electron.evaluate(() => (globalThis as unknown as { asked: number }).asked)).toBe(1)

  await new Frame(app.window).open('Settings')
  const { computer } = new SettingsPage(app.window)
  const file = join(process.env.XDG_CONFIG_HOME ?? '', 'autostart/shelfwatch.desktop')
  await computer.getByRole('switch', { name: 'Start at sign-in' }).check()
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toMatch(/^Exec=.* "--hidden"$/m)
  await computer.getByRole('switch', { name: 'Start at sign-in' }).uncheck()
  await expect
    .poll(() =>
      access(file).then(
        () => true,
        () => false,
      ),
    )
    .toBe(false)
  await app.close()

  const again = await start({}, ['--hidden'])
  await keepTrayWords(again)
  const reviewed = again.window.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const { shelfwatch } = window as unknown as {
          shelfwatch: { subscribe(listener: (event: { name: string }) => void): void }
        }
        shelfwatch.subscribe(({ name }) => name === 'sync.finished' && resolve())
      }),
  )
  await again.call('sync.start', { connectionId, kind: 'full' })
  await reviewed
  await new Frame(again.window).untilUpToDate()
  expect(daemon.titles()).toEqual(told)
  expect(await isVisible(again)).toBe(false)
  expect(await trayWords(again)).toMatch(/^Shelfwatch\nAlerts: \d+ open\n/)
  expect((await startPlain({ profile, simulator }).ended).code).toBe(0)
  await expect.poll(() => isVisible(again)).toBe(true)
})

/** Notes what an icon in the tray says when it is pointed at. */
async function keepTrayWords({ electron }: RunningApp): Promise<void> {
  await electron.evaluate(({ Tray }) => {
    const kept = globalThis as unknown as { trayWords: string }
    const { setToolTip } = Tray.prototype
    Tray.prototype.setToolTip = function keep(words) {
      kept.trayWords = words
      setToolTip.call(this, words)
    }
  })
}

function trayWords({ electron }: RunningApp): Promise<string> {
  return electron.evaluate(() => (globalThis as unknown as { trayWords: string }).trayWords)
}

/** Says yes to staying in the tray, and counts how often it was asked. */
async function answerClosing({ electron }: RunningApp): Promise<void> {
  await electron.evaluate(({ dialog }) => {
    const counter = globalThis as unknown as { asked: number }
    counter.asked = 0
    dialog.showMessageBox = async () => {
      counter.asked += 1
      return { response: 0, checkboxChecked: false }
    }
  })
}

async function closeWindow({ electron }: RunningApp): Promise<void> {
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
}

function isVisible({ electron }: RunningApp): Promise<boolean | undefined> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
}
