import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { settings } from '../../drizzle/schema'
import type { Database } from '../db/database'
import { openDatabase } from '../db/open-database'
import { FakeClock } from './fake-clock'
import { silentLog } from './node-ports'
import { shippedMigrations } from './test-database'

const DAY = 24 * 60 * 60 * 1000

/** A store's folder, which a test may open, damage and open again. The settings stand for all data. */
export class StoreFiles {
  readonly clock = new FakeClock()
  readonly folder = mkdtempSync(join(tmpdir(), 'store-files-'))
  readonly dataDir = join(this.folder, 'data')
  readonly file = join(this.dataDir, 'test.db')
  migrationsFolder = join(this.folder, 'migrations')
  db: Database | undefined

  constructor() {
    chmodSync(this.folder, 0o777)
    cpSync(shippedMigrations, this.migrationsFolder, { recursive: true })
    mkdirSync(this.dataDir)
    chmodSync(this.dataDir, 0o777)
  }

  remove(): void {
    this.db?.close()
    chmodSync(this.dataDir, 0o777)
    rmSync(this.folder, { recursive: true, force: true })
  }

  async open(file = this.file): Promise<void> {
    const { migrationsFolder, clock } = this
    this.db = await openDatabase({ file, migrationsFolder, clock, log: silentLog })
  }

  async reopen(): Promise<void> {
    this.db?.close()
    await this.open()
  }

  async backUpDaily(days: number): Promise<void> {
    for (let day = 0; day < days; day += 1) {
      await this.db?.backUpIfDue()
      await this.db?.backUpIfDue()
      this.clock.jumpWallClock(DAY)
    }
  }

  /** What a killed program leaves behind: the files as they are while it runs. */
  crash(): void {
    const copy = join(this.folder, 'copy')
    cpSync(this.dataDir, copy, { recursive: true })
    this.db?.close()
    rmSync(this.dataDir, { recursive: true })
    cpSync(copy, this.dataDir, { recursive: true })
    for (const name of readdirSync(copy)) chmodSync(join(this.dataDir, name), 0o666)
  }

  put(key: string): void {
    this.db?.write(() => this.db?.orm.insert(settings).values({ key, value: '1' }).run())
  }

  keys(): string[] {
    return this.db!.orm.select()
      .from(settings)
      .all()
      .map((row) => row.key)
  }

  tables(): unknown[] {
    return this.db!.sqlite.prepare('SELECT name FROM sqlite_schema').pluck().all()
  }

  names(): string[] {
    return readdirSync(this.dataDir).sort()
  }

  backups(): string[] {
    return readdirSync(join(this.dataDir, 'backups')).sort()
  }

  overwrite(from: number, length: number): void {
    const bytes = readFileSync(this.file)
    bytes.fill(0x5a, from, from + length)
    writeFileSync(this.file, bytes)
  }

  /** Damage that leaves the file's size and time as they were when it was closed. */
  decay(): void {
    this.overwrite(5000, 20_000)
    const mark = JSON.parse(readFileSync(`${this.file}.clean`, 'utf8'))
    writeFileSync(`${this.file}.clean`, JSON.stringify({ ...mark, modifiedMs: statSync(this.file).mtimeMs }))
  }

  addMigration(tag: string, sql: string): void {
    const journalFile = join(this.migrationsFolder, 'meta', '_journal.json')
    const journal = JSON.parse(readFileSync(journalFile, 'utf8'))
    journal.entries.push({ idx: journal.entries.length, tag })
    writeFileSync(journalFile, JSON.stringify(journal))
    writeFileSync(join(this.migrationsFolder, `${tag}.sql`), sql)
  }
}
