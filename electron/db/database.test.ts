import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settings } from '../../drizzle/schema'
import type { StorageStatus } from '../../shared/domain/app-status'
import { FakeClock } from '../testing/fake-clock'
import { openTestDatabase } from '../testing/test-database'
import type { Database } from './database'

describe('Database', () => {
  let folder: string
  let file: string
  let clock: FakeClock
  let db: Database
  let statuses: StorageStatus[]

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'database-'))
    file = join(folder, 'test.db')
    clock = new FakeClock()
    db = openTestDatabase({ file, clock })
    statuses = []
    db.onStatus((status) => statuses.push(status))
  })

  afterEach(() => {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('keeps nothing of a write that throws', () => {
    expect(() =>
      db.write(() => {
        put('a', '1')
        throw new Error('half-way')
      }),
    ).toThrow('half-way')
    expect(keys()).toEqual([])
    expect(db.status().writable).toBe(true)
  })

  it('joins a write inside a write to the outer one', () => {
    expect(() =>
      db.write(() => {
        db.write(() => put('a', '1'))
        throw new Error('half-way')
      }),
    ).toThrow('half-way')
    expect(keys()).toEqual([])
  })

  it('waits for the disk at every commit', () => {
    db.write(() => put('a', '1'))
    expect(db.sqlite.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.sqlite.pragma('journal_mode', { simple: true })).toBe('wal')
  })

  it('says that the disk is full, goes on reading, and writes again when there is space', () => {
    db.write(() => put('before', '1'))
    fillDisk()

    expect(() => db.write(() => put('large', 'x'.repeat(500_000)))).toThrow(
      expect.objectContaining({ code: 'storage_full', message: expect.stringContaining('Free some space') }),
    )
    expect(db.status()).toMatchObject({ writable: false, problem: { code: 'storage_full' } })
    expect(keys()).toEqual(['before'])

    freeDisk()
    db.write(() => put('after', '1'))
    expect(db.status()).toEqual({ writable: true, problem: null })
    expect(statuses.map((status) => status.writable)).toEqual([false, true])
  })

  it('finds out by itself that the trouble is over', async () => {
    db.sqlite.pragma('query_only = ON')
    expect(() => db.write(() => put('a', '1'))).toThrow(
      expect.objectContaining({ code: 'storage_read_only' }),
    )
    await clock.advance(30_000)
    expect(db.status().writable).toBe(false)

    db.sqlite.pragma('query_only = OFF')
    await clock.advance(10_000)
    expect(statuses.map((status) => status.writable)).toEqual([false, true])
  })

  it.each([
    ['SQLITE_IOERR_FSYNC', 'storage_failed'],
    ['SQLITE_IOERR_WRITE', 'storage_failed'],
    ['SQLITE_CANTOPEN_ISDIR', 'storage_failed'],
    ['SQLITE_READONLY_DBMOVED', 'storage_read_only'],
    ['SQLITE_CORRUPT', 'storage_failed'],
  ])('puts %s into words and acknowledges nothing', (sqliteCode, code) => {
    expect(() =>
      db.write(() => {
        put('a', '1')
        throw new BetterSqlite3.SqliteError('what SQLite says', sqliteCode)
      }),
    ).toThrow(expect.objectContaining({ code }))
    expect(keys()).toEqual([])
    expect(db.status().problem?.code).toBe(code)
  })

  it('writes nothing more after damage has shown, also when a read found it', async () => {
    const error = db.translate(new BetterSqlite3.SqliteError('malformed', 'SQLITE_CORRUPT'))
    expect(error).toMatchObject({
      code: 'storage_failed',
      message: expect.stringContaining('Start Shelfwatch again'),
    })
    await clock.advance(60_000)
    expect(() => db.write(() => put('a', '1'))).toThrow(expect.objectContaining({ code: 'storage_failed' }))
    expect(keys()).toEqual([])
    expect(db.status().writable).toBe(false)
  })

  it('tells of another program that holds the file, without calling the store broken', () => {
    const other = new BetterSqlite3(file)
    other.exec('BEGIN IMMEDIATE')
    db.sqlite.pragma('busy_timeout = 0')
    try {
      expect(() => db.write(() => put('a', '1'))).toThrow(
        expect.objectContaining({ message: expect.stringContaining('Another program') }),
      )
    } finally {
      other.close()
    }
    expect(db.status().writable).toBe(true)
    db.write(() => put('a', '1'))
  })

  it('leaves failures that are bugs as they are', () => {
    db.write(() => put('a', '1'))
    expect(() => db.write(() => put('a', '2'))).toThrow(
      expect.objectContaining({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' }),
    )
    expect(db.status().writable).toBe(true)
  })

  it('empties the write-ahead log within 30 seconds of a commit', async () => {
    db.write(() => put('a', '1'))
    expect(logSize()).toBeGreaterThan(0)
    await clock.advance(30_000)
    expect(logSize()).toBe(0)
  })

  it('tries the checkpoint again while a reader is in the way', async () => {
    db.write(() => put('a', '1'))
    const other = new BetterSqlite3(file, { readonly: true })
    other.exec('BEGIN; SELECT * FROM settings')
    db.sqlite.pragma('busy_timeout = 0')
    db.write(() => put('b', '1'))
    await clock.advance(30_000)
    expect(logSize()).toBeGreaterThan(0)

    other.close()
    await clock.advance(30_000)
    expect(logSize()).toBe(0)
  })

  it('leaves one whole file when it is closed', () => {
    db.write(() => put('a', '1'))
    db.close()
    db.close()
    expect(logSize()).toBe(0)
  })

  function put(key: string, value: string): void {
    db.orm.insert(settings).values({ key, value }).run()
  }

  function keys(): string[] {
    return db.orm
      .select()
      .from(settings)
      .all()
      .map((row) => row.key)
  }

  function logSize(): number {
    return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  }

  /** SQLite reports a file that may not grow as a full disk. This needs no rights, unlike a small disk. */
  function fillDisk(): void {
    db.sqlite.pragma(`max_page_count = ${db.sqlite.pragma('page_count', { simple: true })}`)
  }

  function freeDisk(): void {
    db.sqlite.pragma('max_page_count = 1000000')
  }
})
