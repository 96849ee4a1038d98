import { beforeEach, describe, expect, it } from 'vitest'
import { aStockRow } from '../testing/factories'
import { StockSetup, signal, whole } from '../testing/stock-setup'
import { forgetStagedRows } from './staged-rows'

const minute = 60_000
let shop: StockSetup

beforeEach(() => {
  shop = new StockSetup()
})

describe('a run that does not come to its end', () => {
  beforeEach(async () => {
    await shop.sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
  })

  it('leaves the old figures and nothing set aside', async () => {
    const before = shop.levels()
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 })])
    expect(shop.count('staged_rows')).toBe(1)
    await run.discard()
    expect(shop.count('staged_rows')).toBe(0)
    expect(shop.levels()).toEqual(before)
  })

  it('stops at the end of the list when it was cancelled', async () => {
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 })])
    const cancelled = AbortSignal.abort(new Error('cancelled'))
    await expect(run.commitStock(whole, cancelled)).rejects.toThrow('cancelled')
    expect(shop.levels()).toMatchObject([{ onHand: 3 }, { onHand: 1 }])
  })

  it('changes nothing for later runs when it was left behind by a crash', async () => {
    shop.startRun().putStock([aStockRow({ sku: 'A', onHand: 9 })])
    expect(await shop.sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])).toBe(0)
    await forgetStagedRows(shop.db)
    expect(shop.count('staged_rows')).toBe(0)
  })

  it('keeps everything as it was when the swap fails half-way', async () => {
    const before = shop.levels()
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 }), aStockRow({ sku: 'B', onHand: 9 })])
    shop.db.sqlite.exec(`CREATE TRIGGER fault BEFORE UPDATE ON stock_levels WHEN new.product_id = ${shop.productId('B')}
      BEGIN SELECT RAISE(ABORT, 'fault'); END`)
    await expect(run.commitStock(whole, signal)).rejects.toThrow('fault')
    expect(shop.levels()).toEqual(before)
    expect(shop.changes()).toEqual([])
    expect(shop.db.sqlite.prepare('SELECT on_hand FROM stock_rows ORDER BY id').pluck().all()).toEqual([3, 1])
  })
})

describe('a stock list that another run reads on', () => {
  const pages = [
    [aStockRow({ sku: 'A', onHand: 9 })],
    [aStockRow({ sku: 'B', onHand: 1 })],
    [aStockRow({ sku: 'C', onHand: 7 })],
  ]

  beforeEach(async () => {
    await shop.sync([
      aStockRow({ sku: 'A', onHand: 3 }),
      aStockRow({ sku: 'B', onHand: 1 }),
      aStockRow({ sku: 'Gone', onHand: 2 }),
    ])
  })

  const expectedAtTheEnd = [
    { sku: 'A', onHand: 9 },
    { sku: 'B', onHand: 1 },
    { sku: 'C', onHand: 7 },
    { sku: 'Gone', onHand: 0 },
  ]

  it('shows nothing before its end and then all of it, what is gone included', async () => {
    const before = shop.levels()
    shop.now = 2000
    const first = shop.startRun()
    first.putStock(pages[0]!)
    first.putStock(pages[1]!)
    // The app is killed here, and starts again.
    await forgetStagedRows(shop.db)
    expect(shop.levels()).toEqual(before)

    shop.now += 59 * minute
    const second = shop.startRun()
    expect(second.stockPosition()).toMatchObject({ nextPage: 3, received: 2 })
    second.putStock(pages[2]!)
    await second.commitStock(whole, signal)
    expect(shop.levels()).toMatchObject(expectedAtTheEnd)
    expect(shop.confirmedAt()).toEqual([2000])
    expect(shop.count('staged_rows')).toBe(0)
    expect(shop.startRun().stockPosition()).toBeNull()
  })

  it('starts anew when its newest page is more than an hour old', async () => {
    shop.startRun().putStock(pages[0]!)
    shop.now += 61 * minute
    expect(shop.startRun().stockPosition()).toBeNull()
  })

  it('is shown bit by bit when quick runs share it, and ends like one that was read at once', async () => {
    for (const [index, page] of pages.entries()) {
      shop.now += 120 * minute
      const run = shop.startRun('quick')
      expect(run.stockPosition()?.nextPage ?? 1).toBe(index + 1)
      run.putStock(page)
      await run.commitStock({ isWhole: true, isAtEnd: index === 2 }, signal)
      expect(shop.levels().find(({ sku }) => sku === 'A')?.onHand).toBe(9)
      const gone = shop.levels().find(({ sku }) => sku === 'Gone')?.onHand
      expect(gone).toBe(index === 2 ? 0 : 2)
    }
    expect(shop.levels()).toMatchObject(expectedAtTheEnd)
  })

  it('is not read on by a full run when quick runs began it', async () => {
    shop.startRun('quick').putStock(pages[0]!)
    expect(shop.startRun().stockPosition()).toBeNull()
  })

  it('leaves nothing set aside when a run of another kind begins it anew', async () => {
    shop.startRun('quick').putStock(pages[0]!)
    const full = shop.startRun()
    full.putStock(pages[1]!)
    await full.commitStock({ isWhole: true, isAtEnd: false }, signal)
    expect(shop.count('staged_rows')).toBe(0)
  })

  it('takes nothing away when a page of it was not whole', async () => {
    const first = shop.startRun()
    first.putStock(pages[0]!)
    await first.commitStock({ isWhole: false, isAtEnd: false }, signal)
    const second = shop.startRun()
    second.putStock(pages[2]!)
    await second.commitStock(whole, signal)
    expect(shop.levels().find(({ sku }) => sku === 'Gone')?.onHand).toBe(2)
    expect(shop.confirmedAt()).toEqual([1000])
  })

  describe('after one that had come to the rows that are gone', () => {
    beforeEach(async () => {
      const first = shop.startRun()
      for (const page of pages) first.putStock(page)
      shop.db.sqlite.exec(
        `CREATE TRIGGER fault BEFORE UPDATE ON stock_levels BEGIN SELECT RAISE(ABORT, 'fault'); END`,
      )
      await expect(first.commitStock(whole, signal)).rejects.toThrow('fault')
      shop.db.sqlite.exec('DROP TRIGGER fault')
    })

    const gone = () => shop.levels().find(({ sku }) => sku === 'Gone')?.onHand

    it('ends like one that was read at once', async () => {
      await shop.startRun().commitStock(whole, signal)
      expect(shop.levels()).toMatchObject(expectedAtTheEnd)
    })

    it.each([2, 5])('keeps such a row when it turns up after all, with %s of it', async (onHand) => {
      const second = shop.startRun()
      second.putStock([aStockRow({ sku: 'Gone', onHand })])
      await second.commitStock(whole, signal)
      expect(gone()).toBe(onHand)
    })

    it('keeps them when what it reads has gaps', async () => {
      await shop.startRun().commitStock({ isWhole: false }, signal)
      expect(gone()).toBe(2)
    })
  })
})
