import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aStockRow } from '../testing/factories'
import { LiveSetup } from '../testing/live-setup'
import { shopThatSold } from '../testing/live-shops'

let shop: LiveSetup

beforeEach(async () => {
  shop = await shopThatSold()
})

afterEach(() => shop.close())

describe('the history', () => {
  it('has one run for a batch: what deliveries changed, and what confirmed it', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.deliverStock({ sku: 'B', onHand: 4 })
    await shop.settle()
    expect(shop.productRuns()).toMatchObject([
      {
        trigger: 'webhook',
        kind: 'products',
        status: 'success',
        calls: 2,
        products: 2,
        stockRows: 2,
        failures: [],
      },
    ])
    const [run] = shop.productRuns()
    const changes = shop.db.sqlite.prepare<[string], number>(
      'SELECT count(*) FROM stock_changes WHERE run_id = ?',
    )
    expect(run?.changes).toBe(changes.pluck().get(run?.id ?? ''))
    expect(run?.changes).toBeGreaterThan(4)
    expect(shop.history.lastFinished(shop.connectionId)).toBeNull()
    expect(shop.history.lastSuccessAt(shop.connectionId)).toBeNull()
  })

  it('tells of a crash before the figures were confirmed, which the next start reads', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    const { db, clock, connectionId } = shop
    const next = new LiveSetup({ db, clock, connectionId })
    next.answer = () => [aStockRow({ sku: 'A', onHand: 7 })]
    next.history.markInterrupted()
    expect(next.productRuns()).toMatchObject([
      {
        status: 'failed',
        failures: [{ message: expect.stringContaining('before the figures of these deliveries') }],
      },
    ])
    await shop.refresher.stop()
    next.refresher.wake(connectionId)
    await next.settle()
    expect(next.dirty()).toEqual([])
    await next.refresher.stop()
  })
})
