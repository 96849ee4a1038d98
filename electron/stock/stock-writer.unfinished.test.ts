import { beforeEach, describe, expect, it } from 'vitest'
import { aStockRow } from '../testing/factories'
import { StockSetup, signal, whole } from '../testing/stock-setup'
import { forgetStagedRows } from './staged-rows'

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

  it('refuses an empty stock list and keeps the old figures when they were many', async () => {
    const page = Array.from({ length: 51 }, (_, index) => aStockRow({ sku: `S${index}`, onHand: 1 }))
    await shop.sync(page)
    await expect(shop.sync([])).rejects.toMatchObject({ code: 'provider_changed' })
    expect(shop.count('stock_rows')).toBe(51)
  })
})
