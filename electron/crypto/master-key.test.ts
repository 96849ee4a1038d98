import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { masterKeys } from '../../drizzle/schema'
import type { Database } from '../db/database'
import { FakeClock } from '../testing/fake-clock'
import { MemoryKeychain } from '../testing/memory-keychain'
import { nodeRandom, silentLog } from '../testing/node-ports'
import { openTestDatabase } from '../testing/test-database'
import { MasterKeys } from './master-key'

describe('MasterKeys', () => {
  let db: Database
  let keychain: MemoryKeychain
  let clock: FakeClock

  beforeEach(() => {
    db = openTestDatabase()
    keychain = new MemoryKeychain()
    clock = new FakeClock()
  })

  afterEach(() => db.close())

  it('makes a key on first use and finds it again after a restart', async () => {
    const made = await newProcess().forSealing()
    expect(made.bytes).toHaveLength(32)
    const keys = newProcess()
    expect(await keys.forOpening(made.id)).toEqual(made)
    expect(await keys.forSealing()).toEqual(made)
    expect(keychain.entries.size).toBe(1)
  })

  it('asks the keychain once', async () => {
    const { id } = await newProcess().forSealing()
    keychain.reads = 0
    const keys = newProcess()
    await keys.forOpening(id)
    await keys.forOpening(id)
    await keys.forSealing()
    expect(keychain.reads).toBe(1)
  })

  it('stores nothing of the key in the database', async () => {
    const { bytes } = await newProcess().forSealing()
    const row = db.orm.select().from(masterKeys).get()!
    expect(row.checkValue.includes(bytes.subarray(0, 8))).toBe(false)
  })

  it.each(['keychain_locked', 'keychain_missing', 'keychain_unloadable'] as const)(
    'changes nothing when the keychain says %s',
    async (trouble) => {
      const { id } = await newProcess().forSealing()
      keychain.fail(trouble)
      await expect(newProcess().forOpening(id)).rejects.toMatchObject({ code: trouble })
      await expect(newProcess().forSealing()).rejects.toMatchObject({ code: trouble })
      keychain.fail(null)
      expect(keychain.entries.size).toBe(1)
      expect(keyIds()).toEqual([id])
      expect((await newProcess().forOpening(id)).id).toBe(id)
    },
  )

  it('gives up on a keychain that does not answer within 10 seconds', async () => {
    const { id } = await newProcess().forSealing()
    keychain.fail('silent')
    const opening = expect(newProcess().forOpening(id)).rejects.toMatchObject({ code: 'keychain_timed_out' })
    const sealing = expect(newProcess().forSealing()).rejects.toMatchObject({ code: 'keychain_timed_out' })
    await clock.advance(10_000)
    await opening
    await sealing
    expect(keyIds()).toEqual([id])
  })

  it('never makes a key just to open something', async () => {
    const { id } = await newProcess().forSealing()
    keychain.entries.clear()
    await expect(newProcess().forOpening(id)).rejects.toMatchObject({ code: 'key_missing' })
    await expect(newProcess().forOpening('0000000000000000')).rejects.toMatchObject({ code: 'key_missing' })
    expect(keychain.entries.size).toBe(0)
  })

  it.each([
    ['another key', Buffer.alloc(32, 1).toString('base64url')],
    ['a short key', 'AAAA'],
    ['nothing', ''],
  ])('tells %s in the keychain from a missing one', async (_what, value) => {
    const { id } = await newProcess().forSealing()
    keychain.entries.set(id, value)
    await expect(newProcess().forOpening(id)).rejects.toMatchObject({ code: 'key_wrong' })
    expect(keychain.entries.get(id)).toBe(value)
  })

  it('makes a second key under another id for newly entered secrets when the first is lost', async () => {
    const lost = await newProcess().forSealing()
    keychain.entries.clear()
    const made = await newProcess().forSealing()
    expect(made.id).not.toBe(lost.id)
    expect(keyIds()).toEqual([lost.id, made.id])
    expect(await newProcess().forSealing()).toEqual(made)
  })

  it('does not overwrite an entry that holds something else', async () => {
    const first = await newProcess().forSealing()
    keychain.entries.set(first.id, 'something else')
    const made = await newProcess().forSealing()
    expect(keychain.entries.get(first.id)).toBe('something else')
    expect(made.id).not.toBe(first.id)
  })

  it('does not trust a keychain that forgets what it was given', async () => {
    keychain.write = async () => undefined
    await expect(newProcess().forSealing()).rejects.toMatchObject({ code: 'keychain_missing' })
    expect(keyIds()).toEqual([])
  })

  function newProcess(): MasterKeys {
    return new MasterKeys({ db, keychain, clock, random: nodeRandom, log: silentLog })
  }

  function keyIds(): string[] {
    return db.orm
      .select()
      .from(masterKeys)
      .all()
      .map((row) => row.keyId)
  }
})
