import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { simulatorCredentials } from './integrations/cin7/simulator'
import { createTestApp, type TestApp } from './testing/test-app'
import { waitUntil } from './testing/wait-until'

const plan = { products: 120, locations: 3, seed: 11 }

describe('connecting an account', () => {
  let app: TestApp

  beforeEach(async () => {
    app = await createTestApp({ simulator: { plan, credentials: { ...simulatorCredentials } } })
  })

  afterEach(() => app.close())

  const connectWith = (credentials: { accountId: string; applicationKey: string }, keepIn?: 'session') =>
    app.call('connections.connect', {
      provider: 'cin7',
      credentials,
      apiUrl: null,
      keepIn: keepIn ?? 'keychain',
    })

  it('shows the company and masked keys, and reads the stock', async () => {
    const { connectionId, run } = await app.connect()

    const [connection] = await app.call('connections.list', {})
    const { accountId, applicationKey } = app.cin7.credentials
    expect(connection).toMatchObject({
      id: connectionId,
      companyName: app.cin7.shop.settings.company,
      keysHeldIn: 'keychain',
      problem: null,
      accountIdMasked: `${accountId.slice(0, 8)}••••••••${accountId.slice(-4)}`,
      applicationKeyMasked: `${applicationKey.slice(0, 8)}••••••••${applicationKey.slice(-4)}`,
    })
    expect(run.status).toBe('success')
    expect((await app.stock(connectionId)).total).toBeGreaterThan(100)
  })

  it('stores nothing when Cin7 refuses the keys', async () => {
    const wrong = { ...app.cin7.credentials, applicationKey: '00000000-0000-4000-8000-000000000000' }

    await expect(connectWith(wrong)).rejects.toMatchObject({ code: 'credentials_rejected' })

    expect(await app.call('connections.list', {})).toEqual([])
    expect(app.keychain.entries.size).toBe(0)
  })

  it('connects with keys that may not read the company settings', async () => {
    app.cin7.addFault({
      path: 'me',
      status: 403,
      body: 'Incorrect credentials!',
      times: Number.POSITIVE_INFINITY,
    })

    const { run } = await app.connect()

    expect(run.status).toBe('success')
    expect((await app.call('connections.list', {}))[0]?.companyName).toBe('Cin7 Core account')
  })

  it('writes no key in the clear anywhere in the profile', async () => {
    await app.connect()
    const { accountId, applicationKey } = app.cin7.credentials

    const files = readdirSync(app.dataDir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      const bytes = readFileSync(join(file.parentPath, file.name))
      for (const secret of [accountId, applicationKey]) {
        for (const form of [secret, secret.toUpperCase(), secret.replaceAll('-', '')]) {
          expect(bytes.includes(form), `${file.name} holds a key`).toBe(false)
        }
      }
    }
  })

  it('refuses a second account instead of mixing two', async () => {
    await app.connect()

    await expect(connectWith(app.cin7.credentials)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await app.call('connections.list', {})).toHaveLength(1)
  })

  it('makes one connection of two presses', async () => {
    const both = await Promise.allSettled([
      connectWith(app.cin7.credentials),
      connectWith(app.cin7.credentials),
    ])

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await app.call('connections.list', {})).toHaveLength(1)
  })

  it('keeps the keys for the session only when the keychain cannot be used and the user chose so', async () => {
    app.keychain.fail('keychain_missing')
    await expect(connectWith(app.cin7.credentials)).rejects.toMatchObject({ code: 'keychain_missing' })
    expect(await app.call('connections.list', {})).toEqual([])

    const finished = app.next('sync.finished')
    const connection = await connectWith(app.cin7.credentials, 'session')
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

  it('removes the keys and the copy of an account on disconnect, and can connect again', async () => {
    const { connectionId } = await app.connect()

    await app.call('connections.disconnect', { connectionId })

    await waitUntil(() => app.keychain.entries.size === 0)
    expect(await app.call('connections.list', {})).toEqual([])
    await expect(app.call('sync.start', { connectionId })).rejects.toMatchObject({ code: 'not_found' })
    expect((await app.connect()).run.status).toBe('success')
  })

  it('shows the stock of an account that is connected again while the old copy is still being deleted', async () => {
    const { connectionId } = await app.connect()
    const before = (await app.stock(connectionId)).rows.map(({ sku, onHand, state }) => ({
      sku,
      onHand,
      state,
    }))
    await app.call('connections.disconnect', { connectionId })

    const again = await app.connect()

    const after = (await app.stock(again.connectionId)).rows
    expect(after.map(({ sku, onHand, state }) => ({ sku, onHand, state }))).toEqual(before)
  })

  it('seals with a new key while the keychain is still busy removing the old one', async () => {
    const { connectionId } = await app.connect()
    const remove = app.keychain.remove.bind(app.keychain)
    let finishRemoval = () => {}
    const removal = new Promise<void>((resolve) => {
      finishRemoval = resolve
    })
    app.keychain.remove = async (name) => {
      await removal
      await remove(name)
    }
    await app.call('connections.disconnect', { connectionId })
    const again = await app.connect()
    finishRemoval()
    await waitUntil(() => app.keychain.entries.size === 1)

    await app.restart()

    await app.call('connections.unlock', { connectionId: again.connectionId })
    expect((await app.call('connections.list', {}))[0]?.problem).toBeNull()
    expect((await app.sync(again.connectionId)).status).toBe('success')
  })

  it('leaves no backup of a removed account behind', async () => {
    const { connectionId } = await app.connect()
    const backups = join(app.dataDir, 'backups')
    await waitUntil(() => existsSync(backups) && readdirSync(backups).some((name) => name.endsWith('.db')))

    await app.call('connections.disconnect', { connectionId })

    await waitUntil(() => readdirSync(backups).length === 0)
    const database = readFileSync(join(app.dataDir, 'shelfwatch.db'))
    expect(database.includes(app.cin7.shop.products[0]?.sku ?? '')).toBe(false)
  })

  it('stays disconnected when a check of its keys was still under way', async () => {
    const { connectionId } = await app.connect()
    app.cin7.beforeAnswer({ path: 'me' }, () => void app.call('connections.disconnect', { connectionId }))

    await expect(app.call('connections.verify', { connectionId })).rejects.toMatchObject({
      code: 'not_found',
    })

    expect(await app.call('connections.list', {})).toEqual([])
    await expect(app.stock(connectionId)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('cancels a sync at once that waits for the keychain', async () => {
    const { connectionId } = await app.connect()
    app.keychain.fail('silent')
    await app.restart()
    const finished = app.next('sync.finished')
    const startedAt = app.clock.now()

    await app.call('sync.start', { connectionId })
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

  it('opens the sample shop without a keychain', async () => {
    app.keychain.fail('keychain_unloadable')

    const finished = app.next('sync.finished')
    const connection = await app.call('connections.connectSample', {})

    expect(connection).toMatchObject({ source: 'sample', problem: null })
    const run = await finished
    expect(run).toMatchObject({ status: 'success', trigger: 'connect' })
    expect(run.products).toBeGreaterThan(1_900)
    expect(app.keychain.entries.size).toBe(0)
  })
})
