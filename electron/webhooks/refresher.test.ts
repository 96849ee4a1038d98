import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import { TRUSTED_MS } from '../../shared/staleness'
import { isTrusted } from '../stock/pair-needs'
import { aStockRow } from '../testing/factories'
import { externalIdOf, LiveSetup } from '../testing/live-setup'
import { signal, whole } from '../testing/stock-setup'

let shop: LiveSetup

const skus = Array.from({ length: 25 }, (_, n) => `P${String(n).padStart(2, '0')}`)

beforeEach(async () => {
  shop = new LiveSetup()
  await shop.store(
    ['A', 'B', ...skus],
    [
      aStockRow({ sku: 'A', onHand: 10 }),
      aStockRow({ sku: 'A', onHand: 2, location: 'Shop' }),
      aStockRow({ sku: 'B', onHand: 5 }),
    ],
  )
  shop.answer = (externalId) => {
    const sku = externalId.replace('product-', '').toUpperCase()
    return sku === 'A' ? [aStockRow({ sku, onHand: 8 }), aStockRow({ sku, onHand: 1, location: 'Shop' })] : []
  }
})

afterEach(async () => {
  await shop.worker.stop()
  await shop.refresher.stop()
  shop.db.close()
})

const isJudged = (sku: string) => {
  const { stock } = shop.index
  return isTrusted(stock, stock.skus.indexOf(sku), shop.clock.now(), TRUSTED_MS)
}

describe('what a delivery marked', () => {
  it('is confirmed once things are quiet, by all rows of the answer', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.clock.advance(1_900)
    expect(shop.asked).toEqual([])
    await shop.clock.advance(200)
    expect(shop.asked).toEqual([externalIdOf('A')])
    expect(shop.figures()).toEqual(['A Main 8', 'A Shop 1', 'B Main 5'])
    expect(shop.dirty()).toEqual([])
    expect(shop.isProvisional('A')).toBe(false)
    expect(shop.shown('A')).toBe(9)
  })

  it('becomes zero where the answer does not name it', async () => {
    shop.answer = () => [aStockRow({ sku: 'A', onHand: 8 })]
    await shop.deliverStock({ sku: 'A', onHand: 7, location: 'Shop' })
    await shop.settle()
    expect(shop.figures()).toEqual(['A Main 8', 'B Main 5'])
  })

  it('is read once for fifty deliveries', async () => {
    for (let n = 0; n < 50; n += 1) await shop.deliverStock({ sku: 'A', onHand: n })
    await shop.settle()
    expect(shop.asked).toEqual([externalIdOf('A')])
  })

  it('is read after five seconds at the latest, however many more come', async () => {
    for (let n = 0; n < 6 && shop.asked.length === 0; n += 1) {
      await shop.deliverStock({ sku: 'A', onHand: n })
      await shop.clock.advance(1_000)
    }
    expect(shop.asked).toHaveLength(1)
  })

  it('stays marked when it is told of again while it is asked for', async () => {
    let answer: (rows: ReturnType<typeof aStockRow>[]) => void = () => undefined
    shop.answer = () => new Promise((resolve) => (answer = resolve))
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    await shop.deliverStock({ sku: 'A', onHand: 6 })
    answer([aStockRow({ sku: 'A', onHand: 7 })])
    await shop.clock.advance(1)
    expect(shop.figures()[0]).toBe('A Main 6')
    expect(shop.dirty()).toEqual(['A'])
    shop.answer = () => [aStockRow({ sku: 'A', onHand: 6 })]
    await shop.settle()
    expect(shop.dirty()).toEqual([])
    expect(shop.figures()).toEqual(['A Main 6', 'B Main 5'])
  })

  it('is told apart by order, also when the clock is put back', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    shop.clock.jumpWallClock(-3_600_000)
    await shop.settle()
    expect(shop.dirty()).toEqual([])
    expect(shop.asked).toHaveLength(1)
  })

  it('is not overwritten by what a sync had read before it was confirmed, nor removed at the end of that list', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 99 }), aStockRow({ sku: 'B', onHand: 5 })])
    await shop.settle()
    await run.commitStock(whole, signal)
    expect(shop.figures()).toEqual(['A Main 8', 'A Shop 1', 'B Main 5'])
  })

  it('is confirmed by a whole list that began after it', async () => {
    shop.answer = () => null
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 7 }), aStockRow({ sku: 'A', onHand: 2, location: 'Shop' })])
    await run.commitStock(whole, signal)
    expect(shop.dirty()).toEqual([])
    expect(shop.isProvisional('A')).toBe(false)
  })
})

describe('what cannot be confirmed now', () => {
  it('is asked for again later, and does not hold up others', async () => {
    shop.answer = (externalId) =>
      externalId === externalIdOf('A') ? null : [aStockRow({ sku: 'B', onHand: 4 })]
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    await shop.deliverStock({ sku: 'B', onHand: 3 })
    await shop.settle()
    expect(shop.asked).toEqual([externalIdOf('A'), externalIdOf('B')])
    expect(shop.dirty()).toEqual(['A'])
    expect(shop.figures()).toEqual(['A Main 7', 'A Shop 2', 'B Main 4'])
    await shop.clock.advance(30_000)
    expect(shop.asked.at(-1)).toBe(externalIdOf('A'))
  })

  it('is not asked for any more once a list has confirmed it', async () => {
    shop.answer = () => null
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 7 })])
    await run.commitStock(whole, signal)
    shop.finishSync()
    await shop.clock.advance(120_000)
    expect(shop.asked).toHaveLength(1)
  })

  it('stands in the history with how much was read', async () => {
    shop.answer = () => [aStockRow({ sku: 'A', onHand: 7 }), aStockRow({ sku: 'A', bin: 'X', onHand: 1 })]
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    const resources = [{ resource: 'availability', pages: 1, rows: 2, failed: 0 }]
    expect(shop.productRuns()).toMatchObject([{ status: 'success', products: 1, stockRows: 2, resources }])
  })

  it('is tried again ever more seldom while the provider cannot be asked, or after the next sync', async () => {
    shop.answer = () => {
      throw new AppError('offline', 'No network.')
    }
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    expect(shop.productRuns()).toMatchObject([
      { status: 'failed', calls: 1, failures: [{ code: 'offline', message: 'No network.' }] },
    ])
    await shop.clock.advance(60_000)
    expect(shop.asked).toHaveLength(2)
    await shop.clock.advance(3_600_000)
    expect(shop.asked.length).toBeLessThan(11)
    expect(shop.productRuns()).toHaveLength(1)
    shop.answer = () => [aStockRow({ sku: 'A', onHand: 8 })]
    shop.finishSync()
    await shop.settle()
    expect(shop.dirty()).toEqual([])
  })

  it('waits for keys that are accepted, and says so in the history', async () => {
    shop.areKeysAccepted = false
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.clock.advance(60_000)
    expect(shop.asked).toEqual([])
    expect(shop.productRuns()).toMatchObject([
      { status: 'failed', failures: [{ code: 'credentials_rejected' }] },
    ])
    shop.areKeysAccepted = true
    shop.refresher.wake(shop.connectionId)
    await shop.settle()
    expect(shop.dirty()).toEqual([])
  })

  it('is left to the list and its guard when very much would become zero', async () => {
    const rows = ['A', 'B'].flatMap((sku) =>
      Array.from({ length: 30 }, (_, bin) => aStockRow({ sku, bin: `${bin}`, onHand: 1 })),
    )
    const run = shop.startRun()
    run.putStock(rows)
    await run.commitStock(whole, signal)
    await shop.clock.advance(1)
    shop.answer = () => []
    for (const sku of ['A', 'B']) await shop.deliverStock({ sku, onHand: 1, bin: '0' })
    await shop.settle()
    expect(shop.figures()).toHaveLength(30)
    expect(shop.started).toHaveLength(1)
  })
})

describe('more than twenty products', () => {
  const deliverAll = async (most: number) => {
    for (const sku of skus.slice(0, most)) await shop.deliverStock({ sku, onHand: 1 })
  }

  it('are read with one sync when the list takes fewer calls', async () => {
    await deliverAll(21)
    await shop.settle()
    expect(shop.asked).toEqual([])
    expect(shop.started).toMatchObject([{ trigger: 'webhook', kind: 'quick' }])
  })

  it('are read one by one when the list takes more calls', async () => {
    shop.pageSize = 1
    shop.db.write(() => shop.db.sqlite.prepare('UPDATE stock_lists SET rows = 100, page_rows = 1').run())
    await deliverAll(21)
    await shop.settle()
    expect(shop.asked).toHaveLength(21)
    expect(shop.started).toEqual([])
  })

  it('are read one by one up to twenty', async () => {
    await deliverAll(20)
    await shop.settle()
    expect(shop.asked).toHaveLength(20)
  })
})

describe('what no product names', () => {
  it('is served by one run, which ends the wanting', async () => {
    await shop.deliver({ kind: 'products' })
    await shop.deliver({ kind: 'orders' })
    await shop.settle()
    expect(shop.started).toHaveLength(1)
    shop.finishSync()
    await shop.clock.advance(120_000)
    expect(shop.started).toHaveLength(1)
    expect(shop.feeds.wantedAt(shop.connectionId)).toBeNull()
  })

  it('waits for a run under way, and is not served by it', async () => {
    shop.isSyncing = true
    const startedAt = shop.clock.now()
    await shop.clock.advance(1)
    await shop.deliver({ kind: 'products' })
    await shop.settle()
    expect(shop.started).toEqual([])
    shop.finishSync({ startedAt, connectionId: shop.connectionId })
    await shop.settle()
    expect(shop.started).toHaveLength(1)
  })

  it('is served by any run that began after it and ended well', async () => {
    shop.isSyncing = true
    await shop.deliver({ kind: 'products' })
    shop.finishSync({ startedAt: shop.clock.now(), connectionId: shop.connectionId })
    await shop.settle()
    expect(shop.started).toEqual([])
  })

  it('starts a run once a minute at most, and later after failures', async () => {
    await shop.deliver({ kind: 'products' })
    await shop.settle()
    shop.finishSync()
    await shop.deliver({ kind: 'products' })
    await shop.settle()
    expect(shop.started).toHaveLength(1)
    await shop.clock.advance(60_000)
    expect(shop.started).toHaveLength(2)
    shop.finishSync({ status: 'failed' })
    await shop.clock.advance(50_000)
    expect(shop.started).toHaveLength(2)
    await shop.clock.advance(60_000)
    expect(shop.started).toHaveLength(3)
  })
})

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

describe('alerts', () => {
  it('are judged on confirmed figures', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    expect(isJudged('A')).toBe(false)
    expect(isJudged('B')).toBe(true)
    await shop.settle()
    expect(isJudged('A')).toBe(true)
    expect(shop.reviews).toBe(1)
    await shop.clock.advance(120_000)
    expect(shop.reviews).toBe(1)
  })

  it('are judged on provisional figures after a minute in which nothing confirmed them', async () => {
    shop.answer = () => null
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.clock.advance(59_000)
    expect([isJudged('A'), shop.reviews]).toEqual([false, 0])
    await shop.clock.advance(2_000)
    expect([isJudged('A'), shop.reviews]).toEqual([true, 1])
  })

  it('are judged although the clock was put back', async () => {
    shop.answer = () => null
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    shop.clock.jumpWallClock(-3_600_000)
    expect(isJudged('A')).toBe(true)
  })
})

describe('stopping', () => {
  it('gives up what is being asked for, and keeps the marks', async () => {
    shop.answer = () => new Promise(() => undefined)
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    await shop.refresher.stop()
    expect(shop.dirty()).toEqual(['A'])
    expect(shop.productRuns()).toMatchObject([{ status: 'cancelled' }])
    await shop.clock.advance(3_600_000)
    expect(shop.asked).toHaveLength(1)
  })
})
