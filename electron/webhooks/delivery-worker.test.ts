import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import { aStockRow } from '../testing/factories'
import { aDeliveredRow, externalIdOf, LiveSetup } from '../testing/live-setup'
import { shopWithBins } from '../testing/live-shops'

let shop: LiveSetup

beforeEach(async () => {
  shop = await shopWithBins()
})

afterEach(() => shop.close())

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
