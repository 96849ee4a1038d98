import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, shippedMigrations } from '../testing/test-database'
import { migrate, schemaVersion } from './migrate'
import { readMigrations } from './migration-files'
import { setPragmas } from './pragmas'

/** A schema of its own, so that these tests stay the same when the shipped one grows. */
const START = `
CREATE TABLE products (id integer PRIMARY KEY NOT NULL, sku text NOT NULL);--> statement-breakpoint
CREATE TABLE stock_levels (
  product_id integer NOT NULL, on_hand real NOT NULL,
  FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE cascade
);--> statement-breakpoint
CREATE TABLE settings (key text PRIMARY KEY NOT NULL);`

/** What drizzle-kit writes when a column changes: a new table takes the place of the old one. */
const REBUILD_PRODUCTS = `
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE __new_products (
  id integer PRIMARY KEY NOT NULL, sku text NOT NULL, weight real DEFAULT 0 NOT NULL
);--> statement-breakpoint
INSERT INTO __new_products(id, sku) SELECT id, sku FROM products;--> statement-breakpoint
DROP TABLE products;--> statement-breakpoint
ALTER TABLE __new_products RENAME TO products;--> statement-breakpoint
PRAGMA foreign_keys=ON;`

describe('migrate', () => {
  let folder: string
  let sqlite: BetterSqlite3.Database

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'migrate-'))
    mkdirSync(join(folder, 'meta'))
    writeFileSync(join(folder, 'meta', '_journal.json'), '{"entries":[]}')
    addMigration('start', START)
    sqlite = new BetterSqlite3(join(folder, 'test.db'))
    setPragmas(sqlite)
    migrate(sqlite, readMigrations(folder), 0)
    sqlite.exec("INSERT INTO products VALUES (1, 'TEA-1'); INSERT INTO stock_levels VALUES (1, 1), (1, 2)")
  })

  afterEach(() => {
    sqlite.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('keeps the rows that point at a table which is rebuilt', () => {
    addMigration('rebuild', REBUILD_PRODUCTS)
    migrate(sqlite, readMigrations(folder), 0)

    expect(count('stock_levels')).toBe(2)
    expect(sqlite.prepare('SELECT sku, weight FROM products').get()).toEqual({ sku: 'TEA-1', weight: 0 })
    expect(schemaVersion(sqlite)).toBe(2)
    sqlite.prepare('DELETE FROM products').run()
    expect(count('stock_levels')).toBe(0)
  })

  it('applies all of several pending migrations or none', () => {
    addMigration('good', 'ALTER TABLE products ADD COLUMN weight real;')
    addMigration('bad', 'INSERT INTO settings VALUES (1);--> statement-breakpoint SELECT * FROM nowhere;')

    expect(() => migrate(sqlite, readMigrations(folder), 0)).toThrow(
      expect.objectContaining({
        code: 'storage_failed',
        cause: expect.objectContaining({ message: 'no such table: nowhere' }),
      }),
    )
    expect(schemaVersion(sqlite)).toBe(1)
    expect(columns('products')).not.toContain('weight')
    expect(count('settings')).toBe(0)
    expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  it('refuses a migration that loses rows without saying so', () => {
    addMigration('careless', 'DELETE FROM stock_levels WHERE on_hand = 2;')

    expect(() => migrate(sqlite, readMigrations(folder), 0)).toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({ message: 'stock_levels had 2 rows and would have 1' }),
      }),
    )
    expect(count('stock_levels')).toBe(2)
  })

  it('lets a migration delete rows of the tables it names', () => {
    addMigration(
      'on_purpose',
      '-- changes rows of: settings, stock_levels\nDELETE FROM stock_levels WHERE on_hand = 2;',
    )
    migrate(sqlite, readMigrations(folder), 0)
    expect(count('stock_levels')).toBe(1)
  })

  it('refuses a migration that leaves rows pointing at nothing', () => {
    addMigration('dangling', '-- changes rows of: products\nDELETE FROM products;')

    expect(() => migrate(sqlite, readMigrations(folder), 0)).toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({ message: expect.stringContaining('missing rows of products') }),
      }),
    )
    expect(count('products')).toBe(1)
  })

  it('refuses a file whose applied migrations are not the shipped ones', () => {
    const first = readMigrations(folder)[0]!
    const file = join(folder, `${first.tag}.sql`)
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n-- changed after it was applied`)
    addMigration('next', 'ALTER TABLE products ADD COLUMN weight real;')

    expect(() => migrate(sqlite, readMigrations(folder), 0)).toThrow(
      expect.objectContaining({ code: 'storage_failed' }),
    )
    expect(columns('products')).not.toContain('weight')
  })

  it('takes the same migration with other line ends for the same', () => {
    const first = readMigrations(folder)[0]!
    const file = join(folder, `${first.tag}.sql`)
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'))
    expect(readMigrations(folder)[0]!.hash).toBe(first.hash)
  })

  it('applies what is shipped', () => {
    const db = openTestDatabase()
    expect(schemaVersion(db.sqlite)).toBeGreaterThan(0)
    expect(db.sqlite.pragma('foreign_key_check')).toEqual([])
  })

  it('has nothing to do the second time', () => {
    const before = sqlite.prepare('SELECT * FROM schema_migrations').all()
    migrate(sqlite, readMigrations(folder), 99)
    expect(sqlite.prepare('SELECT * FROM schema_migrations').all()).toEqual(before)
  })

  function addMigration(tag: string, sql: string): void {
    const file = join(folder, 'meta', '_journal.json')
    const journal = JSON.parse(readFileSync(file, 'utf8'))
    journal.entries.push({ idx: journal.entries.length, tag })
    writeFileSync(file, JSON.stringify(journal))
    writeFileSync(join(folder, `${tag}.sql`), sql)
  }

  function count(table: string): unknown {
    return sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  }

  function columns(table: string): unknown[] {
    return (sqlite.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name)
  }
})

it('brings a store of the version before live updates up to date, with everything in it', () => {
  const sqlite = new BetterSqlite3(':memory:')
  setPragmas(sqlite)
  const shipped = readMigrations(shippedMigrations)
  migrate(sqlite, shipped.slice(0, 3), 0)
  sqlite.exec(`INSERT INTO connections (id, provider, source, company_name, currency, time_zone, api_url, keys_held_in, state, created_at)
      VALUES ('c', 'cin7', 'account', 'Shop', '', '', '', 'keychain', 'active', 1);
    INSERT INTO products (id, connection_id, external_id, sku, name, category, brand, barcode, unit, type, reorder_point, reorder_quantity, missed_lists)
      VALUES (1, 'c', 'p', 'TEA-1', 'Tea', '', '', '', '', 'Stock', 0, 0, 0);
    INSERT INTO product_readings (product_id, dirty_at, asked_at, read_at) VALUES (1, 5, 4, 3)`)
  migrate(sqlite, shipped, 0)
  expect(sqlite.prepare('SELECT * FROM product_readings').all()).toEqual([
    { product_id: 1, dirty_at: 5, asked_at: 4, read_at: 3, provisional_at: null },
  ])
  sqlite.exec(`INSERT INTO live_feeds (connection_id) VALUES ('c');
    INSERT INTO webhook_hooks (connection_id, type, path, is_active) VALUES ('c', 'Product/Updated', 'a1', 1)`)
  sqlite.exec("DELETE FROM connections WHERE id = 'c'")
  for (const table of ['products', 'product_readings', 'live_feeds', 'webhook_hooks'])
    expect(sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0)
  sqlite.close()
})
