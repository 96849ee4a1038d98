import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settings } from '../../drizzle/schema'
import { FakeClock } from '../testing/fake-clock'
import { silentLog } from '../testing/node-ports'
import { shippedMigrations } from '../testing/test-database'
import { openDatabase } from './open-database'

const child = fileURLToPath(new URL('../testing/crash-child.ts', import.meta.url))

/** Takes some tenths of a second, so that the end comes in the middle of it. */
const LONG_MIGRATION = `
CREATE TABLE many (id integer PRIMARY KEY, text text);--> statement-breakpoint
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 200000)
  INSERT INTO many SELECT n, hex(n) FROM numbers;`

describe('a program killed', { timeout: 60_000 }, () => {
  let folder: string
  let file: string
  let migrationsFolder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crash-'))
    file = join(folder, 'test.db')
    migrationsFolder = join(folder, 'migrations')
    cpSync(shippedMigrations, migrationsFolder, { recursive: true })
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it.each([1, 40, 200])('after commit %s has lost none of them', async (commits) => {
    const acknowledged = await killAt((line) => line === String(commits))
    const { rows, notices, check } = await look()
    expect(rows).toBeGreaterThanOrEqual(Number(acknowledged.at(-1)))
    expect({ notices, check }).toEqual({ notices: [], check: 'ok' })
  })

  it('in the middle of a migration leaves the old schema, and the next start migrates it', async () => {
    await killAt((line) => line === '10')
    addMigration('long', LONG_MIGRATION)
    const lines = await killAt((line) => line === 'backup made')
    expect(lines.at(-1)).toBe('backup made')

    const killed = new BetterSqlite3(file, { readonly: true })
    expect(killed.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'many'").pluck().get()).toBe(0)
    killed.close()
    const { rows, tables, notices, check } = await look()
    expect(rows).toBeGreaterThanOrEqual(10)
    expect(tables).toContain('many')
    expect({ notices, check }).toEqual({ notices: [], check: 'ok' })
  })

  /** Starts the program, kills it without warning at the first line that fits, and returns all lines. */
  async function killAt(isTheEnd: (line: string) => boolean): Promise<string[]> {
    const program = spawn(process.execPath, ['--import', 'tsx', child, file, migrationsFolder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(program, 'exit')
    const lines: string[] = []
    for await (const line of createInterface({ input: program.stdout })) {
      lines.push(line)
      if (isTheEnd(line)) program.kill('SIGKILL')
    }
    await exited
    return lines
  }

  async function look() {
    const db = await openDatabase({ file, migrationsFolder, clock: new FakeClock(), log: silentLog })
    try {
      return {
        rows: db.orm.select().from(settings).all().length,
        tables: db.sqlite.prepare('SELECT name FROM sqlite_schema').pluck().all(),
        notices: db.notices,
        check: db.sqlite.pragma('integrity_check', { simple: true }),
      }
    } finally {
      db.close()
    }
  }

  function addMigration(tag: string, sql: string): void {
    const journalFile = join(migrationsFolder, 'meta', '_journal.json')
    const journal = JSON.parse(readFileSync(journalFile, 'utf8'))
    journal.entries.push({ idx: journal.entries.length, tag })
    writeFileSync(journalFile, JSON.stringify(journal))
    writeFileSync(join(migrationsFolder, `${tag}.sql`), sql)
  }
})
