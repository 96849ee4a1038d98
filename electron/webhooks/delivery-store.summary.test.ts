import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeliveryStoreSetup } from '../testing/delivery-store-setup'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

let setup: DeliveryStoreSetup

beforeEach(() => {
  setup = new DeliveryStoreSetup()
})

afterEach(() => setup.db.close())

const summary = () => setup.store.summary(setup.shop, setup.clock.now())

describe('DeliveryStore', () => {
  describe('the summary', () => {
    it('of nothing is empty', () => {
      setup.receive('[1]', { connectionId: setup.other })
      expect(summary()).toEqual({
        received: 0,
        processed: 0,
        pending: 0,
        quarantined: 0,
        successRate: null,
        delayP50: null,
        delayP95: null,
        last: null,
      })
    })

    it('counts each call of the last day, and all that wait or are put aside', async () => {
      setup.receive('[old]', { unusable: 'It is not JSON.' })
      setup.receiveAll('[1]')
      await setup.clock.advance(2 * DAY_MS)
      setup.receive('[1]')
      setup.store.finish(setup.receiveAll('[2]', '[3]'), { delayMs: 30 })
      setup.receive('{', { unusable: 'It is not JSON.' })
      await setup.clock.advance(DAY_MS - 1)
      setup.receive('[4]')
      setup.receive('[4]')
      expect(summary()).toMatchObject({
        received: 5,
        processed: 2,
        pending: 4,
        quarantined: 2,
        successRate: 2 / 3,
        last: { at: setup.clock.now(), delayMs: 30 },
      })
    })

    it('tells the middle and the slow end of the newest thousand measured delays', async () => {
      for (let n = 0; n < 1_200; n += 1) {
        setup.store.finish(setup.receiveAll(`[${n}]`), { delayMs: n < 200 ? 100_000 : n - 199 })
        await setup.clock.advance(1)
      }
      setup.store.finish(setup.receiveAll('[unmeasured]'), { delayMs: null })
      expect(summary()).toMatchObject({ delayP50: 500, delayP95: 950 })
    })

    it('names the newest measured delay, also after a delivery that none is measured of', async () => {
      setup.store.finish(setup.receiveAll('[1]'), { delayMs: 40 })
      await setup.clock.advance(1)
      setup.store.finish(setup.receiveAll('[2]'), { delayMs: 7 })
      await setup.clock.advance(1)
      setup.store.finish(setup.receiveAll('{"SaleID":1}'), { delayMs: null })
      expect(summary().last).toEqual({ at: setup.clock.now(), delayMs: 7 })
    })

    it('goes on after the clock was set back', () => {
      setup.store.finish(setup.receiveAll('[1]'), { delayMs: 7 })
      setup.clock.jumpWallClock(-60 * MINUTE_MS)
      expect(summary()).toMatchObject({ received: 1, delayP50: 7, last: { delayMs: 7 } })
    })
  })
})
