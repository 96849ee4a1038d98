import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aStockRow } from '../testing/factories'
import { aDeliveredRow, LiveSetup } from '../testing/live-setup'
import { shopWithBins } from '../testing/live-shops'
import { signal, whole } from '../testing/stock-setup'

let shop: LiveSetup

beforeEach(async () => {
  shop = await shopWithBins()
})

afterEach(() => shop.close())

describe('a delivery about stock', () => {
  it('is shown at once, at its own grain, and leaves what it does not tell', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    expect(shop.figures()).toEqual(['A Main 7 + 4', 'A Main b1 3', 'A Shop 2', 'B Main 5'])
    expect(shop.shown('A')).toBe(12)
    expect(shop.isProvisional('A')).toBe(true)
    expect(shop.dirty()).toEqual(['A'])
    expect(shop.asked).toEqual([])
    const delivery = shop.db.sqlite.prepare('SELECT min(next_delivery_at) FROM stock_rows').pluck().get()
    expect(delivery).toBe(86_400_000)
  })

  it('stands in the history of figures under its run, which is under way', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    const [run] = shop.productRuns()
    expect(run).toMatchObject({ trigger: 'webhook', kind: 'products', status: 'running' })
    const changes = shop.db.sqlite.prepare('SELECT figure, before, after, source, run_id FROM stock_changes')
    expect(changes.raw().all()).toEqual([
      ['onHand', 15 - 2, 10, 'webhook', run?.id],
      ['available', 15 - 2, 10, 'webhook', run?.id],
    ])
  })

  it('adds a row that was not stored, and adds up rows of the same grain', async () => {
    const rows = [2, 3].map((onHand) => aDeliveredRow({ sku: 'B', onHand, bin: 'new' }))
    await shop.deliver({ kind: 'stock', rows })
    expect(shop.figures()).toContain('B Main new 5')
  })

  it('knows how long it took, unless an earlier run of the program received it', async () => {
    const id = shop.inbox.add(shop.connectionId, {
      kind: 'stock',
      rows: [aDeliveredRow({ sku: 'A', onHand: 1 })],
    })
    shop.arrived.set(id, shop.clock.monotonic() - 40)
    const older = shop.inbox.add(shop.connectionId, {
      kind: 'stock',
      rows: [aDeliveredRow({ sku: 'B', onHand: 1 })],
    })
    await shop.worker.work(shop.connectionId)
    expect(shop.inbox.row(id)).toMatchObject({ state: 'done', delayMs: 40 })
    expect(shop.inbox.row(older)).toMatchObject({ state: 'done', delayMs: null })
  })

  it('is only marked when it was perhaps sent again', async () => {
    const id = await shop.deliverStock({ sku: 'A', onHand: 7 }, { isRepeat: true })
    expect(shop.figures()[0]).toBe('A Main 10 + 4')
    expect(shop.dirty()).toEqual(['A'])
    expect(shop.isProvisional('A')).toBe(false)
    expect(shop.inbox.row(id)).toMatchObject({ state: 'done', delayMs: null })
    expect(shop.productRuns()).toEqual([])
  })

  it('makes no stub of a product that is not stored: products are wanted', async () => {
    const rows = [aDeliveredRow({ sku: 'New', onHand: 1 }), aDeliveredRow({ sku: 'B', onHand: 4 })]
    await shop.deliver({ kind: 'stock', rows })
    expect(shop.db.sqlite.prepare('SELECT count(*) FROM products').pluck().get()).toBe(2)
    expect(shop.figures()).toContain('B Main 4')
    expect(shop.feeds.wantedAt(shop.connectionId, 'products')).toBe(shop.clock.now())
  })

  it('leaves a row at a location that is not known to the answer that confirms', async () => {
    await shop.deliverStock({ sku: 'B', onHand: 4, location: 'Pop-up' })
    expect(shop.figures()).toContain('B Main 5')
    expect(shop.db.sqlite.prepare('SELECT count(*) FROM locations').pluck().get()).toBe(2)
    shop.answer = () => [aStockRow({ sku: 'B', onHand: 4, location: 'Pop-up' })]
    await shop.settle()
    expect(shop.figures()).toContain('B Pop-up 4')
  })

  it('gets the last word of several in a row', async () => {
    for (const onHand of [1, 2, 10])
      shop.inbox.add(shop.connectionId, { kind: 'stock', rows: [aDeliveredRow({ sku: 'A', onHand })] })
    await shop.worker.work(shop.connectionId)
    expect(shop.figures()[0]).toBe('A Main 10 + 4')
  })

  it('is not overwritten by what a sync had read before it, nor removed by what that did not name', async () => {
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 99 }), aStockRow({ sku: 'A', onHand: 3, bin: 'b1' })])
    await shop.clock.advance(10)
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    run.putStock([aStockRow({ sku: 'B', onHand: 6 })])
    await run.commitStock(whole, signal)
    expect(shop.figures()).toEqual(['A Main 7 + 4', 'A Main b1 3', 'A Shop 2', 'B Main 6'])
    expect(shop.dirty()).toEqual(['A'])
  })

  it('is only marked before the stock list was read to its end', async () => {
    const fresh = new LiveSetup()
    const run = fresh.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 1 })])
    await fresh.clock.advance(1)
    await fresh.deliverStock({ sku: 'A', onHand: 7 })
    await fresh.settle()
    expect(fresh.figures()).toEqual(['A Main 1'])
    expect(fresh.dirty()).toEqual(['A'])
    expect(fresh.asked).toEqual([])
    await run.commitStock(whole, signal)
    fresh.answer = () => [aStockRow({ sku: 'A', onHand: 7 })]
    fresh.finishSync()
    await fresh.settle()
    expect(fresh.figures()).toEqual(['A Main 7'])
    await fresh.refresher.stop()
  })
})
