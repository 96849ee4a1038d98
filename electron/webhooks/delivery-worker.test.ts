import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import { aStockRow } from '../testing/factories'
import { aDeliveredRow, externalIdOf, LiveSetup } from '../testing/live-setup'
import { signal, whole } from '../testing/stock-setup'

let shop: LiveSetup

beforeEach(async () => {
  shop = new LiveSetup()
  await shop.store(
    ['A', 'B'],
    [
      aStockRow({ sku: 'A', onHand: 10, inTransit: 4, nextDeliveryAt: 86_400_000 }),
      aStockRow({ sku: 'A', onHand: 3, bin: 'b1' }),
      aStockRow({ sku: 'A', onHand: 2, location: 'Shop' }),
      aStockRow({ sku: 'B', onHand: 5 }),
    ],
  )
})

afterEach(async () => {
  await shop.worker.stop()
  await shop.refresher.stop()
  shop.db.close()
})

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

describe('a delivery about something else', () => {
  it('wants products or purchase orders to be read', async () => {
    await shop.deliver({ kind: 'products' })
    await shop.deliver({ kind: 'orders' })
    expect(shop.feeds.wantedAt(shop.connectionId, 'products')).not.toBeNull()
    expect(shop.feeds.wantedAt(shop.connectionId, 'orders')).not.toBeNull()
    expect(shop.inbox.counts()).toEqual({ done: 2 })
  })

  it('marks the products of a sale', async () => {
    shop.answerSale = () => [externalIdOf('B')]
    const sale = { kind: 'sale', sale: { id: 's1', orderNumber: 'SO-1' } } as const
    await shop.deliver(sale)
    expect(shop.asked).toEqual(['sale s1'])
    expect(shop.dirty()).toEqual(['B'])
    expect(shop.isProvisional('B')).toBe(false)
    shop.answerSale = () => null
    await shop.deliver(sale)
    expect(shop.inbox.counts()).toEqual({ done: 2 })
  })

  it('wants the list instead of looking up more than five sales', async () => {
    for (let n = 1; n <= 6; n += 1)
      shop.inbox.add(shop.connectionId, { kind: 'sale', sale: { id: `s${n}`, orderNumber: '' } })
    await shop.worker.work(shop.connectionId)
    expect(shop.asked).toEqual([])
    expect(shop.inbox.counts()).toEqual({ done: 6 })
    expect(shop.feeds.wantedAt(shop.connectionId, 'sweep')).not.toBeNull()
  })

  it('is put aside at once when it can never be used', async () => {
    const unusable = await shop.deliver({ kind: 'unusable', why: 'It names no product.' })
    const broken = await shop.deliver('{')
    expect(shop.inbox.row(unusable)).toMatchObject({ state: 'quarantined', problem: 'It names no product.' })
    expect(shop.inbox.row(broken)?.state).toBe('quarantined')
  })
})

describe('a delivery that fails', () => {
  it('is tried again ever more seldom, and put aside after ten times', async () => {
    shop.answerSale = () => {
      throw new AppError('offline', 'No network.')
    }
    const id = await shop.deliver({ kind: 'sale', sale: { id: 's1', orderNumber: '' } })
    expect(shop.inbox.row(id)).toMatchObject({ state: 'pending', attempts: 1, problem: 'No network.' })
    await shop.clock.advance(29_000)
    expect(shop.asked).toHaveLength(1)
    await shop.clock.advance(1_000)
    await shop.clock.passUntil(() => shop.inbox.row(id)?.attempts === 2)
    expect(shop.asked).toHaveLength(2)
    await shop.clock.passUntil(() => shop.inbox.row(id)?.state === 'quarantined')
    expect(shop.asked).toHaveLength(10)
    // Given back by the user.
    shop.db.write(() => shop.db.sqlite.exec(`UPDATE webhook_deliveries SET state = 'pending', attempts = 0`))
    await shop.worker.work(shop.connectionId)
    expect(shop.asked).toHaveLength(11)
  })

  it('fails alone', async () => {
    shop.readContents = (body) => {
      if (body === 'strange') throw new TypeError('a bug')
      return body as never
    }
    const strange = shop.inbox.add(shop.connectionId, '"strange"')
    // Nothing can be stored of a row like that.
    const rows = [aDeliveredRow({ sku: 'B', onHand: 4, bin: null as never })]
    const worse = shop.inbox.add(shop.connectionId, { kind: 'stock', rows })
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    expect(shop.figures()).toEqual(['A Main 7 + 4', 'A Main b1 3', 'A Shop 2', 'B Main 5'])
    expect(shop.inbox.row(strange)).toMatchObject({ state: 'pending', attempts: 1 })
    expect(shop.inbox.row(worse)).toMatchObject({ state: 'pending', attempts: 1 })
    expect(shop.inbox.row(worse)?.problem).not.toContain('bin')
    expect(shop.dirty()).toEqual(['A'])
  })
})

describe('many deliveries', () => {
  it('are drained with few calls, and other work gets its turn in between', async () => {
    shop.answer = (externalId) => [aStockRow({ sku: externalId.slice(-1).toUpperCase(), onHand: 1 })]
    shop.db.write(() => {
      for (let n = 0; n < 5_000; n += 1) {
        const row = aDeliveredRow({ sku: n % 2 ? 'A' : 'B', onHand: n })
        const sale = { kind: 'sale', sale: { id: `s${n}`, orderNumber: '' } } as const
        shop.inbox.add(shop.connectionId, n % 10 ? { kind: 'stock', rows: [row] } : sale)
      }
    })
    let turns = 0
    let isDone = false
    const work = shop.worker.work(shop.connectionId).then(() => {
      isDone = true
    })
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve))
      turns += 1
    }
    await work
    expect(turns).toBeGreaterThan(99)
    expect(shop.inbox.counts()).toEqual({ done: 5_000 })
    await shop.settle()
    expect(shop.asked.toSorted()).toEqual(['A', 'B'].map(externalIdOf))
    expect(shop.started).toHaveLength(1)
  })

  it('stay pending when the program stops, and are used by its next run', async () => {
    const id = shop.inbox.add(shop.connectionId, { kind: 'sale', sale: { id: 's1', orderNumber: '' } })
    shop.answerSale = () => new Promise(() => undefined)
    void shop.worker.work(shop.connectionId)
    await shop.clock.advance(1)
    expect(shop.asked).toHaveLength(1)
    const { db, clock, connectionId } = shop
    const next = new LiveSetup({ db, clock, connectionId })
    next.answerSale = () => [externalIdOf('A')]
    await next.worker.work(connectionId)
    expect(shop.inbox.row(id)?.state).toBe('done')
    expect(next.dirty()).toEqual(['A'])
    await next.refresher.stop()
  })
})
