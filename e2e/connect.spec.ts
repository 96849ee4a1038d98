import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'

const wrongKeys = { accountId: '11111111-2222-3333-4444-555555555555', applicationKey: 'not-a-key' }

test.describe('connecting an account', () => {
  test('takes the right keys, shows the company and reads its stock', async ({ start, simulator }) => {
    const { window, call } = await start()
    const connect = new ConnectPage(window)
    await connect.fill(simulator.credentials)
    await connect.applicationKey.press('Enter')

    const frame = new Frame(window)
    await expect(window.getByText(simulator.shop.settings.company)).toBeVisible()
    await frame.untilUpToDate()
    const [connection] = await call('connections.list', {})
    expect(connection).toMatchObject({ source: 'account', keysHeldIn: 'keychain', problem: null })
    expect(JSON.stringify(connection)).not.toContain(simulator.credentials.applicationKey)
  })

  test('opens again after a restart, without asking for keys', async ({ start, simulator }) => {
    const first = await start()
    await new ConnectPage(first.window).connect(simulator.credentials)
    await new Frame(first.window).untilUpToDate()
    await first.close()

    const second = await start()
    const frame = new Frame(second.window)
    await expect(frame.heading).toBeVisible()
    await frame.syncButton.click()
    await frame.untilUpToDate()
  })

  test('says that Cin7 did not accept wrong keys and keeps what was typed', async ({ start }) => {
    const { window, call } = await start()
    const connect = new ConnectPage(window)
    await connect.connect(wrongKeys)
    await expect(connect.alert).toContainText('Cin7 did not accept')
    await expect(connect.accountId).toHaveValue(wrongKeys.accountId)
    await expect(connect.applicationKey).toHaveValue(wrongKeys.applicationKey)
    expect(await call('connections.list', {})).toEqual([])
    await expectAccessible(window)
  })

  test('takes a former refusal away when a field has to be corrected first', async ({ start }) => {
    const { window } = await start()
    const connect = new ConnectPage(window)
    await connect.connect(wrongKeys)
    await expect(connect.alert).toBeVisible()
    await connect.accountId.fill('')
    await connect.connectButton.click()
    await expect(connect.accountId).toBeFocused()
    await expect(connect.alert).toBeHidden()
  })

  test('shows that it is busy and does not ask twice', async ({ start, simulator }) => {
    simulator.behaviour.latencyMs = 1_500
    const { window } = await start()
    const connect = new ConnectPage(window)
    await connect.connect(simulator.credentials)
    await expect(connect.form).toHaveAttribute('aria-busy', 'true')
    await connect.applicationKey.press('Enter')
    await new Frame(window).navigation.waitFor()
    expect(simulator.calls.filter(({ path }) => path === 'me')).toHaveLength(1)
  })

  test('names the field that is missing and puts the caret there', async ({ start }) => {
    const { window } = await start()
    const connect = new ConnectPage(window)
    await connect.accountId.fill(wrongKeys.accountId)
    await connect.connectButton.click()
    await expect(connect.applicationKey).toBeFocused()
    await expect(connect.applicationKey).toHaveAccessibleDescription(/Enter the application key/)
  })

  test('hides the key until it is to be shown', async ({ start }) => {
    const { window } = await start()
    const connect = new ConnectPage(window)
    await connect.fill(wrongKeys)
    await expect(connect.applicationKey).toHaveAttribute('type', 'password')
    await connect.revealButton.press('Enter')
    await expect(connect.applicationKey).toHaveAttribute('type', 'text')
  })

  test('opens sample data without keys and says that it is sample data', async ({ start, simulator }) => {
    const { window } = await start()
    await new ConnectPage(window).sampleButton.click()
    const frame = new Frame(window)
    await frame.untilUpToDate()
    await expect(window.getByText('Sample data', { exact: true })).toBeVisible()
    expect(simulator.calls).toEqual([])
  })
})

test.describe('an address that is not Cin7', () => {
  test('gets one sentence when it answers with a web page', async ({ start, simulator }) => {
    const site = await startSite('<!doctype html><title>Welcome</title><p>Please log in to this network</p>')
    const { window } = await start()
    const connect = new ConnectPage(window)
    await connect.useApiAddress(addressOf(site))
    await connect.connect(simulator.credentials)
    await expect(connect.alert).toBeVisible({ timeout: 30_000 })
    await expect(connect.alert).not.toContainText('<')
    await expect(connect.apiAddress).toHaveValue(addressOf(site))
    await expect(connect.applicationKey).toHaveValue(simulator.credentials.applicationKey)
    site.close()
  })

  test('gets one sentence when nothing answers there', async ({ start, simulator }) => {
    const site = await startSite('')
    const address = addressOf(site)
    await new Promise((resolve) => site.close(resolve))
    const { window } = await start()
    const connect = new ConnectPage(window)
    await connect.useApiAddress(address)
    await connect.connect(simulator.credentials)
    await expect(connect.alert).toContainText('could not be reached', { timeout: 30_000 })
    await expect(connect.alert).toContainText('Check the internet connection')
  })

  test('is refused before any key is sent when it is not safe', async ({ start, simulator }) => {
    const { window } = await start()
    const connect = new ConnectPage(window)
    await connect.useApiAddress('http://inventory.example/')
    await connect.connect(simulator.credentials)
    await expect(connect.apiAddress).toBeFocused()
    await expect(connect.apiAddress).toHaveAccessibleDescription(/starts with https/)
    await expect(connect.alert).toBeHidden()
  })
})

test('a computer without a keychain can connect for this session', async ({ start, simulator }) => {
  test.skip(process.platform !== 'linux', 'only on Linux can the keychain be kept away from one program')
  const { window, call } = await start({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' })
  const connect = new ConnectPage(window)
  await connect.connect(simulator.credentials)
  await expect(connect.alert).toContainText(/keychain/i, { timeout: 30_000 })
  await connect.sessionButton.click()
  await new Frame(window).untilUpToDate()
  const [connection] = await call('connections.list', {})
  expect(connection?.keysHeldIn).toBe('session')
})

async function startSite(page: string): Promise<Server> {
  const site = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  return site
}

function addressOf(site: Server): string {
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}/v2/`
}
