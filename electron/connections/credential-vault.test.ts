import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MasterKeys } from '../crypto/master-key'
import type { Database } from '../db/database'
import { FakeClock } from '../testing/fake-clock'
import { MemoryKeychain } from '../testing/memory-keychain'
import { nodeRandom, silentLog } from '../testing/node-ports'
import { openTestDatabase } from '../testing/test-database'
import { type ConnectionRow, ConnectionStore } from './connection-store'
import { CredentialVault, DOTS, mask } from './credential-vault'

const credentials = {
  accountId: 'a1b2c3d4-0000-4000-8000-00000000e001',
  applicationKey: 'f9e8d7c6-1111-4111-8111-11111111f002',
}
const id = '11111111-1111-4111-8111-111111111111'

describe('CredentialVault', () => {
  let db: Database
  let store: ConnectionStore
  let keychain: MemoryKeychain
  const clock = new FakeClock()

  beforeEach(() => {
    db = openTestDatabase()
    store = new ConnectionStore({ db })
    keychain = new MemoryKeychain()
  })

  afterEach(() => db.close())

  it('opens what it sealed, after a restart too', async () => {
    const row = await connect('keychain')
    expect((await newProcess().open(row)).reveal()).toEqual(credentials)
  })

  it('hands credentials out in a form that does not print', async () => {
    const opened = await newProcess().open(await connect('keychain'))
    expect(inspect(opened) + JSON.stringify(opened) + String(opened)).not.toContain(
      credentials.applicationKey,
    )
  })

  it('writes neither value in the clear', async () => {
    await connect('keychain')
    const written = Buffer.from(db.sqlite.serialize())
    for (const value of Object.values(credentials)) expect(written.includes(value)).toBe(false)
  })

  it('seals the same value differently each time', async () => {
    const vault = newProcess()
    const first = await vault.seal(id, credentials, 'keychain')
    const second = await vault.seal(id, credentials, 'keychain')
    expect(first.sealedAccountId?.equals(second.sealedAccountId!)).toBe(false)
  })

  it('opens neither another connection’s record nor one from the other column', async () => {
    const row = await connect('keychain')
    const vault = newProcess()
    const moved = { ...row, id: '22222222-2222-4222-8222-222222222222' }
    await expect(vault.open(moved)).rejects.toMatchObject({ code: 'secret_damaged' })
    const swapped = {
      ...row,
      sealedAccountId: row.sealedApplicationKey,
      sealedApplicationKey: row.sealedAccountId,
    }
    await expect(vault.open(swapped)).rejects.toMatchObject({ code: 'secret_damaged' })
  })

  it('tells a damaged record from a wrong key', async () => {
    const row = await connect('keychain')
    const changed = Buffer.from(row.sealedApplicationKey!)
    changed[changed.length - 1]! ^= 1
    await expect(newProcess().open({ ...row, sealedApplicationKey: changed })).rejects.toMatchObject({
      code: 'secret_damaged',
    })
    for (const name of keychain.entries.keys())
      keychain.entries.set(name, Buffer.alloc(32).toString('base64url'))
    await expect(newProcess().open(row)).rejects.toMatchObject({ code: 'key_wrong' })
  })

  it('leaves what is sealed untouched while the keychain is locked, and opens it after', async () => {
    const row = await connect('keychain')
    keychain.fail('keychain_locked')
    const vault = newProcess()
    await expect(vault.open(row)).rejects.toMatchObject({
      code: 'keychain_locked',
      message: expect.stringContaining('Unlock'),
    })
    keychain.fail(null)
    expect((await vault.open(row)).reveal()).toEqual(credentials)
    expect(store.get(id)).toEqual(row)
  })

  it('seals entered keys again when the keychain has lost its entry', async () => {
    const row = await connect('keychain')
    keychain.entries.clear()
    await expect(newProcess().open(row)).rejects.toMatchObject({ code: 'key_missing' })
    store.update(id, await newProcess().seal(id, credentials, 'keychain'))
    expect((await newProcess().open(store.get(id)!)).reveal()).toEqual(credentials)
  })

  it('keeps session keys in memory only', async () => {
    keychain.fail('keychain_missing')
    const vault = newProcess()
    const row = await connect('session', vault)
    expect((await vault.open(row)).reveal()).toEqual(credentials)
    expect(row).toMatchObject({ sealedAccountId: null, sealedApplicationKey: null })
    await expect(newProcess().open(row)).rejects.toMatchObject({
      code: 'key_missing',
      message: expect.stringContaining('one session only'),
    })
  })

  it('goes by the row, so that a replacement that could not be stored changes nothing', async () => {
    const vault = newProcess()
    const replacement = { ...credentials, applicationKey: 'another key' }
    const row = await connect('session', vault)
    await vault.seal(id, replacement, 'keychain')
    expect((await vault.open(row)).reveal()).toEqual(credentials)

    const stored = {
      ...row,
      ...(await vault.seal(id, credentials, 'keychain')),
      keysHeldIn: 'keychain' as const,
    }
    await vault.seal(id, replacement, 'session')
    expect((await vault.open(stored)).reveal()).toEqual(credentials)
  })

  it('forgets session keys', async () => {
    const vault = newProcess()
    const row = await connect('session', vault)
    vault.forget(id)
    await expect(vault.open(row)).rejects.toMatchObject({ code: 'key_missing' })
  })

  function newProcess(): CredentialVault {
    const keys = new MasterKeys({ db, keychain, clock, random: nodeRandom, log: silentLog })
    return new CredentialVault({ keys, random: nodeRandom })
  }

  async function connect(keysHeldIn: 'keychain' | 'session', vault = newProcess()): Promise<ConnectionRow> {
    store.insert({
      id,
      provider: 'cin7',
      source: 'account',
      companyName: 'Shop',
      currency: 'NZD',
      timeZone: 'Pacific/Auckland',
      apiUrl: 'https://example.test/',
      keysHeldIn,
      ...(await vault.seal(id, credentials, keysHeldIn)),
      state: 'active',
      verifiedAt: null,
      createdAt: 0,
    })
    return store.get(id)!
  }
})

describe('mask', () => {
  it('shows the first eight and the last four characters', () => {
    expect(mask(credentials.accountId)).toBe(`a1b2c3d4${DOTS}e001`)
  })

  it('shows nothing of a value of which it would show half or more', () => {
    expect(mask('a'.repeat(23))).toBe(DOTS)
    expect(mask('a'.repeat(24))).toBe(`aaaaaaaa${DOTS}aaaa`)
    expect(mask('')).toBe(DOTS)
  })
})
