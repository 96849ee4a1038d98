import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreFiles } from '../testing/store-files'
import { shippedMigrations } from '../testing/test-database'

describe('openDatabase', () => {
  let store: StoreFiles

  beforeEach(() => {
    store = new StoreFiles()
  })

  afterEach(() => store.remove())

  describe('in good order', () => {
    it('starts empty on the first start and keeps what was written', async () => {
      await store.open()
      store.put('a')
      await store.reopen()
      expect(store.keys()).toEqual(['a'])
      expect(store.db?.notices).toEqual([])
      expect(store.db?.status()).toEqual({ writable: true, problem: null })
    })

    it('keeps what was written before a crash', async () => {
      await store.open()
      store.put('a')
      store.crash()
      await store.open()
      expect(store.keys()).toEqual(['a'])
      expect(store.db?.notices).toEqual([])
    })

    it('leaves nothing but the database and its mark behind', async () => {
      await store.open()
      store.put('a')
      store.db?.close()
      expect(store.names()).toEqual(['test.db', 'test.db.clean'])
    })

    it('refuses a data folder on a network share', async () => {
      await expect(store.open('//server/share/test.db')).rejects.toMatchObject({
        code: 'storage_failed',
      })
    })

    it('makes one backup a day and keeps three', async () => {
      await store.open()
      store.clock.jumpWallClock(1)
      await store.backUpDaily(5)
      expect(store.backups()).toHaveLength(3)
    })

    it('gives a backup up when it is closed, and clears it away later', async () => {
      await store.open()
      const backup = store.db?.backUpIfDue()
      store.db?.close()
      await backup
      mkdirSync(join(store.dataDir, 'backups'), { recursive: true })
      writeFileSync(join(store.dataDir, 'backups', 'old.db.part'), '')
      await store.open()
      await store.db?.backUpIfDue()
      expect(store.backups()).toEqual([expect.stringMatching(/Z\.db$/)])
    })

    it('also keeps the newest backup from before the data was last found to be whole', async () => {
      await store.open()
      store.clock.jumpWallClock(1)
      await store.backUpDaily(1)
      store.crash()
      await store.open()
      store.clock.jumpWallClock(1)
      const known = store.backups()[0]
      await store.backUpDaily(5)
      expect(store.backups()).toHaveLength(4)
      expect(store.backups()[0]).toBe(known)
    })
  })

  describe('written by a newer version', () => {
    it.each(['closed', 'crashed'])('refuses a %s file and leaves it as it is', async (how) => {
      await store.open()
      store.put('a')
      store.db?.close()
      const newer = new BetterSqlite3(store.file)
      newer.pragma('user_version = 999')
      if (how === 'crashed') cpSync(store.dataDir, join(store.folder, 'copy'), { recursive: true })
      newer.close()
      if (how === 'crashed') cpSync(join(store.folder, 'copy'), store.dataDir, { recursive: true })
      const before = readFileSync(store.file)

      await expect(store.open()).rejects.toMatchObject({ code: 'storage_newer' })
      expect(readFileSync(store.file).equals(before)).toBe(true)
    })
  })

  describe('with a pending migration', () => {
    it('makes a whole backup first', async () => {
      await store.open()
      store.put('a')
      store.db?.close()
      store.addMigration('next', 'CREATE TABLE more (id integer);')
      await store.open()
      store.put('b')
      expect(store.tables()).toContain('more')
      const copy = new BetterSqlite3(join(store.dataDir, 'backups', store.backups()[0]!))
      expect(copy.prepare('SELECT key FROM settings').pluck().all()).toEqual(['a'])
      expect(copy.pragma('quick_check', { simple: true })).toBe('ok')
      copy.close()
    })

    it('keeps the old file when the migration fails', async () => {
      await store.open()
      store.put('a')
      store.db?.close()
      store.addMigration(
        'bad',
        'CREATE TABLE more (id integer);--> statement-breakpoint SELECT * FROM nowhere;',
      )
      await expect(store.open()).rejects.toMatchObject({
        code: 'storage_failed',
        cause: { message: 'no such table: nowhere' },
      })

      store.migrationsFolder = shippedMigrations
      await store.open()
      expect(store.keys()).toEqual(['a'])
      expect(store.tables()).not.toContain('more')
    })
  })
})
