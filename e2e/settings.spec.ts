import { expect } from '@playwright/test'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import type { RunningApp } from './launch'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { SettingsPage } from './pages/settings-page'
import { StockPage } from './pages/stock-page'
import { connectSample } from './tour'

interface Keys {
  accountId: string
  applicationKey: string
}

test.describe('the connection in Settings', () => {
  test('shows masked keys only, and how fast Cin7 answers', async ({ start, simulator }) => {
    const app = await start()
    const settings = await openSettings(app, simulator.credentials)
    const { accountId, applicationKey } = simulator.credentials
    await expect(settings.connection).toContainText(simulator.shop.settings.company)
    await expect(settings.connection).toContainText(accountId.slice(0, 8))
    await expect(settings.connection).toContainText(accountId.slice(-4))
    expect(await app.window.content()).not.toContain(applicationKey)

    await settings.checkButton.click()
    await expect(settings.connection).toContainText(/Working · answered in/)
  })

  test('keeps the old keys in use when Cin7 refuses the new ones', async ({ start, simulator }) => {
    const app = await start()
    const settings = await openSettings(app, simulator.credentials)
    await settings.replaceButton.click()
    await expectAccessible(app.window)
    await settings.replaceKeys({ accountId: 'wrong', applicationKey: 'also-wrong' })
    await expect(settings.dialog.getByRole('alert')).toContainText('Cin7 did not accept')
    await expect(settings.dialog.getByLabel('Account ID')).toHaveValue('wrong')
    await app.window.keyboard.press('Escape')
    await settings.checkButton.click()
    await expect(settings.connection).toContainText('Working')
  })

  test('stays open while Cin7 is asked about new keys, so that the outcome is told', async ({
    start,
    simulator,
  }) => {
    const app = await start()
    const settings = await openSettings(app, simulator.credentials)
    await settings.replaceButton.click()
    simulator.behaviour.latencyMs = 1_500
    await settings.replaceKeys({ accountId: 'wrong', applicationKey: 'also-wrong' })
    await app.window.keyboard.press('Escape')
    await settings.dialog.getByRole('button', { name: 'Close' }).click({ force: true })
    await settings.dialog.getByRole('button', { name: 'Cancel' }).click({ force: true })
    await expect(settings.dialog.getByRole('alert')).toContainText('Cin7 did not accept')
    await app.window.keyboard.press('Escape')
    await expect(settings.dialog).toBeHidden()
    await expect(settings.replaceButton).toBeFocused()
  })

  test('takes new keys of the same account', async ({ start, simulator }) => {
    const app = await start()
    const settings = await openSettings(app, simulator.credentials)
    // Cin7 reads keys without regard to case, so these are good and still other ones.
    const applicationKey = simulator.credentials.applicationKey.toUpperCase()
    await settings.replaceButton.click()
    await expect(settings.dialog.getByLabel('Application key')).toHaveValue('')
    await settings.replaceKeys({ ...simulator.credentials, applicationKey })
    await expect(settings.dialog).toBeHidden()
    await expect(settings.connection).toContainText('The new keys are in use.')
    await expect(settings.connection).toContainText(applicationKey.slice(-4))
  })

  test('leads from refused keys straight to the dialog that replaces them', async ({ start, simulator }) => {
    const app = await start()
    await new ConnectPage(app.window).connect(simulator.credentials)
    const frame = new Frame(app.window)
    await frame.untilUpToDate()
    simulator.addFault({ status: 403, body: 'Incorrect credentials!', times: Number.POSITIVE_INFINITY })
    await frame.syncButton.click()
    await expect(frame.syncStatus).toContainText('keys not accepted', { timeout: 30_000 })
    simulator.clearFaults()

    const settings = new SettingsPage(app.window)
    const warning = app.window.getByRole('alert')
    await warning.getByRole('button', { name: 'Replace keys' }).click()
    await app.window.keyboard.press('Escape')
    await expect(settings.replaceButton).toBeFocused()

    await warning.getByRole('button', { name: 'Replace keys' }).click()
    await settings.replaceKeys(simulator.credentials)
    await expect(settings.dialog).toBeHidden()
    await expect(settings.replaceButton).toBeFocused()
    await expect(warning).toBeHidden()
    await frame.untilUpToDate()
  })

  test('disconnects after saying what is deleted, and starts over', async ({ start, simulator }) => {
    const app = await start()
    const settings = await openSettings(app, simulator.credentials)
    await settings.disconnectButton.click()
    await expect(settings.dialog).toContainText('Deleted from this computer')
    await expect(settings.dialog).toContainText('Everything else in Cin7 Core')
    await expectAccessible(app.window)
    await settings.dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(settings.dialog).toBeHidden()

    await settings.disconnect()
    const connect = new ConnectPage(app.window)
    await expect(connect.form).toBeVisible()
    await expect(connect.accountId).toHaveValue('')
    expect(await app.call('connections.list', {})).toEqual([])

    await connect.connect(simulator.credentials)
    const frame = new Frame(app.window)
    await frame.untilUpToDate()
    await expect(frame.heading).toHaveText('Today')
  })

  test('forgets the search and filters of the account that is gone', async ({ start, simulator }) => {
    const app = await start()
    await new ConnectPage(app.window).connect(simulator.credentials)
    const frame = new Frame(app.window)
    const stock = new StockPage(app.window)
    await frame.untilUpToDate()
    await stock.filter('Location', simulator.expectedFigures()[0]!.location)
    await stock.search.fill('oil')
    await expect.poll(() => new URL(app.window.url()).search).toContain('location=')
    await frame.open('Settings')
    await new SettingsPage(app.window).disconnect()

    await connectSample(app)
    await frame.open('Stock')
    await expect(stock.search).toHaveValue('')
    expect(new URL(app.window.url()).search).toBe('')
  })

  test('says of sample data that it is some, and lets the user leave it', async ({ start }) => {
    const app = await start()
    await connectSample(app)
    await new Frame(app.window).open('Settings')
    const settings = new SettingsPage(app.window)
    await expect(settings.connection).toContainText('This is sample data')
    await expect(settings.replaceButton).toBeHidden()
    await settings.disconnect()
    await expect(new ConnectPage(app.window).form).toBeVisible()
  })
})

test.describe('the settings of syncs', () => {
  test('say in the status bar what is set, and are kept', async ({ start }) => {
    const app = await start()
    await connectSample(app)
    const frame = new Frame(app.window)
    await frame.untilUpToDate()
    await expect(frame.statusBar).toContainText(/Next sync (tomorrow )?\d/)
    await frame.open('Settings')
    const settings = new SettingsPage(app.window)
    await settings.interval.fill('20')
    await settings.interval.press('Enter')
    await expect(settings.sync.getByRole('status')).toHaveText('Every … minutes set to 20.')
    await settings.callsAMinute.fill('30')
    await settings.callsAMinute.blur()
    await expect(settings.sync.getByRole('status')).toHaveText('Calls a minute set to 30.')
    await settings.automaticSwitch.press('Space')
    await expect(settings.automaticSwitch).not.toBeChecked()
    await expect(frame.statusBar).toContainText('Syncs when you ask')
    await expectAccessible(app.window)
    await app.close()

    const again = await start()
    const frameAgain = new Frame(again.window)
    await frameAgain.open('Settings')
    const kept = new SettingsPage(again.window)
    await expect(kept.automaticSwitch).not.toBeChecked()
    await expect(kept.interval).toHaveValue('20')
    await expect(kept.callsAMinute).toHaveValue('30')
    await expect(frameAgain.statusBar).toContainText('Syncs when you ask')
    await kept.automaticSwitch.check()
    await expect(frameAgain.statusBar).toContainText(/Next sync (tomorrow )?\d/)
  })

  test('refuse a number that is not allowed, and say which are', async ({ start }) => {
    const app = await start()
    await connectSample(app)
    await new Frame(app.window).open('Settings')
    const settings = new SettingsPage(app.window)
    const stored = async () => (await app.call('settings.get', {})).syncIntervalMinutes

    for (const wrong of ['4', '1441', '7.5', 'x', '']) {
      await settings.interval.fill(wrong)
      await settings.interval.blur()
      await expect(settings.interval).toHaveAccessibleDescription(/A whole number from 5 to 1440\./)
    }
    await expectAccessible(app.window)
    expect(await stored()).toBe(15)

    await settings.interval.press('Escape')
    await expect(settings.interval).toHaveValue('15')
    await expect(settings.interval).not.toHaveAccessibleDescription(/A whole number/)
    await settings.interval.fill('60')
    expect(await stored()).toBe(15)
    await settings.interval.blur()
    await expect(settings.sync.getByRole('status')).toHaveText('Every … minutes set to 60.')
    expect(await stored()).toBe(60)
  })
})

test.describe('the settings of this computer', () => {
  test('take effect at once, say so, and are kept', async ({ start }) => {
    const app = await start()
    await connectSample(app)
    await new Frame(app.window).open('Settings')
    const settings = new SettingsPage(app.window)
    await settings.choice('Theme', 'Dark').check()
    await expect(app.window.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await expect(settings.computer.getByRole('status')).toHaveText('Theme set to Dark.')
    await expectAccessible(app.window)
    await settings.choice('Density', 'Compact').check()
    await expect(app.window.locator('html')).toHaveAttribute('data-density', 'compact')
    await app.close()

    const again = await start()
    await new Frame(again.window).open('Settings')
    const kept = new SettingsPage(again.window)
    await expect(kept.choice('Density', 'Compact')).toBeChecked()
    await expect(again.window.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await kept.choice('Theme', 'System').check()
    await expect(again.window.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
  })
})

async function openSettings(app: RunningApp, keys: Keys): Promise<SettingsPage> {
  await new ConnectPage(app.window).connect(keys)
  const frame = new Frame(app.window)
  await frame.untilUpToDate()
  await frame.open('Settings')
  return new SettingsPage(app.window)
}
