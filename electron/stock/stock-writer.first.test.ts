import { beforeEach, describe, expect, it } from 'vitest'
import { aStockRow, storeConnection } from '../testing/factories'
import { StockSetup, signal, whole } from '../testing/stock-setup'
import { deleteConnectionData } from './delete-connection-data'

const anHour = 60 * 60_000
let shop: StockSetup

beforeEach(() => {
  shop = new StockSetup()
})

describe('the first stock list', () => {
  it('is visible page by page and leaves no history', async () => {
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 3 })])
    expect(shop.levels()).toMatchObject([{ sku: 'A', location: 'Main', onHand: 3, available: 3 }])
    run.putStock([aStockRow({ sku: 'B', onHand: 4 })])
    expect(shop.levels()).toHaveLength(2)

    expect(await run.commitStock(whole, signal)).toMatchObject({ changes: 0 })
    expect(shop.changes()).toEqual([])
    expect(shop.told).toEqual([null, [shop.productId('B')], []])
  })

  it('sums bins, batches and expiry dates of one location, rounded to four decimals', async () => {
    await shop.sync([
      aStockRow({ bin: 'A-1', onHand: 0.1, stockValue: 211.293 }),
      aStockRow({ bin: 'A-2', onHand: 0.2, stockValue: 62.145 }),
      aStockRow({ batch: 'X', onHand: 1, nextDeliveryAt: 900 }),
      aStockRow({ batch: 'X', expiresAt: 77, onHand: 2, onOrder: 60, nextDeliveryAt: 500 }),
    ])
    expect(shop.levels()).toMatchObject([
      { onHand: 3.3, available: 3.3, onOrder: 60, stockValue: 273.438, nextDeliveryAt: 500 },
    ])
    expect(shop.count('stock_rows')).toBe(4)
  })

  it('sums a pair whose rows are spread over two pages', async () => {
    await shop.sync([aStockRow({ bin: 'A-1', onHand: 1 })], [aStockRow({ bin: 'A-2', onHand: 2 })])
    expect(shop.levels()).toMatchObject([{ onHand: 3 }])
  })

  it('starts anew an hour after a run that stopped half-way, without what is gone meanwhile', async () => {
    shop.startRun().putStock([aStockRow({ sku: 'A', onHand: 1 }), aStockRow({ sku: 'B', onHand: 2 })])
    shop.now += anHour + 1
    await shop.sync([aStockRow({ sku: 'A', onHand: 5 })])
    expect(shop.levels()).toMatchObject([
      { sku: 'A', onHand: 5 },
      { sku: 'B', onHand: 0 },
    ])
    expect(shop.changes()).toEqual([])
  })
})

describe('a first stock list with gaps', () => {
  beforeEach(async () => {
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 3 })])
    await run.commitStock({ isWhole: false }, signal)
    shop.now = 2000
  })

  it('is not confirmed, for what it lacks is not known to be zero', async () => {
    expect(shop.confirmedAt()).toEqual([])
    await shop.sync([aStockRow({ sku: 'A', onHand: 3 })])
    expect(shop.confirmedAt()).toEqual([2000])
  })

  it('is the first one all the same: the next stays out of sight until it is complete, and is recorded', async () => {
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 5 })])
    expect(shop.levels()).toMatchObject([{ onHand: 3 }])
    expect(await run.commitStock({ isWhole: false }, signal)).toMatchObject({ changes: 2 })
    expect(shop.levels()).toMatchObject([{ onHand: 5 }])
  })

  it('leaves figures that turn up later as starting points, not as changes', async () => {
    expect(await shop.sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 7 })])).toBe(0)
    expect(shop.levels()).toMatchObject([{ onHand: 3 }, { onHand: 7 }])
    const more = [
      aStockRow({ sku: 'A', onHand: 3 }),
      aStockRow({ sku: 'B', onHand: 7 }),
      aStockRow({ sku: 'C', onHand: 1 }),
    ]
    expect(await shop.sync(more)).toBe(2)
  })
})

describe('another connection that is deleted while a stock list is read', () => {
  /** Its rows have higher ids than all before. */
  async function storeDoomed(): Promise<string> {
    const doomed = storeConnection(shop.db)
    const own = shop.connectionId
    shop.connectionId = doomed
    await shop.sync([aStockRow({ sku: 'X' }), aStockRow({ sku: 'Y' }), aStockRow({ sku: 'Z' })])
    shop.connectionId = own
    return doomed
  }

  it('takes nothing from a first list, though its rows get the freed ids', async () => {
    const doomed = await storeDoomed()
    const run = shop.startRun()
    await deleteConnectionData(shop.db, doomed)
    run.putStock([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 4 })])
    await run.commitStock(whole, signal)
    expect(shop.levels()).toMatchObject([{ onHand: 3 }, { onHand: 4 }])
  })

  it('takes nothing from a first list that starts anew after an earlier one stopped', async () => {
    shop.startRun().putStock([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'Gone', onHand: 1 })])
    shop.now += anHour + 1
    const doomed = await storeDoomed()
    const run = shop.startRun()
    await deleteConnectionData(shop.db, doomed)
    run.putStock([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 4 })])
    await run.commitStock(whole, signal)
    expect(shop.levels()).toMatchObject([
      { sku: 'A', onHand: 3 },
      { sku: 'B', onHand: 4 },
      { sku: 'Gone', onHand: 0 },
    ])
  })
})
