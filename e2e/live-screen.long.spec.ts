import { expect } from '@playwright/test'
import type { LiveStatus } from '../shared/domain/live'
import { aLiveStatus } from '../shared/testing/a-live-status'
import { expectAccessible } from './accessible'
import { test } from './app-test'
import { openCannedLive } from './live-tour'
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

test.describe('live updates in Settings', () => {
  test('are switched on, say how far they are, and show it in the status bar', async ({
    start,
    simulator,
  }) => {
    const app = await start()
    const { live, frame, section } = await openCannedLive(app, simulator, aLiveStatus({ stage: 'off' }))
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

  test('tell of each subscription what became of it, and look at them again when asked to', async ({
    start,
    simulator,
  }) => {
    const app = await start()
    const { live, section } = await openCannedLive(app, simulator, aLiveStatus({ hooks }))
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
    await expect(section.subscriptions.getByRole('status')).toHaveText(
      'The subscriptions could not be looked at. There is no network.',
    )
  })

  test('try again what was put aside', async ({ start, simulator }) => {
    const app = await start()
    const deliveries = { ...aLiveStatus().deliveries, received: 1204, processed: 1201, quarantined: 3 }
    const { live, section } = await openCannedLive(app, simulator, aLiveStatus({ deliveries }))
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
    const { live, section } = await openCannedLive(app, simulator, aLiveStatus())
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
    const { section } = await openCannedLive(
      app,
      simulator,
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
