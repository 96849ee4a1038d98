import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settings } from '../../drizzle/schema'
import { FakeClock } from '../testing/fake-clock'
import { silentLog } from '../testing/node-ports'
import { asOrdinaryUser } from '../testing/ordinary-user'
import { shippedMigrations } from '../testing/test-database'
import type { Database } from './database'
import { openDatabase } from './open-database'

/** Where the fields of a database's header begin, and some of their last bytes. */
const HEADER_FIELDS = [
  0, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 28, 32, 36, 40, 44, 47, 48, 52, 56, 59, 60, 64, 68, 72, 92, 96,
]
const DAY = 24 * 60 * 60 * 1000

describe('openDatabase', () => {
  let folder: string
  let file: string
  let migrationsFolder: string
  let clock: FakeClock
  let db: Database | undefined

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'open-database-'))
    chmodSync(folder, 0o777)
    migrationsFolder = join(folder, 'migrations')
    cpSync(shippedMigrations, migrationsFolder, { recursive: true })
    mkdirSync(join(folder, 'data'))
    chmodSync(join(folder, 'data'), 0o777)
    file = join(folder, 'data', 'test.db')
    clock = new FakeClock()
  })

  afterEach(() => {
    db?.close()
    chmodSync(join(folder, 'data'), 0o777)
    rmSync(folder, { recursive: true, force: true })
  })

  describe('in good order', () => {
    it('starts empty on the first start and keeps what was written', async () => {
      await open()
      put('a')
      await reopen()
      expect(keys()).toEqual(['a'])
      expect(db?.notices).toEqual([])
      expect(db?.status()).toEqual({ writable: true, problem: null })
    })

    it('keeps what was written before a crash', async () => {
      await open()
      put('a')
      crash()
      await open()
      expect(keys()).toEqual(['a'])
      expect(db?.notices).toEqual([])
    })

    it('leaves nothing but the database and its mark behind', async () => {
      await open()
      put('a')
      db?.close()
      expect(names()).toEqual(['test.db', 'test.db.clean'])
    })

    it('refuses a data folder on a network share', async () => {
      await expect(openDatabase({ ...deps(), file: '//server/share/test.db' })).rejects.toMatchObject({
        code: 'storage_failed',
      })
    })

    it('makes one backup a day and keeps three', async () => {
      await open()
      clock.jumpWallClock(1)
      await backUpDaily(5)
      expect(backups()).toHaveLength(3)
    })

    it('gives a backup up when it is closed, and clears it away later', async () => {
      await open()
      const backup = db?.backUpIfDue()
      db?.close()
      await backup
      mkdirSync(join(folder, 'data', 'backups'), { recursive: true })
      writeFileSync(join(folder, 'data', 'backups', 'old.db.part'), '')
      await open()
      await db?.backUpIfDue()
      expect(backups()).toEqual([expect.stringMatching(/Z\.db$/)])
    })

    it('also keeps the newest backup from before the data was last found to be whole', async () => {
      await open()
      clock.jumpWallClock(1)
      await backUpDaily(1)
      crash()
      await open()
      clock.jumpWallClock(1)
      const known = backups()[0]
      await backUpDaily(5)
      expect(backups()).toHaveLength(4)
      expect(backups()[0]).toBe(known)
    })
  })

  describe('written by a newer version', () => {
    it.each(['closed', 'crashed'])('refuses a %s file and leaves it as it is', async (how) => {
      await open()
      put('a')
      db?.close()
      const newer = new BetterSqlite3(file)
      newer.pragma('user_version = 999')
      if (how === 'crashed') cpSync(join(folder, 'data'), join(folder, 'copy'), { recursive: true })
      newer.close()
      if (how === 'crashed') cpSync(join(folder, 'copy'), join(folder, 'data'), { recursive: true })
      const before = readFileSync(file)

      await expect(open()).rejects.toMatchObject({ code: 'storage_newer' })
      expect(readFileSync(file).equals(before)).toBe(true)
    })
  })

  describe('damaged', () => {
    it.each([
      ['with a destroyed header', () => overwrite(0, 100)],
      ['with destroyed pages', () => overwrite(5000, 20_000)],
      ['cut short', () => truncateSync(file, statSync(file).size / 2)],
      ['empty', () => truncateSync(file, 0)],
      ['gone', () => rmSync(file)],
      ['replaced by something else', () => writeFileSync(file, 'not a database'.repeat(100))],
    ])('puts the newest good backup in place of a file that is %s, and says so', async (_how, damage) => {
      await open()
      put('a')
      await db?.backUpIfDue()
      put('later')
      db?.close()
      damage()
      clock.jumpWallClock(DAY)

      await open()
      expect(keys()).toEqual(['a'])
      expect(db?.notices).toHaveLength(1)
      expect(db?.notices[0]?.message).toMatch(/\d+ November 2026.*backup of \d+ November 2026/)
      put('b')
      await reopen()
      expect(keys()).toEqual(['a', 'b'])
      expect(db?.notices).toEqual([])
    })

    it('keeps the damaged file, with its write-ahead log', async () => {
      await open()
      put('a')
      crash()
      overwrite(0, 100)
      const damaged = readFileSync(file)
      const log = readFileSync(`${file}-wal`)

      await open()
      const aside = names().find((name) => name.includes('damaged') && name.endsWith('Z'))!
      expect(readFileSync(join(folder, 'data', aside)).equals(damaged)).toBe(true)
      expect(readFileSync(join(folder, 'data', `${aside}-wal`)).equals(log)).toBe(true)
      expect(keys()).toEqual([])
    })

    it('starts empty where there is no backup, and says what to do', async () => {
      await open()
      put('a')
      db?.close()
      overwrite(0, 100)
      await open()
      expect(keys()).toEqual([])
      expect(db?.notices[0]?.message).toContain('Connect your account again')
    })

    it('passes over a damaged backup', async () => {
      await open()
      put('a')
      await db?.backUpIfDue()
      clock.jumpWallClock(DAY)
      put('b')
      await db?.backUpIfDue()
      db?.close()
      writeFileSync(join(folder, 'data', 'backups', backups().at(-1)!), 'no backup')
      rmSync(file)

      await open()
      expect(keys()).toEqual(['a'])
    })

    it('finds damage from a decaying disk within a week', async () => {
      await open()
      put('a')
      db?.close()
      decay()
      clock.jumpWallClock(7 * DAY)
      await open()
      expect(db?.notices).toHaveLength(1)
    })

    it('finds damage at the next start that a read has run into', async () => {
      await open()
      put('a')
      db?.close()
      decay()
      await open()
      expect(db?.notices).toEqual([])
      db?.translate(failureOf(() => db?.sqlite.pragma('integrity_check')))
      db?.translate(failureOf(() => db?.sqlite.exec('SELECT * FROM settings ORDER BY value')))

      await reopen()
      expect(db?.notices).toHaveLength(1)
    })

    it('starts whatever field of the header is wrong', async () => {
      await open()
      put('a')
      db?.close()
      const good = readFileSync(file)
      for (const position of HEADER_FIELDS) {
        const bytes = Buffer.from(good)
        bytes[position]! ^= 0xff
        writeFileSync(file, bytes)
        const outcome = await open().then(
          () => 'started',
          (error: { code?: string }) => error.code,
        )
        // The version number: a larger one cannot be told from a newer file.
        const isVersion = position >= 60 && position < 64
        expect([position, outcome]).toEqual([position, isVersion ? 'storage_newer' : 'started'])
        if (outcome === 'started') put('b')
        db?.close()
      }
    })
  })

  describe('with a pending migration', () => {
    it('makes a whole backup first', async () => {
      await open()
      put('a')
      db?.close()
      addMigration('next', 'CREATE TABLE more (id integer);')
      await open()
      put('b')
      expect(tables()).toContain('more')
      const copy = new BetterSqlite3(join(folder, 'data', 'backups', backups()[0]!))
      expect(copy.prepare('SELECT key FROM settings').pluck().all()).toEqual(['a'])
      expect(copy.pragma('quick_check', { simple: true })).toBe('ok')
      copy.close()
    })

    it('keeps the old file when the migration fails', async () => {
      await open()
      put('a')
      db?.close()
      addMigration('bad', 'CREATE TABLE more (id integer);--> statement-breakpoint SELECT * FROM nowhere;')
      await expect(open()).rejects.toMatchObject({
        code: 'storage_failed',
        cause: { message: 'no such table: nowhere' },
      })

      migrationsFolder = shippedMigrations
      await open()
      expect(keys()).toEqual(['a'])
      expect(tables()).not.toContain('more')
    })
  })

  describe('that may not be written to', () => {
    const cases: [string, () => void][] = [
      ['file', () => chmodSync(file, 0o444)],
      ['folder', () => chmodSync(join(folder, 'data'), 0o555)],
    ]

    it.each(cases)('can be read when the %s is read-only, and says what to do', async (_what, forbid) => {
      await open()
      put('a')
      db?.close()
      forbid()
      await asOrdinaryUser(async () => {
        await open()
        expect(keys()).toEqual(['a'])
        expect(db?.status()).toMatchObject({ writable: false, problem: { code: 'storage_read_only' } })
        expect(() => put('b')).toThrow(expect.objectContaining({ code: 'storage_read_only' }))
        db?.close()
      })
    })

    it('shows what was written before a crash', async () => {
      await open()
      put('a')
      crash()
      chmodSync(join(folder, 'data'), 0o555)
      await asOrdinaryUser(async () => {
        await open()
        expect(keys()).toEqual(['a'])
        db?.close()
      })
    })

    it('can be read after an update of the app, without the file being changed', async () => {
      await open()
      put('a')
      db?.close()
      const before = readFileSync(file)
      addMigration('next', 'CREATE TABLE more (id integer);')
      chmodSync(join(folder, 'data'), 0o555)
      await asOrdinaryUser(async () => {
        await open()
        expect(tables()).toContain('more')
        expect(keys()).toEqual(['a'])
        db?.close()
      })
      expect(readFileSync(file).equals(before)).toBe(true)
    })

    it('starts empty when there is no file yet', async () => {
      chmodSync(join(folder, 'data'), 0o555)
      await asOrdinaryUser(async () => {
        await open()
        expect(keys()).toEqual([])
        expect(db?.status().writable).toBe(false)
        db?.close()
      })
    })
  })

  async function open(): Promise<void> {
    db = await openDatabase(deps())
  }

  function deps() {
    return { file, migrationsFolder, clock, log: silentLog }
  }

  async function reopen(): Promise<void> {
    db?.close()
    await open()
  }

  async function backUpDaily(days: number): Promise<void> {
    for (let day = 0; day < days; day += 1) {
      await db?.backUpIfDue()
      await db?.backUpIfDue()
      clock.jumpWallClock(DAY)
    }
  }

  /** What a killed program leaves behind: the files as they are while it runs. */
  function crash(): void {
    const copy = join(folder, 'copy')
    cpSync(join(folder, 'data'), copy, { recursive: true })
    db?.close()
    rmSync(join(folder, 'data'), { recursive: true })
    cpSync(copy, join(folder, 'data'), { recursive: true })
    for (const name of readdirSync(copy)) chmodSync(join(folder, 'data', name), 0o666)
  }

  function put(key: string): void {
    db?.write(() => db?.orm.insert(settings).values({ key, value: '1' }).run())
  }

  function keys(): string[] {
    return db!.orm
      .select()
      .from(settings)
      .all()
      .map((row) => row.key)
  }

  function failureOf(work: () => unknown): unknown {
    try {
      work()
      return null
    } catch (error) {
      return error
    }
  }

  function tables(): unknown[] {
    return db!.sqlite.prepare('SELECT name FROM sqlite_schema').pluck().all()
  }

  function names(): string[] {
    return readdirSync(join(folder, 'data')).sort()
  }

  function backups(): string[] {
    return readdirSync(join(folder, 'data', 'backups')).sort()
  }

  function overwrite(from: number, length: number): void {
    const bytes = readFileSync(file)
    bytes.fill(0x5a, from, from + length)
    writeFileSync(file, bytes)
  }

  /** Damage that leaves the file's size and time as they were when it was closed. */
  function decay(): void {
    overwrite(5000, 20_000)
    const mark = JSON.parse(readFileSync(`${file}.clean`, 'utf8'))
    writeFileSync(`${file}.clean`, JSON.stringify({ ...mark, modifiedMs: statSync(file).mtimeMs }))
  }

  function addMigration(tag: string, sql: string): void {
    const journalFile = join(migrationsFolder, 'meta', '_journal.json')
    const journal = JSON.parse(readFileSync(journalFile, 'utf8'))
    journal.entries.push({ idx: journal.entries.length, tag })
    writeFileSync(journalFile, JSON.stringify(journal))
    writeFileSync(join(migrationsFolder, `${tag}.sql`), sql)
  }
})
