import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NoticeSetup } from '../testing/notice-setup'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let shop: NoticeSetup

beforeEach(async () => {
  shop = await NoticeSetup.withProducts(500)
})

afterEach(() => shop.close())

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('at once', () => {
  it('shows one notice for one crossing, once', async () => {
    const alertId = shop.open(1)
    await shop.decided()
    await shop.decided()
    expect(shop.notifier.shown).toEqual([
      {
        title: 'Low stock: Product 1',
        body: '8 available at Main · reorder point 9 · none on order',
      },
    ])
    shop.worsen(alertId, 'out')
    await shop.decided()
    expect(shop.notifier.titles()).toEqual(['Low stock: Product 1', 'Out of stock: Product 1'])
  })

  it('shows up to three one by one, and more as one summary', async () => {
    await shop.crossing([1, 2, 3])
    expect(shop.notifier.titles()).toHaveLength(3)
    await shop.clock.advance(HOUR)
    shop.open(8, { band: 'out' })
    await shop.crossing([4, 5, 6, 7])
    expect(shop.notifier.shown.slice(3)).toEqual([
      {
        title: '5 products are low, 1 of them out of stock',
        body: [
          'Out of stock: Product 8 at Main',
          'Low: Product 4, 8 available at Main',
          'Low: Product 5, 8 available at Main',
          'and 2 more',
        ].join('\n'),
      },
    ])
  })

  it('makes one summary of 500', async () => {
    await shop.crossing(range(1, 500))
    expect(shop.notifier.titles()).toEqual(['500 products are low'])
    await shop.clock.advance(24 * HOUR)
    expect(shop.notifier.titles()).toHaveLength(1)
  })

  it('shows at most three in any minute, and then what came meanwhile as one', async () => {
    const shownAt: number[] = []
    const { show } = shop.notifier
    shop.notifier.show = (notice) => {
      shownAt.push(shop.clock.monotonic())
      show.call(shop.notifier, notice)
    }
    for (const product of range(1, 20)) {
      await shop.crossing([product])
      await shop.clock.advance(7_000)
    }
    await shop.clock.advance(HOUR)
    for (const at of shownAt)
      expect(shownAt.filter((other) => other >= at && other < at + MINUTE).length).toBeLessThanOrEqual(3)
    expect(shop.notifier.titles().slice(0, 4)).toEqual([
      'Low stock: Product 1',
      'Low stock: Product 2',
      'Low stock: Product 3',
      '6 products are low',
    ])
    const products = shop.notifier
      .titles()
      .map((title) => (title.startsWith('Low stock') ? 1 : Number.parseInt(title, 10)))
    expect(products.reduce((sum, count) => sum + count)).toBe(20)
  })

  it('makes one of several that were held back, also when they would fit by then', async () => {
    await shop.crossing([1, 2, 3])
    await shop.crossing([4, 5])
    await shop.clock.advance(MINUTE)
    expect(shop.notifier.titles().slice(3)).toEqual(['2 products are low'])
  })

  it('counts the minute by a clock that nobody sets', async () => {
    await shop.crossing([1, 2, 3])
    shop.clock.jumpWallClock(2 * HOUR)
    await shop.crossing([4])
    expect(shop.notifier.titles()).toHaveLength(3)
    await shop.clock.advance(MINUTE)
    expect(shop.notifier.titles()).toHaveLength(4)
  })
})

describe('what is not worth showing', () => {
  it.each<[string, Record<string, string | number>]>([
    ['resolved', { state: 'resolved', resolved_at: 1 }],
    ['acknowledged', { state: 'acknowledged' }],
    ['snoozed', { state: 'snoozed' }],
    ['covered by an order', { covered_until: 1 }],
  ])('is an alert that is %s by then', async (_how, columns) => {
    const alertId = shop.open(1)
    shop.change(alertId, columns)
    await shop.decided()
    shop.change(alertId, { state: 'open' })
    await shop.decided()
    expect(shop.notifier.shown).toEqual([])
  })

  it('is a band that the alert has left for a better one', async () => {
    const alertId = shop.open(1)
    await shop.decided()
    shop.worsen(alertId, 'out')
    shop.change(alertId, { band: 'low' })
    await shop.decided()
    expect(shop.notifier.titles()).toEqual(['Low stock: Product 1'])
  })

  it('is every band but the newest, when several were reached before one was shown', async () => {
    await shop.set({ quietHours: true, quietFrom: 9 * 60, quietTo: 10 * 60 })
    const alertId = shop.open(1)
    shop.worsen(alertId, 'critical')
    shop.worsen(alertId, 'out')
    await shop.decided()
    await shop.clock.advance(2 * HOUR)
    expect(shop.notifier.titles()).toEqual(['Out of stock: Product 1'])
  })

  it('is a location without notices, also after they are wanted again', async () => {
    await shop.set({ mutedLocationIds: [shop.locationId('Shop')] })
    shop.open(1, { location: 'Shop' })
    shop.open(2)
    await shop.decided()
    await shop.set({ mutedLocationIds: [] })
    expect(shop.notifier.titles()).toEqual(['Low stock: Product 2'])
  })

  it('is anything while notices are off, also after they are on again', async () => {
    await shop.set({ lowStockAlerts: false })
    await shop.crossing([1])
    await shop.set({ lowStockAlerts: true })
    expect(shop.notifier.shown).toEqual([])
  })
})
