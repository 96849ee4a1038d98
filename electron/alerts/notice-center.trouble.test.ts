import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NoticeSetup } from '../testing/notice-setup'

let shop: NoticeSetup

beforeEach(async () => {
  shop = await NoticeSetup.withProducts(8)
})

afterEach(() => shop.close())

describe('a restart', () => {
  it('repeats nothing that was decided, also when it was never shown', async () => {
    shop.notifier.show = () => shop.center.stop()
    await shop.crossing([1, 2])
    const { shown } = shop.notifier
    Reflect.deleteProperty(shop.notifier, 'show')
    await shop.restart()
    expect(shown).toEqual([])
  })

  it('shows later what could not be marked as told', async () => {
    shop.open(1)
    shop.db.sqlite.pragma('query_only = 1')
    await shop.decided()
    expect(shop.notifier.shown).toEqual([])
    shop.db.sqlite.pragma('query_only = 0')
    await shop.restart()
    expect(shop.notifier.titles()).toEqual(['Low stock: Product 1'])
  })
})

describe('a computer that shows no notices', () => {
  it.each(['isThere', 'isRefusing'] as const)(
    'says so in the window until that is dismissed (%s)',
    async (how) => {
      shop.notifier[how] = how === 'isRefusing'
      shop.open(1)
      await shop.decided()
      shop.open(2)
      await shop.decided()
      expect(shop.told).toBe(1)
      const [notice] = shop.center.notices()
      expect(notice?.message).toMatch(/shows no notices.*The list in Alerts is complete\./)

      shop.center.dismiss(notice?.id ?? '')
      expect(shop.center.notices()).toEqual([])
      await shop.restart()
      shop.open(3)
      await shop.decided()
      expect(shop.center.notices()).toEqual([])
      expect(shop.told).toBe(1)
    },
  )
})

describe('a click', () => {
  it('leads to the product, and to the list when it is about several or the product is gone', async () => {
    shop.open(1)
    await shop.decided()
    shop.notifier.clickLast()
    shop.open(1, { location: 'Shop' })
    await shop.crossing([2, 3, 4])
    shop.notifier.clickLast()
    expect(shop.destinations).toEqual([
      { to: 'product', productId: shop.stock.productId('P1') },
      { to: 'alerts' },
    ])
    await shop.clock.advance(60_000)
    shop.open(5)
    await shop.decided()
    shop.db.write(() => shop.db.sqlite.prepare('DELETE FROM connections').run())
    shop.notifier.clickLast()
    expect(shop.destinations.at(-1)).toEqual({ to: 'alerts' })
  })
})

type Step = {
  what: 'open' | 'worsen' | 'resolve' | 'restart' | 'wait' | 'set back' | 'mode'
  product: number
}

it('tells each crossing and each worse band at most once at once and once in a digest, whatever happens', async () => {
  const step = fc.record({
    what: fc.constantFrom('open', 'worsen', 'resolve', 'restart', 'wait', 'set back', 'mode'),
    product: fc.integer({ min: 1, max: 8 }),
  }) as fc.Arbitrary<Step>
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const own = await NoticeSetup.withProducts(8)
      const alerts = new Map<number, number>()
      let decided = 0
      for (const { what, product } of steps) {
        const alertId = alerts.get(product)
        if (what === 'open' && alertId === undefined) {
          alerts.set(product, own.open(product))
          decided += 1
        }
        if (what === 'worsen' && alertId !== undefined) {
          const before = own.stock.count('alert_notices')
          own.worsen(alertId, 'out')
          decided += own.stock.count('alert_notices') - before
        }
        if (what === 'resolve' && alertId !== undefined) {
          own.change(alertId, { state: 'resolved', resolved_at: 1 })
          alerts.delete(product)
        }
        if (what === 'restart') await own.restart(product * 3_600_000)
        if (what === 'wait') await own.clock.advance(product * 3_600_000)
        if (what === 'set back') own.clock.jumpWallClock(-product * 3_600_000)
        if (what === 'mode') own.settings.change({ noticeMode: product > 4 ? 'both' : 'instant' })
        await own.decided()
      }
      const titles = own.notifier.titles()
      const told = (isDigest: boolean) =>
        titles
          .filter((title) => title.startsWith('Daily summary') === isDigest)
          .map((title) => Number(/\d+(?= product)/.exec(title)?.[0] ?? 1))
          .reduce((sum, count) => sum + count, 0)
      own.close()
      expect(told(false)).toBeLessThanOrEqual(decided)
      expect(told(true)).toBeLessThanOrEqual(decided)
    }),
    { seed: 4, numRuns: 15 },
  )
})
