import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aStockRow } from '../testing/factories'
import { StockSetup, signal, whole } from '../testing/stock-setup'
import { openTestDatabase } from '../testing/test-database'

const PRODUCTS = 100_000
const PAGE_ROWS = 1_000
const MB = 1024 * 1024

describe('a shop of 100,000 products', () => {
  let folder: string
  let shop: StockSetup

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'large-shop-'))
    shop = new StockSetup(openTestDatabase({ file: join(folder, 'test.db') }))
    await read(() => 1)
    shop.db.checkpoint()
  })

  afterEach(() => {
    shop.db.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const logBytes = () => statSync(join(folder, 'test.db-wal')).size

  async function read(onHand: (number: number) => number) {
    const run = shop.startRun()
    for (let first = 0; first < PRODUCTS; first += PAGE_ROWS) {
      const numbers = Array.from({ length: PAGE_ROWS }, (_, index) => first + index)
      run.putStock(numbers.map((number) => aStockRow({ sku: `S${number}`, onHand: onHand(number) })))
    }
    return run.commitStock(whole, signal)
  }

  it('loses nothing to an empty list, however often it comes', async () => {
    for (let times = 0; times < 3; times += 1)
      expect(await shop.startRun().commitStock(whole, signal)).toEqual({ changes: 0, isHeld: true })
    expect(shop.count('stock_rows WHERE on_hand = 1')).toBe(PRODUCTS)
  })

  it('keeps the log of writes under 64 MB while another program reads for as long as a sync of 5 % changes takes', async () => {
    const other = new BetterSqlite3(join(folder, 'test.db'), { readonly: true })
    other.exec('BEGIN; SELECT count(*) FROM products')
    await read((number) => (number % 20 === 0 ? 2 : 1))
    expect(logBytes()).toBeLessThan(64 * MB)
    other.close()
    shop.db.checkpoint()
    expect(logBytes()).toBe(0)
  })
})
