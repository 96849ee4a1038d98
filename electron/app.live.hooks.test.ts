import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../shared/errors'
import { expectShopStored } from './testing/expect-shop'
import { createLiveApp, type LiveApp, STOCK } from './testing/live-app'
import { changeAll } from './testing/small-shop'
import type { TestApp } from './testing/test-app'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

describe('subscriptions', () => {
  let live: LiveApp
  let app: TestApp

  beforeEach(async () => {
    live = await createLiveApp()
    ;({ app } = live)
    await live.turnOn()
    await live.settles()
  })

  afterEach(() => app.close())

  const changes = {
    'that was switched off': () => app.cin7.setHook(live.hook(STOCK).ID, { IsActive: false }),
    'whose address was changed': () =>
      app.cin7.setHook(live.hook(STOCK).ID, { ExternalURL: 'https://else.trycloudflare.com/x' }),
    'that was removed': () => app.cin7.removeHook(live.hook(STOCK).ID),
  }

  it.each(Object.entries(changes))(
    'one %s elsewhere is put right within ten minutes, and what was missed is read',
    async (_, change) => {
      change()
      changeAll(app.cin7, 11)
      await live.settles()
      const gap = live.nextRun('webhook-gap')
      await live.passes(10 * MINUTE_MS)
      expect(await gap).toMatchObject({ status: 'success' })
      expectOneOfEach(live)
      await live.settles()
      await expectShopStored(app, live.connectionId)
    },
  )

  it('that failed six times while the app was not running are switched on at its start, and the gap is read', async () => {
    await app.stop()
    changeAll(app.cin7, 7)
    await live.passes(2 * HOUR_MS)
    expect(app.cin7.deliveries.filter(({ type }) => type === STOCK).at(-1)).toMatchObject({
      attempt: 6,
      status: null,
    })
    expect(live.hook(STOCK).IsActive).toBe(false)

    await app.start()
    const gap = live.nextRun('webhook-gap')
    await live.reaches('registered')
    expect(await gap).toMatchObject({ status: 'success' })
    expectOneOfEach(live)
    await live.settles()
    await expectShopStored(app, live.connectionId)
  })

  it('lead to the new host of a tunnel that comes back at another one, and the gap is read', async () => {
    const before = (await live.status()).address
    const foreign = await live.addForeignHook()
    const gap = live.nextRun('webhook-gap')
    app.tunnel.say({
      stage: 'down',
      problem: new AppError('tunnel_unavailable', 'Gone.'),
      retryAt: null,
    })
    changeAll(app.cin7, 3)
    await live.reaches('down')
    app.tunnel.restart()
    expect((await live.reaches('registered')).address).not.toBe(before)
    expect(await gap).toMatchObject({ status: 'success' })
    expectOneOfEach(live)
    expect(app.cin7.webhooks).toContainEqual(foreign)
    await live.settles()
    await expectShopStored(app, live.connectionId)
  })

  it('are right again after the computer slept for two hours while they failed', async () => {
    const way = app.tunnel.state
    app.tunnel.state = { stage: 'closed' }
    changeAll(app.cin7, 5)
    await app.cin7.delivered()
    for (const { ID } of live.ownHooks()) app.cin7.setHook(ID, { IsActive: false })
    app.clock.jumpWallClock(2 * HOUR_MS)
    app.tunnel.state = way
    const gap = live.nextRun('webhook-gap')
    app.wake()
    expect(await gap).toMatchObject({ status: 'success' })
    expectOneOfEach(live)
    await live.settles()
    await expectShopStored(app, live.connectionId)
  })
})

describe('an account without subscriptions', () => {
  let live: LiveApp
  let app: TestApp

  beforeEach(async () => {
    live = await createLiveApp({ simulator: { automation: false } })
    ;({ app } = live)
    await app.call('settings.set', { liveUpdates: true })
  })

  afterEach(() => app.close())

  const notices = async () =>
    (await app.call('app.status', {})).notices.filter(({ message }) => /Automation/.test(message))

  it('is told so once, also over restarts, and its stock is read by the usual syncs', async () => {
    expect((await live.reaches('unavailable')).problem?.message).toMatch(/Automation/)
    expect(await notices()).toHaveLength(1)
    await app.restart()
    await live.reaches('unavailable')
    expect(await notices()).toEqual([])
    changeAll(app.cin7, 4)
    const scheduled = live.nextRun('schedule')
    await app.call('settings.set', { syncAutomatically: true })
    await live.passes(30 * MINUTE_MS)
    expect(await scheduled).toMatchObject({ status: 'success' })
    await expectShopStored(app, live.connectionId)
  })

  it('gets live updates when it may, as soon as the user asks again', async () => {
    await live.reaches('unavailable')
    app.cin7.behaviour.automation = true
    const gap = live.nextRun('webhook-gap')
    await app.call('live.register', { connectionId: live.connectionId })
    await live.reaches('registered')
    await gap
    expectOneOfEach(live)
  })
})

/** One active subscription of each kind leads here. */
function expectOneOfEach(live: LiveApp): void {
  const { state } = live.app.tunnel
  const host = 'host' in state ? state.host : null
  const active = live
    .ownHooks()
    .filter(({ IsActive, ExternalURL }) => IsActive && new URL(ExternalURL).host === host)
  const types = active.map(({ Type }) => Type)
  expect(types).toHaveLength(6)
  expect(new Set(types).size).toBe(6)
}
