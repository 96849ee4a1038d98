import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreFiles } from '../testing/store-files'

/** Where the fields of a database's header begin, and some of their last bytes. */
const HEADER_FIELDS = [
  0, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 28, 32, 36, 40, 44, 47, 48, 52, 56, 59, 60, 64, 68, 72, 92, 96,
]
const DAY = 24 * 60 * 60 * 1000

describe('a damaged database', () => {
  let store: StoreFiles

  beforeEach(() => {
    store = new StoreFiles()
  })

  afterEach(() => store.remove())

  it.each([
    ['with a destroyed header', () => store.overwrite(0, 100)],
    ['with destroyed pages', () => store.overwrite(5000, 20_000)],
    ['cut short', () => truncateSync(store.file, statSync(store.file).size / 2)],
    ['empty', () => truncateSync(store.file, 0)],
    ['gone', () => rmSync(store.file)],
    ['replaced by something else', () => writeFileSync(store.file, 'not a database'.repeat(100))],
  ])('puts the newest good backup in place of a file that is %s, and says so', async (_how, damage) => {
    await store.open()
    store.put('a')
    await store.db?.backUpIfDue()
    store.put('later')
    store.db?.close()
    damage()
    store.clock.jumpWallClock(DAY)

    await store.open()
    expect(store.keys()).toEqual(['a'])
    expect(store.db?.notices).toHaveLength(1)
    expect(store.db?.notices[0]?.message).toMatch(/\d+ November 2026.*backup of \d+ November 2026/)
    store.put('b')
    await store.reopen()
    expect(store.keys()).toEqual(['a', 'b'])
    expect(store.db?.notices).toEqual([])
  })

  it('keeps the damaged file, with its write-ahead log', async () => {
    await store.open()
    store.put('a')
    store.crash()
    store.overwrite(0, 100)
    const damaged = readFileSync(store.file)
    const log = readFileSync(`${store.file}-wal`)

    await store.open()
    const aside = store.names().find((name) => name.includes('damaged') && name.endsWith('Z'))!
    expect(readFileSync(join(store.dataDir, aside)).equals(damaged)).toBe(true)
    expect(readFileSync(join(store.dataDir, `${aside}-wal`)).equals(log)).toBe(true)
    expect(store.keys()).toEqual([])
  })

  it('starts empty where there is no backup, and says what to do', async () => {
    await store.open()
    store.put('a')
    store.db?.close()
    store.overwrite(0, 100)
    await store.open()
    expect(store.keys()).toEqual([])
    expect(store.db?.notices[0]?.message).toContain('Connect your account again')
  })

  it('passes over a damaged backup', async () => {
    await store.open()
    store.put('a')
    await store.db?.backUpIfDue()
    store.clock.jumpWallClock(DAY)
    store.put('b')
    await store.db?.backUpIfDue()
    store.db?.close()
    writeFileSync(join(store.dataDir, 'backups', store.backups().at(-1)!), 'no backup')
    rmSync(store.file)

    await store.open()
    expect(store.keys()).toEqual(['a'])
  })

  it('finds damage from a decaying disk within a week', async () => {
    await store.open()
    store.put('a')
    store.db?.close()
    store.decay()
    store.clock.jumpWallClock(7 * DAY)
    await store.open()
    expect(store.db?.notices).toHaveLength(1)
  })

  it('finds damage at the next start that a read has run into', async () => {
    await store.open()
    store.put('a')
    store.db?.close()
    store.decay()
    await store.open()
    expect(store.db?.notices).toEqual([])
    store.db?.translate(failureOf(() => store.db?.sqlite.pragma('integrity_check')))
    store.db?.translate(failureOf(() => store.db?.sqlite.exec('SELECT * FROM settings ORDER BY value')))

    await store.reopen()
    expect(store.db?.notices).toHaveLength(1)
  })

  it('starts whatever field of the header is wrong', async () => {
    await store.open()
    store.put('a')
    store.db?.close()
    const good = readFileSync(store.file)
    for (const position of HEADER_FIELDS) {
      const bytes = Buffer.from(good)
      bytes[position]! ^= 0xff
      writeFileSync(store.file, bytes)
      const outcome = await store.open().then(
        () => 'started',
        (error: { code?: string }) => error.code,
      )
      // The version number: a larger one cannot be told from a newer file.
      const isVersion = position >= 60 && position < 64
      expect([position, outcome]).toEqual([position, isVersion ? 'storage_newer' : 'started'])
      if (outcome === 'started') store.put('b')
      store.db?.close()
    }
  })
})

function failureOf(work: () => unknown): unknown {
  try {
    work()
    return null
  } catch (error) {
    return error
  }
}
