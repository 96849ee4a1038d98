import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { simulatorCredentials } from './integrations/cin7/simulator'
import { createTestApp, type TestApp } from './testing/test-app'

const plan = { products: 120, locations: 3, seed: 11 }

describe('the keys of an account', () => {
  let app: TestApp

  beforeEach(async () => {
    app = await createTestApp({ simulator: { plan, credentials: { ...simulatorCredentials } } })
  })

  afterEach(() => app.close())

  it('keeps the keys for the session only when the keychain cannot be used and the user chose so', async () => {
    app.keychain.fail('keychain_missing')
    await expect(app.connectWith(app.cin7.credentials)).rejects.toMatchObject({ code: 'keychain_missing' })
    expect(await app.call('connections.list', {})).toEqual([])

    const finished = app.next('sync.finished')
    const connection = await app.connectWith(app.cin7.credentials, 'session')
    expect(connection.keysHeldIn).toBe('session')
    expect((await finished).status).toBe('success')

    await app.restart()
    const [after] = await app.call('connections.list', {})
    await expect(app.call('connections.unlock', { connectionId: after?.id ?? '' })).resolves.toMatchObject({
      problem: { code: 'key_missing' },
    })
    expect((await app.stock(connection.id)).total).toBeGreaterThan(100)
  })

  it('works on stored data while the keychain is locked, and goes on after it was unlocked', async () => {
    const { connectionId } = await app.connect()
    await app.restart()
    app.keychain.fail('keychain_locked')
    await app.restart()

    const run = await app.sync(connectionId)
    expect(run).toMatchObject({ status: 'failed', failures: [{ code: 'keychain_locked' }] })
    expect((await app.stock(connectionId)).total).toBeGreaterThan(100)
    await expect(app.call('connections.unlock', { connectionId })).resolves.toMatchObject({
      problem: { code: 'keychain_locked' },
    })

    app.keychain.fail(null)
    await expect(app.call('connections.unlock', { connectionId })).resolves.toMatchObject({ problem: null })
    expect((await app.sync(connectionId)).status).toBe('success')
  })

  it('asks for the keys again when their key is gone from the keychain, and keeps everything else', async () => {
    const { connectionId } = await app.connect()
    app.keychain.entries.clear()
    await app.restart()

    const run = await app.sync(connectionId)
    expect(run).toMatchObject({ status: 'failed', failures: [{ code: 'key_missing' }] })
    expect(app.keychain.entries.size).toBe(0)

    await app.call('connections.replaceKeys', {
      connectionId,
      credentials: app.cin7.credentials,
      keepIn: 'keychain',
    })
    expect((await app.sync(connectionId)).status).toBe('success')
  })

  it('takes new keys of the same account although the company was renamed', async () => {
    const { connectionId } = await app.connect()
    app.cin7.shop.settings.company = 'Harbour Traders Ltd'
    app.cin7.shopChanged()
    app.cin7.credentials.applicationKey = 'c0ffee00-3c5f-4b82-8e6d-71f0c2b9d458'

    await app.call('connections.replaceKeys', {
      connectionId,
      credentials: app.cin7.credentials,
      keepIn: 'keychain',
    })

    expect((await app.call('connections.list', {}))[0]?.companyName).toBe('Harbour Traders Ltd')
    expect((await app.sync(connectionId)).status).toBe('success')
  })

  it('refuses to replace the keys by those of another account', async () => {
    const { connectionId } = await app.connect()
    app.cin7.credentials.accountId = 'c0ffee00-6b1d-4e7a-9c40-5d2e8b7f1a63'

    await expect(
      app.call('connections.replaceKeys', {
        connectionId,
        credentials: app.cin7.credentials,
        keepIn: 'keychain',
      }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('says that stored keys are no longer accepted, keeps the figures, and recovers when they are', async () => {
    const { connectionId } = await app.connect()
    const takeBack = app.cin7.addFault({
      status: 403,
      body: 'Incorrect credentials!',
      times: Number.POSITIVE_INFINITY,
    })

    const run = await app.sync(connectionId)
    expect(run).toMatchObject({ status: 'failed', failures: [{ code: 'credentials_rejected' }] })
    expect((await app.call('connections.list', {}))[0]?.problem?.code).toBe('credentials_rejected')
    expect((await app.stock(connectionId)).total).toBeGreaterThan(100)

    takeBack()
    await app.call('connections.verify', { connectionId })
    expect((await app.call('connections.list', {}))[0]?.problem).toBeNull()
  })

  it('cancels a sync at once that waits for the keychain', async () => {
    const { connectionId } = await app.connect()
    app.keychain.fail('silent')
    await app.restart()
    const finished = app.next('sync.finished')
    const startedAt = app.clock.now()

    await app.call('sync.start', { connectionId, kind: 'full' })
    await app.call('sync.cancel', { connectionId })

    expect((await finished).status).toBe('cancelled')
    expect(app.clock.now() - startedAt).toBeLessThan(1_000)
  })

  it('forgets that the keychain was locked once a sync could open it', async () => {
    const { connectionId } = await app.connect()
    app.keychain.fail('keychain_locked')
    await app.restart()
    await app.call('connections.unlock', { connectionId })
    expect((await app.call('connections.list', {}))[0]?.problem?.code).toBe('keychain_locked')

    app.keychain.fail(null)
    await app.sync(connectionId)

    expect((await app.call('connections.list', {}))[0]?.problem).toBeNull()
  })
})
