import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectShopStored } from './testing/expect-shop'
import { createLiveApp, LiveApp } from './testing/live-app'
import { changeAll } from './testing/small-shop'
import type { TestApp } from './testing/test-app'
import { waitUntil } from './testing/wait-until'

const MINUTE_MS = 60_000

let live: LiveApp
let app: TestApp

beforeEach(async () => {
  live = await createLiveApp()
  ;({ app } = live)
})

afterEach(() => app.close())

describe('live updates of an account', () => {
  it('are registered by themselves when they were on before it was connected', async () => {
    await app.call('connections.disconnect', { connectionId: live.connectionId })
    await app.call('settings.set', { liveUpdates: true })
    const { connectionId } = await app.connect()
    const again = new LiveApp(app, connectionId)
    expect((await again.reaches('registered')).hooks.every(({ isActive }) => isActive)).toBe(true)
    await again.settles()
    changeAll(app.cin7, 9)
    await again.settles()
    await expectShopStored(app, connectionId)
  })

  it('take their subscriptions away when it is disconnected, and no others', async () => {
    const foreign = await live.addForeignHook()
    await live.turnOn()
    expect(app.cin7.webhooks).toHaveLength(7)
    await app.call('connections.disconnect', { connectionId: live.connectionId })
    expect(app.cin7.webhooks).toEqual([foreign])
    expect((await app.call('app.status', {})).notices).toEqual([])
  })

  it('keep no one from disconnecting within seconds when Cin7 does not answer, and say that some stay there', async () => {
    await live.turnOn()
    await live.settles()
    app.cin7.addFault({ path: 'webhooks', hang: true, times: Number.POSITIVE_INFINITY })
    const since = app.clock.monotonic()
    const gone = app.call('connections.disconnect', { connectionId: live.connectionId })
    let isGone = false
    void gone.then(() => {
      isGone = true
    })
    await app.clock.passUntil(() => isGone)
    expect(app.clock.monotonic() - since).toBeLessThan(20_000)
    expect(await app.call('connections.list', {})).toEqual([])
    expect((await app.call('app.status', {})).notices).toMatchObject([{ id: 'live-left' }])
  })

  it('go on with other keys of the same account', async () => {
    await live.turnOn()
    app.cin7.credentials.applicationKey = 'c0ffee00-3c5f-4b82-8e6d-71f0c2b9d458'
    const { connectionId } = live
    await app.call('connections.replaceKeys', {
      connectionId,
      credentials: app.cin7.credentials,
      keepIn: 'keychain',
    })
    await live.settles()
    changeAll(app.cin7, 9)
    await live.settles()
    await live.passes(11 * MINUTE_MS)
    expect((await live.status()).stage).toBe('registered')
    await expectShopStored(app, connectionId)
  })

  it('stop when its keys are not accepted any more, and come back with keys that are', async () => {
    await live.turnOn()
    await live.settles()
    const takeBack = app.cin7.addFault({
      status: 403,
      body: 'Incorrect credentials!',
      times: Number.POSITIVE_INFINITY,
    })
    expect(await app.sync(live.connectionId)).toMatchObject({ status: 'failed' })
    expect(await live.reaches('down')).toMatchObject({ problem: { code: 'credentials_rejected' } })
    changeAll(app.cin7, 9)
    await app.cin7.delivered()

    takeBack()
    const gap = live.nextRun('webhook-gap')
    await app.call('connections.verify', { connectionId: live.connectionId })
    await live.reaches('registered')
    await gap
    await live.settles()
    await expectShopStored(app, live.connectionId)
  })

  it('are subscribed to purchase orders only while these are synced', async () => {
    await live.turnOn()
    const orders = () => live.ownHooks().filter(({ Type }) => Type.startsWith('Purchase/')).length
    expect(orders()).toBe(0)
    await app.call('settings.set', { syncPurchaseOrders: true })
    await waitUntil(() => orders() === 2)
    await app.call('settings.set', { syncPurchaseOrders: false })
    await waitUntil(() => orders() === 0)
    expect(live.ownHooks()).toHaveLength(6)
  })

  it('say that the keychain is locked at the start, and work once it is open', async () => {
    await live.turnOn()
    await live.settles()
    await app.stop()
    changeAll(app.cin7, 9)
    await app.cin7.delivered()
    app.keychain.fail('keychain_locked')
    await app.start()
    expect(await live.reaches('down')).toMatchObject({ problem: { code: 'keychain_locked' } })

    app.keychain.fail(null)
    const gap = live.nextRun('webhook-gap')
    await app.call('connections.unlock', { connectionId: live.connectionId })
    await app.call('live.register', { connectionId: live.connectionId })
    await live.reaches('registered')
    await gap
    await live.settles()
    await expectShopStored(app, live.connectionId)
  })
})

describe('live updates of an account whose keys are kept for the session only', () => {
  it('work until the app is closed, and again when the keys were entered anew', async () => {
    await app.call('connections.disconnect', { connectionId: live.connectionId })
    await app.call('settings.set', { liveUpdates: true })
    const finished = app.next('sync.finished')
    const { id } = await app.connectWith(app.cin7.credentials, 'session')
    await finished
    const session = new LiveApp(app, id)
    await session.reaches('registered')
    await session.settles()

    await app.restart()
    await app.call('connections.unlock', { connectionId: id })
    expect((await session.status()).stage).not.toBe('registered')
    const gap = session.nextRun('webhook-gap')
    changeAll(app.cin7, 9)
    await app.call('connections.replaceKeys', {
      connectionId: id,
      credentials: app.cin7.credentials,
      keepIn: 'session',
    })
    await session.reaches('registered')
    await gap
    expect(session.ownHooks().filter(({ IsActive }) => IsActive)).toHaveLength(6)
    await session.settles()
    await expectShopStored(app, id)
  })
})
