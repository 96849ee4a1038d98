import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NoticeSetup } from '../testing/notice-setup'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let shop: NoticeSetup

beforeEach(async () => {
  shop = new NoticeSetup()
  await shop.storeProducts(500)
})

afterEach(() => {
  shop.center.stop()
  shop.db.close()
})

/** So many products crossed their reorder points at once. */
async function crossing(products: readonly number[]): Promise<void> {
  for (const product of products) shop.open(product)
  await shop.decided()
}

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
    await crossing([1, 2, 3])
    expect(shop.notifier.titles()).toHaveLength(3)
    await shop.clock.advance(HOUR)
    shop.open(8, { band: 'out' })
    await crossing([4, 5, 6, 7])
    expect(shop.notifier.shown.slice(3)).toEqual([
      { title: '5 products are low, 1 of them out of stock', body: 'Product 8\nProduct 4\nProduct 5' },
    ])
  })

  it('makes one summary of 500', async () => {
    await crossing(range(1, 500))
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
      await crossing([product])
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
    await crossing([1, 2, 3])
    await crossing([4, 5])
    await shop.clock.advance(MINUTE)
    expect(shop.notifier.titles().slice(3)).toEqual(['2 products are low'])
  })

  it('counts the minute by a clock that nobody sets', async () => {
    await crossing([1, 2, 3])
    shop.clock.jumpWallClock(2 * HOUR)
    await crossing([4])
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
    await crossing([1])
    await shop.set({ lowStockAlerts: true })
    expect(shop.notifier.shown).toEqual([])
  })
})

describe('quiet hours', () => {
  beforeEach(() => shop.set({ quietHours: true, quietFrom: 20 * 60, quietTo: 7 * 60 }))

  it('hold what comes until they end, over midnight', async () => {
    await shop.goTo(20)
    await crossing([1])
    await shop.goTo(0, 30)
    await crossing([2])
    await shop.goTo(6, 59)
    expect(shop.notifier.shown).toEqual([])
    await shop.goTo(7)
    expect(shop.notifier.titles()).toEqual(['Low stock: Product 1', 'Low stock: Product 2'])
  })

  it('leave out what was resolved by their end', async () => {
    await shop.goTo(23)
    const alertId = shop.open(1)
    await shop.decided()
    shop.change(alertId, { state: 'resolved', resolved_at: 1 })
    await shop.goTo(8)
    expect(shop.notifier.shown).toEqual([])
  })

  it('that end while the app is closed are made up for at the next start', async () => {
    await shop.goTo(23)
    await crossing([1, 2, 3, 4])
    await shop.restart(10 * HOUR)
    expect(shop.notifier.titles()).toEqual(['4 products are low'])
  })

  it('end at once when they are switched off', async () => {
    await shop.goTo(23)
    await crossing([1])
    await shop.set({ quietHours: false })
    expect(shop.notifier.titles()).toEqual(['Low stock: Product 1'])
  })

  it('end in time when the clock is set on meanwhile', async () => {
    await shop.goTo(23)
    await crossing([1])
    shop.clock.jumpWallClock(9 * HOUR)
    await shop.clock.advance(10 * MINUTE)
    expect(shop.notifier.titles()).toEqual(['Low stock: Product 1'])
  })
})

describe('the daily summary', () => {
  beforeEach(() => shop.set({ noticeMode: 'digest', digestAt: 8 * 60 }))

  it('comes at its time, with what came since the last one, and not without anything new', async () => {
    await crossing([1, 2])
    await shop.goTo(7, 59)
    expect(shop.notifier.shown).toEqual([])
    await shop.goTo(8)
    await crossing([3])
    await shop.goTo(8)
    await shop.goTo(8)
    expect(shop.notifier.shown).toEqual([
      { title: 'Daily summary: 2 products are low', body: 'Product 1\nProduct 2' },
      { title: 'Daily summary: 1 product is low', body: 'Product 3' },
    ])
  })

  it('that was missed while the app was closed comes at the next start', async () => {
    await crossing([1])
    await shop.restart(30 * HOUR)
    await shop.restart()
    expect(shop.notifier.titles()).toEqual(['Daily summary: 1 product is low'])
  })

  it('waits for the end of quiet hours', async () => {
    await shop.set({ quietHours: true, quietFrom: 20 * 60, quietTo: 8 * 60 + 30 })
    await crossing([1])
    await shop.goTo(8, 29)
    expect(shop.notifier.shown).toEqual([])
    await shop.goTo(8, 30)
    expect(shop.notifier.titles()).toEqual(['Daily summary: 1 product is low'])
  })

  it('comes as well on the day on which it is set for later', async () => {
    await crossing([1])
    await shop.set({ digestAt: 11 * 60 })
    await shop.goTo(11)
    expect(shop.notifier.titles()).toEqual(['Daily summary: 1 product is low'])
  })

  it('neither repeats nor loses anything when the clock is set', async () => {
    await crossing([1])
    await shop.goTo(8)
    shop.clock.jumpWallClock(-2 * HOUR)
    await crossing([2])
    await shop.goTo(8)
    shop.clock.jumpWallClock(400 * 24 * HOUR)
    await crossing([3])
    await shop.goTo(8)
    shop.clock.jumpWallClock(-400 * 24 * HOUR)
    await crossing([4])
    await shop.goTo(8)
    await shop.goTo(8)
    expect(shop.notifier.shown.map(({ body }) => body)).toEqual([1, 2, 3, 4].map((n) => `Product ${n}`))
  })

  it('beside instant notices names again what they told, once and only while it lasts', async () => {
    await shop.set({ noticeMode: 'both' })
    const alertId = shop.open(1)
    await crossing([2])
    shop.change(alertId, { state: 'resolved', resolved_at: 1 })
    await shop.goTo(8)
    await shop.goTo(8)
    expect(shop.notifier.titles()).toEqual([
      'Low stock: Product 1',
      'Low stock: Product 2',
      'Daily summary: 1 product is low',
    ])
  })

  it('stands in for instant notices that waited until then', async () => {
    await shop.set({ noticeMode: 'both', quietHours: true, quietFrom: 20 * 60, quietTo: 8 * 60 })
    await shop.goTo(23)
    await crossing([1])
    await shop.goTo(9)
    expect(shop.notifier.titles()).toEqual(['Daily summary: 1 product is low'])
  })
})
