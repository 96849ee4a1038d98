import { chmodSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asOrdinaryUser } from '../testing/ordinary-user'
import { StoreFiles } from '../testing/store-files'

describe('a database that may not be written to', () => {
  let store: StoreFiles

  beforeEach(() => {
    store = new StoreFiles()
  })

  afterEach(() => store.remove())

  const cases: [string, () => void][] = [
    ['file', () => chmodSync(store.file, 0o444)],
    ['folder', () => chmodSync(store.dataDir, 0o555)],
  ]

  it.each(cases)('can be read when the %s is read-only, and says what to do', async (_what, forbid) => {
    await store.open()
    store.put('a')
    store.db?.close()
    forbid()
    await asOrdinaryUser(async () => {
      await store.open()
      expect(store.keys()).toEqual(['a'])
      expect(store.db?.status()).toMatchObject({ writable: false, problem: { code: 'storage_read_only' } })
      expect(() => store.put('b')).toThrow(expect.objectContaining({ code: 'storage_read_only' }))
      store.db?.close()
    })
  })

  it('shows what was written before a crash', async () => {
    await store.open()
    store.put('a')
    store.crash()
    chmodSync(store.dataDir, 0o555)
    await asOrdinaryUser(async () => {
      await store.open()
      expect(store.keys()).toEqual(['a'])
      store.db?.close()
    })
  })

  it('can be read after an update of the app, without the file being changed', async () => {
    await store.open()
    store.put('a')
    store.db?.close()
    const before = readFileSync(store.file)
    store.addMigration('next', 'CREATE TABLE more (id integer);')
    chmodSync(store.dataDir, 0o555)
    await asOrdinaryUser(async () => {
      await store.open()
      expect(store.tables()).toContain('more')
      expect(store.keys()).toEqual(['a'])
      store.db?.close()
    })
    expect(readFileSync(store.file).equals(before)).toBe(true)
  })

  it('starts empty when there is no file yet', async () => {
    chmodSync(store.dataDir, 0o555)
    await asOrdinaryUser(async () => {
      await store.open()
      expect(store.keys()).toEqual([])
      expect(store.db?.status().writable).toBe(false)
      store.db?.close()
    })
  })
})
