import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NoticeSetup } from '../testing/notice-setup'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let shop: NoticeSetup

beforeEach(async () => {
  shop = await NoticeSetup.withProducts(4)
})

afterEach(() => shop.close())

describe('quiet hours', () => {
  beforeEach(() => shop.set({ quietHours: true, quietFrom: 20 * 60, quietTo: 7 * 60 }))

  it('hold what comes until they end, over midnight, and then it is one summary', async () => {
    await shop.goTo(20)
    await shop.crossing([1])
    await shop.goTo(0, 30)
    await shop.crossing([2])
    await shop.goTo(6, 59)
    expect(shop.notifier.shown).toEqual([])
    await shop.goTo(7)
    expect(shop.notifier.titles()).toEqual(['2 products are low'])
    await shop.crossing([3, 4])
    expect(shop.notifier.titles().slice(1)).toEqual(['Low stock: Product 3', 'Low stock: Product 4'])
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
    await shop.crossing([1, 2])
    await shop.restart(10 * HOUR)
    expect(shop.notifier.titles()).toEqual(['2 products are low'])
  })

  it('end at once when they are switched off', async () => {
    await shop.goTo(23)
    await shop.crossing([1])
    await shop.set({ quietHours: false })
    expect(shop.notifier.titles()).toEqual(['Low stock: Product 1'])
  })

  it('end in time when the clock is set on meanwhile', async () => {
    await shop.goTo(23)
    await shop.crossing([1])
    shop.clock.jumpWallClock(9 * HOUR)
    await shop.clock.advance(10 * MINUTE)
    expect(shop.notifier.titles()).toEqual(['Low stock: Product 1'])
  })
})

describe('the daily summary', () => {
  beforeEach(() => shop.set({ noticeMode: 'digest', digestAt: 8 * 60 }))

  it('comes at its time, with what came since the last one, and not without anything new', async () => {
    await shop.crossing([1, 2])
    await shop.goTo(7, 59)
    expect(shop.notifier.shown).toEqual([])
    await shop.goTo(8)
    await shop.crossing([3])
    await shop.goTo(8)
    await shop.goTo(8)
    expect(shop.notifier.shown).toEqual([
      {
        title: 'Daily summary: 2 products are low',
        body: 'Low: Product 1, 8 available at Main\nLow: Product 2, 8 available at Main',
      },
      { title: 'Daily summary: 1 product is low', body: 'Low: Product 3, 8 available at Main' },
    ])
  })

  it('that was missed while the app was closed comes at the next start', async () => {
    await shop.crossing([1])
    await shop.restart(30 * HOUR)
    await shop.restart()
    expect(shop.notifier.titles()).toEqual(['Daily summary: 1 product is low'])
  })

  it('waits for the end of quiet hours', async () => {
    await shop.set({ quietHours: true, quietFrom: 20 * 60, quietTo: 8 * 60 + 30 })
    await shop.crossing([1])
    await shop.goTo(8, 29)
    expect(shop.notifier.shown).toEqual([])
    await shop.goTo(8, 30)
    expect(shop.notifier.titles()).toEqual(['Daily summary: 1 product is low'])
  })

  it('comes as well on the day on which it is set for later', async () => {
    await shop.crossing([1])
    await shop.set({ digestAt: 11 * 60 })
    await shop.goTo(11)
    expect(shop.notifier.titles()).toEqual(['Daily summary: 1 product is low'])
  })

  it('neither repeats nor loses anything when the clock is set', async () => {
    await shop.crossing([1])
    await shop.goTo(8)
    shop.clock.jumpWallClock(-2 * HOUR)
    await shop.crossing([2])
    await shop.goTo(8)
    shop.clock.jumpWallClock(400 * 24 * HOUR)
    await shop.crossing([3])
    await shop.goTo(8)
    shop.clock.jumpWallClock(-400 * 24 * HOUR)
    await shop.crossing([4])
    await shop.goTo(8)
    await shop.goTo(8)
    expect(shop.notifier.shown.map(({ body }) => body)).toEqual(
      [1, 2, 3, 4].map((n) => `Low: Product ${n}, 8 available at Main`),
    )
  })

  it('beside instant notices names again what they told, once and only while it lasts', async () => {
    await shop.set({ noticeMode: 'both' })
    const alertId = shop.open(1)
    await shop.crossing([2])
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
    await shop.crossing([1])
    await shop.goTo(9)
    expect(shop.notifier.titles()).toEqual(['Daily summary: 1 product is low'])
  })
})
