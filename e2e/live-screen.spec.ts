import { expect } from '@playwright/test'
import type { LiveStatus } from '../shared/domain/live'
import { aLiveStatus } from '../shared/testing/a-live-status'
import { expectAccessible } from './accessible'
import { answerDialogs } from './answer-dialogs'
import { test } from './app-test'
import { cannedLive } from './canned-live'
import type { RunningApp } from './launch'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { LiveSection } from './pages/live-section'
import { connectSample } from './tour'
import { resizeWindow } from './window-size'

const now = Date.now()
const hooks: LiveStatus['hooks'] = [
  {
    type: 'Stock/AvailableStockLevelChanged',
    externalId: 'b1f0c3de-1111-4222-8333-0242ac120002',
    isActive: true,
    problem: null,
    checkedAt: now,
  },
  {
    type: 'Sale/ShipmentAuthorised',
    externalId: null,
    isActive: false,
    problem: { code: 'provider_refused', message: 'This account has 5 webhooks of this type already.' },
    checkedAt: now,
  },
]
const noProgram = { stage: 'needsProgram', program: null, protocol: null, address: null } as const

async function open(app: RunningApp, keys: { accountId: string; applicationKey: string }, first: LiveStatus) {
  const live = await cannedLive(app, first)
  await new ConnectPage(app.window).connect(keys)
  const frame = new Frame(app.window)
  await frame.untilUpToDate()
  await frame.open('Settings')
  return { live, frame, section: new LiveSection(app.window) }
}

test.describe('live updates in Settings', () => {
  test('are switched on, say how far they are, and show it in the status bar', async ({
    start,
    simulator,
  }) => {
    const app = await start()
    const { live, frame, section } = await open(app, simulator.credentials, aLiveStatus({ stage: 'off' }))
    await expect(section.state).toContainText('Off: everything is read every 15 min.')
    await expect(section.subscriptions).toBeHidden()

    await live.change({ stage: 'starting' })
    await section.switch.press('Space')
    await expect(section.outcome).toHaveText('Live updates are on.')
    expect(await live.calls()).toContainEqual({ name: 'settings.set', input: { liveUpdates: true } })
    await expect(section.state).toContainText('Starting the tunnel…')
    await expect(frame.statusBar).toContainText('Live updates starting')
    await expect(frame.statusBar).toContainText(/Next sync|Syncs every/)

    const last = { at: now, delayMs: 412 }
    await live.change({ stage: 'registered', hooks, deliveries: { ...aLiveStatus().deliveries, last } })
    await expect(section.state).toContainText('Live since')
    await expect(frame.statusBar.getByText('Live · 0.4 s')).toHaveAttribute(
      'title',
      /^Last delivery .* · (Next sync|Syncs every)/,
    )
    await expectAccessible(app.window, ['dark', 'light', 'forced'])

    const problem = { code: 'tunnel_unavailable' as const, message: 'The tunnel ended.' }
    await live.change({ stage: 'down', problem, retryAt: now })
    await expect(section.state).toContainText('The tunnel ended.')
    await expect(frame.statusBar).toContainText(/Live feed down · retrying .*(Next sync|Syncs every)/)

    await section.switch.press('Space')
    await expect(section.outcome).toHaveText('Live updates are off.')
    await expect(frame.statusBar).not.toContainText('Live')
  })

  test('fetch the tunnel program, show how far that is and can be stopped, all by keyboard', async ({
    start,
    simulator,
  }) => {
    const app = await start()
    const { live, section } = await open(app, simulator.credentials, aLiveStatus(noProgram))
    await section.fetchButton.press('Enter')
    await expect(section.cancelFetch).toBeFocused()
    await live.change({ fetch: { state: 'fetching', receivedBytes: 12_400_000, totalBytes: 38_000_000 } })
    await expect(section.fetchProgress).toHaveAttribute('aria-valuetext', '12.4 MB of 38 MB fetched')
    await expect(section.fetchProgress).toHaveAttribute('aria-valuenow', '12400000')
    await expectAccessible(app.window)

    await section.cancelFetch.press('Enter')
    await expect(section.fetchButton).toBeFocused()
    await expect(section.fetchProgress).toBeHidden()
    const problem = { code: 'offline' as const, message: 'There is no network.' }
    await live.change({ fetch: { state: 'failed', problem } })
    await expect(section.region.getByRole('alert')).toHaveText(
      'The tunnel program was not fetched. There is no network.',
    )
    await live.change({ fetch: null, canFetch: false })
    await expect(section.fetchButton).toBeHidden()
    await expect(section.region).toContainText('does not know where to fetch it')
  })

  test('keep a token without ever showing it again', async ({ start, simulator }) => {
    const app = await start()
    const { live, section } = await open(app, simulator.credentials, aLiveStatus({ stage: 'needsToken' }))
    await section.tunnel('Named').check()
    await expect(section.outcome).toHaveText('The named tunnel is used.')

    await section.token.fill('cloudflared tunnel run --token abc')
    await section.token.press('Enter')
    await expect(section.token).toHaveAccessibleDescription(/Only the token itself/)
    const token = 'eyJhIjoic2VjcmV0LXRva2VuIn0='
    await live.answer('live.setToken', {
      ok: false,
      error: { code: 'keychain_locked', message: 'The keychain is locked.' },
    })
    await section.token.fill(` ${token} `)
    await section.token.press('Enter')
    await expect(section.token).toHaveAccessibleDescription(/The keychain is locked\./)
    await expect(section.token).toHaveValue(` ${token} `)

    await live.answer('live.setToken', { ok: true, value: aLiveStatus({ hasToken: true }) })
    await section.keepToken.press('Enter')
    await expect(section.region).toContainText('A token is kept.')
    await expect(section.outcome).toHaveText('The token is kept.')
    await expect(section.replaceToken).toBeFocused()
    const kept = (await live.calls()).filter(({ name }) => name === 'live.setToken').at(-1)
    expect(kept?.input).toMatchObject({ token })
    expect(await app.window.content()).not.toContain(token)

    await section.replaceToken.press('Enter')
    await expect(section.token).toBeFocused()
    await expect(section.token).toHaveValue('')
    await expectAccessible(app.window)
    await section.region.getByRole('button', { name: 'Cancel' }).press('Enter')
    await live.answer('live.setToken', { ok: true, value: aLiveStatus() })
    await section.forgetToken.press('Enter')
    await expect(section.outcome).toHaveText('The token is forgotten.')
    await expect(section.token).toBeFocused()
  })

  test('take a host name only without mistakes, and say what is wrong beside it', async ({
    start,
    simulator,
  }) => {
    const app = await start()
    const { live, section } = await open(app, simulator.credentials, aLiveStatus({ stage: 'off' }))
    await section.tunnel('Named').check()
    await section.hostName.fill('https://live.example.com')
    await expect(section.hostName).not.toHaveAccessibleDescription(/Only the host name/)
    await section.hostName.press('Enter')
    await expect(section.hostName).toHaveAccessibleDescription(/Only the host name, without https/)
    await section.hostName.press('Escape')
    await expect(section.hostName).toHaveValue('')
    expect(await live.calls()).toEqual([{ name: 'settings.set', input: { tunnelMode: 'named' } }])

    await section.hostName.fill('live.example.com')
    await section.hostName.blur()
    await expect(section.outcome).toHaveText('Host name set to live.example.com.')
    expect((await app.call('settings.get', {})).tunnelHost).toBe('live.example.com')
    await answerDialogs(app, false)
    await section.programPath.fill('/opt/cloudflared')
    await section.programPath.press('Enter')
    await expect(section.region.getByRole('alert')).toContainText('The tunnel program was not changed')
    expect((await app.call('settings.get', {})).tunnelProgram).toBe('')
    await answerDialogs(app, true)
    await section.programPath.fill('/opt/cloudflared')
    await section.programPath.press('Enter')
    await expect(section.outcome).toHaveText('The tunnel program is set.')
    expect((await app.call('settings.get', {})).tunnelProgram).toBe('/opt/cloudflared')
  })

  test('tell of each subscription what became of it, and look at them again when asked to', async ({
    start,
    simulator,
  }) => {
    const app = await start()
    const { live, section } = await open(app, simulator.credentials, aLiveStatus({ hooks }))
    await expect(section.subscription('Stock level changed')).toContainText('Active')
    await expect(section.subscription('Stock/AvailableStockLevelChanged')).toContainText(
      'b1f0c3de-1111-4222-8333-0242ac120002',
    )
    await expect(section.subscription('Sale shipped')).toContainText(
      'Refused: This account has 5 webhooks of this type already.',
    )

    await live.hold('live.register')
    await section.registerButton.press('Enter')
    await expect(section.registerButton).toHaveText('Re-registering…')
    await section.registerButton.press('Enter')
    await live.letGo()
    await expect(section.subscriptions.getByRole('status')).toContainText('1 of 2 subscriptions are active')
    await expect(section.registerButton).toHaveText('Re-register')
    expect((await live.calls()).filter(({ name }) => name === 'live.register')).toHaveLength(1)

    await live.answer('live.register', {
      ok: false,
      error: { code: 'offline', message: 'There is no network.' },
    })
    await section.registerButton.press('Enter')
    await expect(section.subscriptions.getByRole('status')).toHaveText('Not registered. There is no network.')
  })

  test('try again what was put aside', async ({ start, simulator }) => {
    const app = await start()
    const deliveries = { ...aLiveStatus().deliveries, received: 1204, processed: 1201, quarantined: 3 }
    const { live, section } = await open(app, simulator.credentials, aLiveStatus({ deliveries }))
    await expect(section.deliveries).toContainText('3 deliveries could not be used and were put aside.')
    await live.answer('live.retryQuarantined', { ok: true, value: 3 })
    await section.retryButton.press('Enter')
    await expect(section.deliveries.getByRole('status')).toHaveText('3 deliveries will be tried again.')
    await live.change({ deliveries: { ...deliveries, quarantined: 0 } })
    await expect(section.retryButton).toBeHidden()
  })

  test('say when their state could not be read, and read it again when asked to', async ({
    start,
    simulator,
  }) => {
    const app = await start()
    const { live, section } = await open(app, simulator.credentials, aLiveStatus())
    await expect(section.state).toContainText('Live since')
    const message = 'The disk is full.'
    await live.answer('live.status', { ok: false, error: { code: 'storage_full', message } })
    await live.change({})
    await expect(section.region.getByRole('alert')).toContainText(
      'The state of live updates could not be read. The disk is full.',
    )
    await live.answer('live.status', { ok: true, value: aLiveStatus({ stage: 'starting' }) })
    await section.region.getByRole('button', { name: 'Try again' }).click()
    await expect(section.state).toContainText('Starting the tunnel…')
  })

  test('keep their shape with long and strange words in the smallest window', async ({
    start,
    simulator,
  }) => {
    const app = await start()
    const long = 'C:\\Users\\someone\\AppData\\Local\\'.concat(
      'averylongfolder'.repeat(20),
      '\\cloudflared.exe',
    )
    const problem = { code: 'tunnel_unavailable' as const, message: `No \u202eway: ${'x'.repeat(500)}` }
    const { section } = await open(
      app,
      simulator.credentials,
      aLiveStatus({
        stage: 'down',
        problem,
        address: `https://${'part-'.repeat(40)}.trycloudflare.com`,
        program: { path: long, source: 'setting' },
        programProblem: `There is no program at ${long}.`,
        hooks: [
          { ...hooks[0]!, externalId: 'f'.repeat(300) },
          { ...hooks[1]!, type: `Sale/${'Q'.repeat(200)}`, problem },
        ],
      }),
    )
    await resizeWindow(app, 960, 640)
    await section.tunnel('Named').check()
    await expect(section.state).toContainText('No \ufffdway')
    const tooWide = await section.region.evaluate((region) => {
      const edge = region.getBoundingClientRect().right + 1
      return [...region.querySelectorAll('*')]
        .filter((part) => part.getBoundingClientRect().right > edge)
        .map((part) => part.outerHTML.slice(0, 120))
    })
    expect(tooWide).toEqual([])
    await expectAccessible(app.window)
  })

  test('need an account, and say so on sample data', async ({ start }) => {
    const app = await start()
    await connectSample(app)
    await new Frame(app.window).open('Settings')
    const section = new LiveSection(app.window)
    await expect(section.switch).toBeDisabled()
    await expect(section.switch).not.toBeChecked()
    await expect(section.region).toContainText('Live updates need a Cin7 Core account')
    await expect(section.tunnel('Quick')).toBeHidden()
    await expectAccessible(app.window)
  })
})
