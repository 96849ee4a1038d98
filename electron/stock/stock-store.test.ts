import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../db/database'
import { aStockRow, storeConnection } from '../testing/factories'
import { openTestDatabase } from '../testing/test-database'
import { deleteConnectionData } from './delete-connection-data'
import type { StockRowInput } from './provider-rows'
import { forgetStagedRows } from './staged-rows'
import { createSnapshotWriter } from './stock-store'

const signal = new AbortController().signal
const whole = { isWhole: true }

let db: Database
let connectionId: string
let now: number
let runs: number
let told: (readonly number[] | null)[]

beforeEach(() => {
  db = openTestDatabase()
  connectionId = storeConnection(db)
  now = 1000
  runs = 0
  told = []
})

function startRun() {
  runs++
  return createSnapshotWriter({
    db,
    clock: { now: () => now },
    connectionId,
    runId: `run-${runs}`,
    source: 'full',
    onChanged: (productIds) => told.push(productIds),
  })
}

/** A run over a stock list, one page each. */
async function sync(...pages: StockRowInput[][]): Promise<number> {
  const run = startRun()
  for (const page of pages) run.putStock(page)
  return (await run.commitStock(whole, signal)).changes
}

interface Level {
  sku: string
  location: string
  onHand: number
  allocated: number
  available: number
  onOrder: number
  inTransit: number
  stockValue: number
  nextDeliveryAt: number | null
  changedAt: number
  runId: string
}

function levels(): Level[] {
  return db.sqlite
    .prepare<[], Level>(
      `SELECT p.sku, l.name AS location, s.on_hand AS onHand, s.allocated, s.available, s.on_order AS onOrder,
         s.in_transit AS inTransit, s.stock_value AS stockValue, s.next_delivery_at AS nextDeliveryAt,
         s.changed_at AS changedAt, s.run_id AS runId
       FROM stock_levels s JOIN products p ON p.id = s.product_id JOIN locations l ON l.id = s.location_id
       ORDER BY p.sku, l.name`,
    )
    .all()
}

function changes() {
  return db.sqlite
    .prepare(
      `SELECT p.sku, l.name AS location, c.figure, c.before, c.after, c.changed_at AS changedAt, c.source, c.run_id AS runId
       FROM stock_changes c JOIN products p ON p.id = c.product_id JOIN locations l ON l.id = c.location_id ORDER BY c.id`,
    )
    .all()
}

function count(table: string): number {
  return db.sqlite.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
}

function writes(): number {
  return db.sqlite.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0
}

function productId(sku: string): number {
  return db.sqlite.prepare<[string], number>('SELECT id FROM products WHERE sku = ?').pluck().get(sku) ?? 0
}

describe('the first stock list', () => {
  it('is visible page by page and leaves no history', async () => {
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 3 })])
    expect(levels()).toMatchObject([{ sku: 'A', location: 'Main', onHand: 3, available: 3 }])
    run.putStock([aStockRow({ sku: 'B', onHand: 4 })])
    expect(levels()).toHaveLength(2)

    expect(await run.commitStock(whole, signal)).toEqual({ changes: 0 })
    expect(changes()).toEqual([])
    expect(told).toEqual([null, [productId('B')], []])
  })

  it('sums bins, batches and expiry dates of one location, rounded to four decimals', async () => {
    await sync([
      aStockRow({ bin: 'A-1', onHand: 0.1, stockValue: 211.293 }),
      aStockRow({ bin: 'A-2', onHand: 0.2, stockValue: 62.145 }),
      aStockRow({ batch: 'X', onHand: 1, nextDeliveryAt: 900 }),
      aStockRow({ batch: 'X', expiresAt: 77, onHand: 2, onOrder: 60, nextDeliveryAt: 500 }),
    ])
    expect(levels()).toMatchObject([
      { onHand: 3.3, available: 3.3, onOrder: 60, stockValue: 273.438, nextDeliveryAt: 500 },
    ])
    expect(count('stock_rows')).toBe(4)
  })

  it('sums a pair whose rows are spread over two pages', async () => {
    await sync([aStockRow({ bin: 'A-1', onHand: 1 })], [aStockRow({ bin: 'A-2', onHand: 2 })])
    expect(levels()).toMatchObject([{ onHand: 3 }])
  })

  it('goes on after a run that stopped half-way, without what is gone meanwhile', async () => {
    startRun().putStock([aStockRow({ sku: 'A', onHand: 1 }), aStockRow({ sku: 'B', onHand: 2 })])
    await sync([aStockRow({ sku: 'A', onHand: 5 })])
    expect(levels()).toMatchObject([
      { sku: 'A', onHand: 5 },
      { sku: 'B', onHand: 0 },
    ])
    expect(changes()).toEqual([])
  })
})

describe('a first stock list with gaps', () => {
  const markedAt = () =>
    db.sqlite.prepare(`SELECT at FROM watermarks WHERE resource = 'availability'`).pluck().all()

  beforeEach(async () => {
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 3 })])
    await run.commitStock({ isWhole: false }, signal)
    now = 2000
  })

  it('is not confirmed, for what it lacks is not known to be zero', async () => {
    expect(markedAt()).toEqual([])
    await sync([aStockRow({ sku: 'A', onHand: 3 })])
    expect(markedAt()).toEqual([2000])
  })

  it('is the first one all the same: the next stays out of sight until it is complete, and is recorded', async () => {
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 5 })])
    expect(levels()).toMatchObject([{ onHand: 3 }])
    expect(await run.commitStock({ isWhole: false }, signal)).toEqual({ changes: 2 })
    expect(levels()).toMatchObject([{ onHand: 5 }])
  })

  it('leaves figures that turn up later as starting points, not as changes', async () => {
    expect(await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 7 })])).toBe(0)
    expect(levels()).toMatchObject([{ onHand: 3 }, { onHand: 7 }])
    const more = [
      aStockRow({ sku: 'A', onHand: 3 }),
      aStockRow({ sku: 'B', onHand: 7 }),
      aStockRow({ sku: 'C', onHand: 1 }),
    ]
    expect(await sync(more)).toBe(2)
  })
})

describe('later stock lists', () => {
  it('stay out of sight until they are complete', async () => {
    await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 })])
    expect(levels()).toMatchObject([{ onHand: 3 }, { onHand: 1 }])
    run.putStock([aStockRow({ sku: 'B', onHand: 1 })])
    now = 2000
    await run.commitStock(whole, signal)
    expect(levels()).toMatchObject([
      { sku: 'A', onHand: 9, changedAt: 2000, runId: 'run-2' },
      { sku: 'B', onHand: 1, changedAt: 1000, runId: 'run-1' },
    ])
  })

  it('leave one history row per changed figure, with before and after', async () => {
    await sync([aStockRow({ onHand: 3, onOrder: 5 })])
    now = 2000
    expect(await sync([aStockRow({ onHand: 2, available: -1, allocated: 3, onOrder: 5 })])).toBe(3)
    const common = { sku: 'TEA-0001', location: 'Main', changedAt: 2000, source: 'full', runId: 'run-2' }
    expect(changes()).toEqual([
      { ...common, figure: 'onHand', before: 3, after: 2 },
      { ...common, figure: 'allocated', before: 0, after: 3 },
      { ...common, figure: 'available', before: 3, after: -1 },
    ])
    expect(levels()).toMatchObject([{ available: -1 }])
  })

  it('take what they no longer name as zero, not as unknown', async () => {
    await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
    expect(await sync([aStockRow({ sku: 'B', onHand: 1 })])).toBe(2)
    expect(levels()).toMatchObject([
      { sku: 'A', onHand: 0, available: 0 },
      { sku: 'B', onHand: 1 },
    ])
    expect(count('stock_rows')).toBe(1)
  })

  it('may be empty where little was stored: a small shop sold its last piece', async () => {
    await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
    expect(await sync([])).toBe(4)
    expect(levels()).toMatchObject([{ onHand: 0 }, { onHand: 0 }])
  })

  it('leave what they do not name as it was when they have gaps, and do not claim to be newer', async () => {
    await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
    now = 2000
    const run = startRun()
    run.putStock([aStockRow({ sku: 'B', onHand: 2 })])
    expect(await run.commitStock({ isWhole: false }, signal)).toEqual({ changes: 2 })
    expect(levels()).toMatchObject([{ onHand: 3 }, { onHand: 2 }])
    expect(
      db.sqlite.prepare(`SELECT at FROM watermarks WHERE resource = 'availability'`).pluck().all(),
    ).toEqual([1000])
  })

  it('write nothing but the watermark when nothing differs', async () => {
    const page = Array.from({ length: 500 }, (_, index) => aStockRow({ sku: `S${index}`, onHand: index }))
    await sync(page)
    now = 2000
    const run = startRun()
    const before = writes()
    run.putStock(page)
    expect(writes()).toBe(before)
    await run.commitStock(whole, signal)
    expect(writes()).toBe(before + 1)
    expect(db.sqlite.prepare('SELECT resource, at, run_id FROM watermarks').all()).toEqual([
      { resource: 'availability', at: 2000, run_id: 'run-2' },
    ])
  })

  it('do not count a new value or delivery date as a changed figure', async () => {
    await sync([aStockRow({ onHand: 1, stockValue: 5 })])
    now = 2000
    expect(await sync([aStockRow({ onHand: 1, stockValue: 6, nextDeliveryAt: 3000 })])).toBe(0)
    expect(levels()).toMatchObject([{ stockValue: 6, nextDeliveryAt: 3000, changedAt: 1000, runId: 'run-1' }])
  })

  it('do not count stock that moved between bins', async () => {
    await sync([aStockRow({ bin: 'A', onHand: 2 })])
    expect(await sync([aStockRow({ bin: 'B', onHand: 2 })])).toBe(0)
    expect(db.sqlite.prepare('SELECT bin FROM stock_rows').pluck().all()).toEqual(['B'])
  })

  it('count the later of two rows that turn up on different pages', async () => {
    await sync([aStockRow({ onHand: 1 })])
    await sync([aStockRow({ onHand: 2 })], [aStockRow({ onHand: 1 })])
    expect(levels()).toMatchObject([{ onHand: 1 }])
    await sync([aStockRow({ onHand: 1 })], [aStockRow({ onHand: 4 })])
    expect(levels()).toMatchObject([{ onHand: 4 }])
  })

  it('add up rows of one page that nothing tells apart', async () => {
    await sync([aStockRow({ onHand: 1 }), aStockRow({ onHand: 0, onOrder: 60 })])
    expect(levels()).toMatchObject([{ onHand: 1, onOrder: 60 }])
    expect(await sync([aStockRow({ onHand: 1 }), aStockRow({ onHand: 0, onOrder: 60 })])).toBe(0)
  })

  it('name the products they changed, and everything when there are many', async () => {
    const page = (onHand: number) =>
      Array.from({ length: 1001 }, (_, index) => aStockRow({ sku: `S${index}`, onHand }))
    await sync(page(1))
    told = []
    await sync([...page(1).slice(1), aStockRow({ sku: 'S0', onHand: 2 })])
    await sync(page(3))
    expect(told).toEqual([[productId('S0')], null])
  })

  it('leave the rows of other connections alone', async () => {
    await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 3 })])
    const first = connectionId
    connectionId = storeConnection(db)
    await sync([aStockRow({ sku: 'A', onHand: 7 })])
    await sync([aStockRow({ sku: 'A', onHand: 8 })])
    connectionId = first
    expect(await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 3 })])).toBe(0)
    expect(levels().map(({ onHand }) => onHand)).toEqual([3, 8, 3])
  })
})

describe('another connection that is deleted while a stock list is read', () => {
  /** Its rows have higher ids than all before. */
  async function storeDoomed(): Promise<string> {
    const doomed = storeConnection(db)
    const own = connectionId
    connectionId = doomed
    await sync([aStockRow({ sku: 'X' }), aStockRow({ sku: 'Y' }), aStockRow({ sku: 'Z' })])
    connectionId = own
    return doomed
  }

  it('takes nothing from a first list, though its rows get the freed ids', async () => {
    const doomed = await storeDoomed()
    const run = startRun()
    await deleteConnectionData(db, doomed)
    run.putStock([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 4 })])
    await run.commitStock(whole, signal)
    expect(levels()).toMatchObject([{ onHand: 3 }, { onHand: 4 }])
  })

  it('takes nothing from a first list that goes on where an earlier one stopped', async () => {
    startRun().putStock([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'Gone', onHand: 1 })])
    const doomed = await storeDoomed()
    const run = startRun()
    await deleteConnectionData(db, doomed)
    run.putStock([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 4 })])
    await run.commitStock(whole, signal)
    expect(levels()).toMatchObject([
      { sku: 'A', onHand: 3 },
      { sku: 'B', onHand: 4 },
      { sku: 'Gone', onHand: 0 },
    ])
  })
})

describe('a run that does not come to its end', () => {
  beforeEach(async () => {
    await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
  })

  it('leaves the old figures and nothing set aside', async () => {
    const before = levels()
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 })])
    expect(count('staged_rows')).toBe(1)
    await run.discard()
    expect(count('staged_rows')).toBe(0)
    expect(levels()).toEqual(before)
  })

  it('stops at the end of the list when it was cancelled', async () => {
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 })])
    const cancelled = AbortSignal.abort(new Error('cancelled'))
    await expect(run.commitStock(whole, cancelled)).rejects.toThrow('cancelled')
    expect(levels()).toMatchObject([{ onHand: 3 }, { onHand: 1 }])
  })

  it('changes nothing for later runs when it was left behind by a crash', async () => {
    startRun().putStock([aStockRow({ sku: 'A', onHand: 9 })])
    expect(await sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])).toBe(0)
    await forgetStagedRows(db)
    expect(count('staged_rows')).toBe(0)
  })

  it('keeps everything as it was when the swap fails half-way', async () => {
    const before = levels()
    const run = startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 }), aStockRow({ sku: 'B', onHand: 9 })])
    db.sqlite.exec(`CREATE TRIGGER fault BEFORE UPDATE ON stock_levels WHEN new.product_id = ${productId('B')}
      BEGIN SELECT RAISE(ABORT, 'fault'); END`)
    await expect(run.commitStock(whole, signal)).rejects.toThrow('fault')
    expect(levels()).toEqual(before)
    expect(changes()).toEqual([])
    expect(db.sqlite.prepare('SELECT on_hand FROM stock_rows ORDER BY id').pluck().all()).toEqual([3, 1])
  })

  it('refuses an empty stock list and keeps the old figures when they were many', async () => {
    const page = Array.from({ length: 51 }, (_, index) => aStockRow({ sku: `S${index}`, onHand: 1 }))
    await sync(page)
    await expect(sync([])).rejects.toMatchObject({ code: 'provider_changed' })
    expect(count('stock_rows')).toBe(51)
  })
})
