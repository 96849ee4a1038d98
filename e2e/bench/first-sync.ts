import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import BetterSqlite3 from 'better-sqlite3'
import { migrate } from '../../electron/db/migrate'
import { readMigrations } from '../../electron/db/migration-files'
import { setPragmas } from '../../electron/db/pragmas'
import { defaultPace, scalePace } from '../../electron/integrations/cin7'
import { shippedMigrations } from '../../electron/testing/test-database'
import { count, type Figure, ms, seconds } from './figures'
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process'
import { durationOf, withTimedApp } from './timed-app'
import { availabilityList, fetchTexts, productList } from './wire-pages'

const PRODUCTS = 20_000
/** The service is not limited here, so the app is not to hold back either. */
const unpaced = scalePace(defaultPace, 1e-6)

/** (b) and (d): a first sync from an unlimited service, and how long the main loop was kept busy by it. */
export async function measureFirstSync(): Promise<Figure[]> {
  const simulator = await startSimulatorProcess('--products', `${PRODUCTS}`, '--limit', 'none')
  const dataDir = mkdtempSync(join(tmpdir(), 'shelfwatch-bench-'))
  try {
    // The first reading of a page makes the simulator build it; that is not what is measured.
    const texts = {
      products: await fetchTexts(simulator, productList),
      availability: await fetchTexts(simulator, availabilityList),
    }
    const { tookMs, rows, p99, max } = await syncOnce(simulator, dataDir)
    const bareMs = writeBare(texts, join(dataDir, 'shelfwatch.db'))
    const ours = rows / (tookMs / 1000)
    const bare = rows / (bareMs / 1000)
    return [
      {
        id: 'b',
        what: `First sync, ${count(PRODUCTS)} products × 3 locations, unlimited service: rows a second`,
        ours: `${count(ours)} (${count(rows)} rows in ${seconds(tookMs)})`,
        baseline: `${count(bare)} (parse and write the same rows, ${seconds(bareMs)})`,
        ratio: ours / bare,
        aim: '≥ 0.4',
        isReached: ours / bare >= 0.4,
      },
      {
        id: 'd',
        what: 'Main-loop delay during it, p99 and longest',
        ours: `${ms(p99)}, ${ms(max)}`,
        baseline: '',
        ratio: null,
        aim: '< 50 ms, < 200 ms',
        isReached: p99 < 50 && max < 200,
      },
    ]
  } finally {
    await simulator.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function syncOnce(simulator: SimulatorProcess, dataDir: string) {
  return withTimedApp(simulator, { pace: unpaced, dataDir }, async (app) => {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const run = await app.sync()
    delay.disable()
    return {
      tookMs: durationOf(run),
      rows: run.products + run.stockRows,
      p99: delay.percentile(99) / 1e6,
      max: delay.max / 1e6,
    }
  })
}

/** Parses the same pages and writes the same rows that the sync left behind, 1,000 to a transaction. */
function writeBare(texts: { products: string[]; availability: string[] }, filled: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'shelfwatch-bare-'))
  const source = new BetterSqlite3(filled, { readonly: true })
  const tables = [
    'connections',
    'locations',
    'suppliers',
    'products',
    'product_suppliers',
    'reorder_points',
    'stock_rows',
    'stock_levels',
  ].map((name) => ({ name, rows: source.prepare<[], unknown[]>(`SELECT * FROM ${name}`).raw().all() }))
  source.close()
  const bare = new BetterSqlite3(join(folder, 'bare.db'))
  try {
    setPragmas(bare)
    migrate(bare, readMigrations(shippedMigrations), Date.now())
    const startedAt = performance.now()
    for (const text of [...texts.products, ...texts.availability]) JSON.parse(text)
    for (const { name, rows } of tables) insertAll(bare, name, rows)
    return performance.now() - startedAt
  } finally {
    bare.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function insertAll(db: BetterSqlite3.Database, table: string, rows: unknown[][]): void {
  const marks = rows[0]?.map(() => '?').join(', ')
  if (!marks) return
  const insert = db.prepare(`INSERT INTO ${table} VALUES (${marks})`)
  const insertSome = db.transaction((some: unknown[][]) => {
    for (const row of some) insert.run(row)
  })
  for (let start = 0; start < rows.length; start += 1_000) insertSome(rows.slice(start, start + 1_000))
}
