import { beforeEach, describe, expect, it } from 'vitest'
import { aStockRow, storeConnection } from '../testing/factories'
import { StockSetup, signal, whole } from '../testing/stock-setup'

let shop: StockSetup

beforeEach(() => {
  shop = new StockSetup()
})

describe('later stock lists', () => {
  it('stay out of sight until they are complete', async () => {
    await shop.sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 9 })])
    expect(shop.levels()).toMatchObject([{ onHand: 3 }, { onHand: 1 }])
    run.putStock([aStockRow({ sku: 'B', onHand: 1 })])
    shop.now = 2000
    await run.commitStock(whole, signal)
    expect(shop.levels()).toMatchObject([
      { sku: 'A', onHand: 9, changedAt: 2000, runId: 'run-2' },
      { sku: 'B', onHand: 1, changedAt: 1000, runId: 'run-1' },
    ])
  })

  it('leave one history row per changed figure, with before and after', async () => {
    await shop.sync([aStockRow({ onHand: 3, onOrder: 5 })])
    shop.now = 2000
    expect(await shop.sync([aStockRow({ onHand: 2, available: -1, allocated: 3, onOrder: 5 })])).toBe(3)
    const common = { sku: 'TEA-0001', location: 'Main', changedAt: 2000, source: 'full', runId: 'run-2' }
    expect(shop.changes()).toEqual([
      { ...common, figure: 'onHand', before: 3, after: 2 },
      { ...common, figure: 'allocated', before: 0, after: 3 },
      { ...common, figure: 'available', before: 3, after: -1 },
    ])
    expect(shop.levels()).toMatchObject([{ available: -1 }])
  })

  it('take what they no longer name as zero, not as unknown', async () => {
    await shop.sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
    expect(await shop.sync([aStockRow({ sku: 'B', onHand: 1 })])).toBe(2)
    expect(shop.levels()).toMatchObject([
      { sku: 'A', onHand: 0, available: 0 },
      { sku: 'B', onHand: 1 },
    ])
    expect(shop.count('stock_rows')).toBe(1)
  })

  it('may be empty where little was stored: a small shop sold its last piece', async () => {
    await shop.sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
    expect(await shop.sync([])).toBe(4)
    expect(shop.levels()).toMatchObject([{ onHand: 0 }, { onHand: 0 }])
  })

  it('leave what they do not name as it was when they have gaps, and do not claim to be newer', async () => {
    await shop.sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 1 })])
    shop.now = 2000
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'B', onHand: 2 })])
    expect(await run.commitStock({ isWhole: false }, signal)).toMatchObject({ changes: 2 })
    expect(shop.levels()).toMatchObject([{ onHand: 3 }, { onHand: 2 }])
    expect(shop.confirmedAt()).toEqual([1000])
  })

  it('write nothing but how far they were read when nothing differs', async () => {
    const page = Array.from({ length: 500 }, (_, index) => aStockRow({ sku: `S${index}`, onHand: index }))
    await shop.sync(page)
    shop.now = 2000
    const run = shop.startRun()
    const before = shop.writes()
    run.putStock(page)
    expect(shop.writes()).toBe(before + 1)
    await run.commitStock(whole, signal)
    expect(shop.writes()).toBe(before + 3)
    expect(shop.count('stock_sweeps')).toBe(0)
    expect(shop.db.sqlite.prepare('SELECT resource, at, run_id FROM watermarks').all()).toEqual([
      { resource: 'availability', at: 2000, run_id: 'run-2' },
      { resource: 'availability since', at: 1000, run_id: 'run-1' },
    ])
  })

  it('do not count a new value or delivery date as a changed figure', async () => {
    await shop.sync([aStockRow({ onHand: 1, stockValue: 5 })])
    shop.now = 2000
    expect(await shop.sync([aStockRow({ onHand: 1, stockValue: 6, nextDeliveryAt: 3000 })])).toBe(0)
    expect(shop.levels()).toMatchObject([
      { stockValue: 6, nextDeliveryAt: 3000, changedAt: 1000, runId: 'run-1' },
    ])
  })

  it('do not count stock that moved between bins', async () => {
    await shop.sync([aStockRow({ bin: 'A', onHand: 2 })])
    expect(await shop.sync([aStockRow({ bin: 'B', onHand: 2 })])).toBe(0)
    expect(shop.db.sqlite.prepare('SELECT bin FROM stock_rows').pluck().all()).toEqual(['B'])
  })

  it('count the later of two rows that turn up on different pages', async () => {
    await shop.sync([aStockRow({ onHand: 1 })])
    await shop.sync([aStockRow({ onHand: 2 })], [aStockRow({ onHand: 1 })])
    expect(shop.levels()).toMatchObject([{ onHand: 1 }])
    await shop.sync([aStockRow({ onHand: 1 })], [aStockRow({ onHand: 4 })])
    expect(shop.levels()).toMatchObject([{ onHand: 4 }])
  })

  it('add up rows of one page that nothing tells apart', async () => {
    await shop.sync([aStockRow({ onHand: 1 }), aStockRow({ onHand: 0, onOrder: 60 })])
    expect(shop.levels()).toMatchObject([{ onHand: 1, onOrder: 60 }])
    expect(await shop.sync([aStockRow({ onHand: 1 }), aStockRow({ onHand: 0, onOrder: 60 })])).toBe(0)
  })

  it('name the products they changed, and everything when there are many', async () => {
    const page = (onHand: number) =>
      Array.from({ length: 1001 }, (_, index) => aStockRow({ sku: `S${index}`, onHand }))
    await shop.sync(page(1))
    shop.told = []
    await shop.sync([...page(1).slice(1), aStockRow({ sku: 'S0', onHand: 2 })])
    await shop.sync(page(3))
    expect(shop.told).toEqual([[shop.productId('S0')], null])
  })

  it('leave the rows of other connections alone', async () => {
    await shop.sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 3 })])
    const first = shop.connectionId
    shop.connectionId = storeConnection(shop.db)
    await shop.sync([aStockRow({ sku: 'A', onHand: 7 })])
    await shop.sync([aStockRow({ sku: 'A', onHand: 8 })])
    shop.connectionId = first
    expect(await shop.sync([aStockRow({ sku: 'A', onHand: 3 }), aStockRow({ sku: 'B', onHand: 3 })])).toBe(0)
    expect(shop.levels().map(({ onHand }) => onHand)).toEqual([3, 8, 3])
  })
})
