import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { simulatorCredentials } from './integrations/cin7/simulator'
import { createTestApp, type TestApp } from './testing/test-app'

const plan = { products: 120, locations: 3, seed: 11 }

describe('connecting an account', () => {
  let app: TestApp

  beforeEach(async () => {
    app = await createTestApp({ simulator: { plan, credentials: { ...simulatorCredentials } } })
  })

  afterEach(() => app.close())

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

    await expect(app.connectWith(wrong)).rejects.toMatchObject({ code: 'credentials_rejected' })

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

    await expect(app.connectWith(app.cin7.credentials)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await app.call('connections.list', {})).toHaveLength(1)
  })

  it('makes one connection of two presses', async () => {
    const both = await Promise.allSettled([
      app.connectWith(app.cin7.credentials),
      app.connectWith(app.cin7.credentials),
    ])

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await app.call('connections.list', {})).toHaveLength(1)
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
