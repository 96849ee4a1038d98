import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect } from 'vitest'
import { type FigureName, figureNames } from '../../shared/domain/stock'
import { quantity } from '../../shared/quantity'
import type { TestApp } from './test-app'

/** What is on hand in all locations together, as the shop has it. */
export async function expectShopOnScreen(app: TestApp, connectionId: string): Promise<void> {
  const expected = new Map<string, number>()
  for (const { sku, onHand } of app.cin7.expectedFigures())
    expected.set(sku, (expected.get(sku) ?? 0) + onHand)
  const { rows } = await app.stock(connectionId)
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) expect(row.onHand, row.sku).toBeCloseTo(expected.get(row.sku) ?? 0, 4)
}

/** The store holds the shop's products and figures and no others, and the screen agrees. */
export async function expectShopStored(app: TestApp, connectionId: string): Promise<void> {
  readStore(app, (db) => {
    expect(storedFigures(db, 'stock_levels')).toEqual(shopFigures(app))
    expect(storedFigures(db, 'stock_rows')).toEqual(shopFigures(app))
    expect(listedProducts(db)).toEqual(expect.arrayContaining(shopProducts(app)))
    expect(db.pragma('foreign_key_check')).toEqual([])
  })
  await expectShopOnScreen(app, connectionId)
}

/** No list is half-read and no run half-done. */
export function expectNothingLeftBehind(app: TestApp): void {
  expect(readStore(app, leftBehind)).toEqual({ stagedRows: 0, sweeps: 0, runsUnderWay: 0 })
}

/** Every run has ended, and one that did not succeed says why. */
export async function expectHistoryInWords(app: TestApp, connectionId: string): Promise<void> {
  const everyRun = { connectionId, status: null, trigger: null, kind: null, offset: 0, limit: 200 }
  const { runs } = await app.call('sync.runs', everyRun)
  for (const run of runs) {
    expect(run.status).not.toBe('running')
    if (run.status === 'success') expect(run.failures).toEqual([])
    if (run.status === 'partial' || run.status === 'failed') expect(run.failures).not.toEqual([])
    for (const { message } of run.failures) expect(message).toMatch(/^[A-Z“1].{20,}\.$/s)
  }
}

/** Reads beside the running app what is on the disk. */
export function readStore<T>(app: TestApp, read: (db: BetterSqlite3.Database) => T): T {
  const db = new BetterSqlite3(join(app.dataDir, 'shelfwatch.db'), { readonly: true })
  try {
    return read(db)
  } finally {
    db.close()
  }
}

type Totals = Record<string, Record<FigureName, number>>
type Figures = Record<FigureName, number> & { place: string }

function shopProducts({ cin7 }: TestApp): string[] {
  const active = cin7.shop.products.filter(({ isDeprecated }) => !isDeprecated)
  return active.map(({ sku, name }) => `${sku.trim()} ${name.trim()}`)
}

function listedProducts(db: BetterSqlite3.Database): unknown[] {
  return db.prepare("SELECT sku || ' ' || name FROM products WHERE missed_lists < 2").pluck().all()
}

/** Bins and batches summed, places without any figure left out. */
function shopFigures({ cin7 }: TestApp): Totals {
  const { products, locations } = cin7.shop
  return totals(
    products.flatMap(({ sku }) =>
      locations.map(({ name }) => ({ ...cin7.expectedAt(sku, name), place: `${sku} @ ${name}` })),
    ),
  )
}

function storedFigures(db: BetterSqlite3.Database, table: 'stock_levels' | 'stock_rows'): Totals {
  const stored = db.prepare<[], Figures>(
    `SELECT p.sku || ' @ ' || l.name AS place, sum(on_hand) AS onHand, sum(allocated) AS allocated,
       sum(available) AS available, sum(on_order) AS onOrder, sum(in_transit) AS inTransit
     FROM ${table} s JOIN products p ON p.id = s.product_id JOIN locations l ON l.id = s.location_id GROUP BY place`,
  )
  return totals(stored.all())
}

function totals(rows: Figures[]): Totals {
  const entries = rows.map(({ place, ...row }) => {
    const figures = figureNames.map((name) => [name, quantity(row[name])] as const)
    return [place, Object.fromEntries(figures) as Record<FigureName, number>] as const
  })
  return Object.fromEntries(
    entries.filter(([, figures]) => Object.values(figures).some((figure) => figure !== 0)),
  )
}

function leftBehind(db: BetterSqlite3.Database): Record<string, unknown> {
  const count = (from: string) => db.prepare(`SELECT count(*) FROM ${from}`).pluck().get()
  return {
    stagedRows: count('staged_rows'),
    sweeps: count('stock_sweeps'),
    runsUnderWay: count("sync_runs WHERE status = 'running'"),
  }
}
