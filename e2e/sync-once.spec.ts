import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, expect } from '@playwright/test'
import type { Simulator } from '../electron/integrations/cin7/simulator'
import { SyncRun } from '../shared/domain/sync-run'
import { test } from './app-test'
import { projectFolder, type RunningApp } from './launch'
import { startOnce, startPlain, syncOnce } from './once'
import { Frame } from './pages/frame'

async function connect(app: RunningApp, { credentials }: Simulator): Promise<string> {
  const { id } = await app.call('connections.connect', {
    provider: 'cin7',
    credentials,
    apiUrl: null,
    keepIn: 'keychain',
  })
  await untilIdle(app, id)
  return id
}

const isStockPage = ({ path }: { path: string }) => path === 'ref/productavailability'

/** Where a window that Playwright did not start can be driven. */
async function debuggingAddress(profile: string): Promise<string> {
  const portFile = join(profile, 'browser', 'DevToolsActivePort')
  const port = async () => (await readFile(portFile, 'utf8').catch(() => '')).split('\n')[0] ?? ''
  await expect.poll(port, { timeout: 30_000 }).not.toBe('')
  return `http://127.0.0.1:${await port()}`
}

async function untilIdle(app: RunningApp, connectionId: string): Promise<void> {
  await expect
    .poll(async () => (await app.call('sync.overview', { connectionId })).current, { timeout: 30_000 })
    .toBeNull()
}

test.describe('a single sync without a window', () => {
  test.beforeEach(async ({ start, simulator }, testInfo) => {
    if (testInfo.title.includes('no account')) return
    const app = await start()
    await connect(app, simulator)
    await app.close()
  })

  test('brings the figures up to date and says so in one line', async ({ profile, simulator, start }) => {
    const sku = simulator.expectedFigures()[0]?.sku ?? ''
    simulator.clearStock(sku)
    const { code, out, err } = await syncOnce({ profile, simulator })
    expect(out).toMatch(
      /^Success: 200 products and [\d,]+ stock rows read in \d+ calls and [\d.]+ s, [1-9]\d* changes?\.\n$/,
    )
    expect(code).toBe(0)
    expect(err).not.toContain('was opened')

    const app = await start()
    const [connection] = await app.call('connections.list', {})
    const { last } = await app.call('sync.overview', { connectionId: connection?.id ?? '' })
    expect(last).toMatchObject({ trigger: 'manual', kind: 'full', status: 'success' })
  })

  test('prints the run as one line of JSON', async ({ profile, simulator }) => {
    const { code, out } = await syncOnce({ profile, simulator, switches: ['--quick', '--json'] })
    expect(out).toMatch(/^\{.*\}\n$/)
    expect(SyncRun.parse(JSON.parse(out))).toMatchObject({ kind: 'quick', status: 'success' })
    expect(code).toBe(0)
  })

  test('ends with 2 when a row could not be used, and tells which', async ({ profile, simulator }) => {
    simulator.addFault({
      path: 'product',
      change: (json) => {
        const page = json as { Products: { Name: unknown }[] }
        if (page.Products[3]) page.Products[3].Name = { nonsense: true }
        return page
      },
    })
    const { code, out } = await syncOnce({ profile, simulator })
    expect(out).toMatch(/^Partial: .*\nRow 4 of page 1.*\n$/)
    expect(code).toBe(2)
  })

  test('ends with 1 when the keys are refused, and tells what to do', async ({ profile, simulator }) => {
    simulator.addFault({ status: 403, body: 'Incorrect credentials!', times: Number.POSITIVE_INFINITY })
    const { code, out } = await syncOnce({ profile, simulator })
    expect(out).toMatch(/^Failed: .*\nCin7 did not accept/)
    expect(code).toBe(1)
  })

  test('ends with 1 while no account is connected', async ({ profile, simulator }) => {
    const inWords = await syncOnce({ profile, simulator })
    expect(inWords).toMatchObject({ code: 1, out: expect.stringMatching(/^No account is connected\. .*\n$/) })
    const asJson = await syncOnce({ profile, simulator, switches: ['--json'] })
    expect(asJson).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('No account is connected'),
    })
  })

  test('does not wait for a locked keychain', async ({ profile, simulator }) => {
    test.skip(process.platform !== 'linux', 'elsewhere the keychain belongs to the person who is signed in')
    const { code, out } = await syncOnce({
      profile,
      simulator,
      through: join(projectFolder, 'scripts/with-desktop.sh'),
      env: { SHELFWATCH_TEST_KEYRING: 'locked' },
    })
    expect(out).toMatch(/^Failed: .*\nThe keychain of this computer is locked/)
    expect(code).toBe(1)
  })

  test('stops when it is told to, and keeps the pages it has read', async ({ profile, simulator, start }) => {
    test.skip(process.platform === 'win32', 'Windows has no such signal')
    simulator.addFault({ path: 'ref/productavailability', hang: true })
    simulator.clearCalls()
    const once = startOnce({ profile, simulator, switches: ['--json'] })
    await expect.poll(() => simulator.calls.some(isStockPage), { timeout: 30_000 }).toBe(true)
    once.kill('SIGTERM')
    const { code, out } = await once.ended
    expect(JSON.parse(out)).toMatchObject({ status: 'cancelled', products: 200 })
    expect(code).toBe(1)

    const app = await start()
    const [connection] = await app.call('connections.list', {})
    const { last } = await app.call('sync.overview', { connectionId: connection?.id ?? '' })
    expect(last?.id).toBe(JSON.parse(out).id)
  })
})

test('makes room for the window when a person opens Shelfwatch', async ({ profile, simulator, start }) => {
  const app = await start()
  await connect(app, simulator)
  await app.call('settings.set', { keepInTray: false })
  await app.close()
  simulator.addFault({ path: 'ref/productavailability', hang: true })
  simulator.clearCalls()
  const once = startOnce({ profile, simulator })
  await expect.poll(() => simulator.calls.some(isStockPage), { timeout: 30_000 }).toBe(true)

  const opened = startPlain({ profile, simulator, switches: ['--remote-debugging-port=0'] })
  expect(await once.ended).toMatchObject({ code: 1, out: expect.stringMatching(/^Cancelled: /) })
  const browser = await chromium.connectOverCDP(await debuggingAddress(profile))
  const closed = new Promise((resolve) => browser.once('disconnected', resolve))
  const window = browser.contexts()[0]?.pages()[0]
  if (!window) throw new Error('The app opened no window')
  await expect(new Frame(window).navigation).toBeVisible()
  await window.evaluate(() => globalThis.close())
  await closed
  expect((await opened.ended).code).toBe(0)
})

test('while Shelfwatch is open, a single sync is passed on to it and its window stays as it is', async ({
  profile,
  simulator,
  start,
}) => {
  const app = await start()
  const connectionId = await connect(app, simulator)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const kindOfLast = async () => (await app.call('sync.overview', { connectionId })).last?.trigger
  expect(await kindOfLast()).toBe('connect')

  const { code, out } = await syncOnce({ profile, simulator, switches: ['--quick'] })
  expect(out).toBe('Shelfwatch is open, so it was asked to sync. The outcome is in its sync history.\n')
  expect(code).toBe(0)

  await expect.poll(kindOfLast).toBe('manual')
  const { last } = await app.call('sync.overview', { connectionId })
  expect(last).toMatchObject({ kind: 'quick', status: 'success' })
  const isVisible = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.isVisible(),
  )
  expect(isVisible).toBe(false)
})
