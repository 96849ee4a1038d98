import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connections, webhookDeliveries } from '../../drizzle/schema'
import type { Database } from '../db/database'
import { storeConnection } from '../testing/factories'
import { FakeClock } from '../testing/fake-clock'
import { openTestDatabase } from '../testing/test-database'
import { DeliveryStore } from './delivery-store'
import type { Received } from './receiver'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const TYPE = 'Sale/Created'
const never = new AbortController().signal

let clock: FakeClock
let db: Database
let store: DeliveryStore
let shop: string
let other: string

beforeEach(() => {
  clock = new FakeClock()
  db = openTestDatabase({ clock })
  store = new DeliveryStore({ db, clock })
  shop = storeConnection(db)
  other = storeConnection(db)
})

afterEach(() => db.close())

const rows = () => db.orm.select().from(webhookDeliveries).all()
const pending = () => store.pending(shop, 10_000)
const summary = () => store.summary(shop, clock.now())

function receive(body: string, values: Partial<Received> = {}): void {
  store.insert([{ connectionId: shop, type: TYPE, body: Buffer.from(body), unusable: null, ...values }])
}

/** Ids of these, just received. */
function receiveAll(...bodies: string[]): number[] {
  for (const body of bodies) receive(body)
  return pending()
    .slice(-bodies.length)
    .map(({ id }) => id)
}

describe('DeliveryStore', () => {
  it('gives what waits of one connection, oldest first', async () => {
    receive('[1]')
    receive('[2]', { connectionId: other })
    await clock.advance(5)
    receive('[3]', { type: 'Product/Updated' })
    receive('[4]')
    const receivedAt = clock.now()
    expect(store.pending(shop, 2)).toEqual([
      {
        id: 1,
        type: TYPE,
        body: Buffer.from('[1]'),
        isRepeat: false,
        receivedAt: receivedAt - 5,
        attempts: 0,
      },
      { id: 3, type: 'Product/Updated', body: Buffer.from('[3]'), isRepeat: false, receivedAt, attempts: 0 },
    ])
  })

  it('puts aside what cannot be used, with the reason', () => {
    receive('{', { unusable: 'It is not JSON.' })
    expect(pending()).toEqual([])
    expect(rows()).toMatchObject([
      { state: 'quarantined', problem: 'It is not JSON.', body: Buffer.from('{') },
    ])
  })

  it('stores nothing of a connection that was removed meanwhile, and the rest of the group', () => {
    db.write(() => db.orm.delete(connections).where(eq(connections.id, other)).run())
    const body = Buffer.from('[1]')
    store.insert([
      { connectionId: other, type: TYPE, body, unusable: null },
      { connectionId: shop, type: TYPE, body, unusable: null },
    ])
    expect(rows()).toMatchObject([{ connectionId: shop }])
  })

  it('forgets what a delivery said once it was used', async () => {
    const [first, second] = receiveAll('[1]', '[2]')
    store.fail(first!, 'The store was busy.')
    await clock.advance(40)
    store.finish([first!, second!], { delayMs: 40 })
    const done = { state: 'done', body: null, problem: '', doneAt: clock.now(), delayMs: 40 }
    expect(rows()).toMatchObject([done, done])
    expect(pending()).toEqual([])
  })

  it('puts a delivery aside after its tenth failure', () => {
    const [id] = receiveAll('[1]')
    for (let n = 1; n <= 9; n += 1) store.fail(id!, 'The product could not be read.')
    expect(pending()).toMatchObject([{ attempts: 9 }])
    store.fail(id!, 'The product could not be read.')
    expect(pending()).toEqual([])
    expect(rows()).toMatchObject([
      { state: 'quarantined', attempts: 10, problem: 'The product could not be read.' },
    ])
  })

  it('puts a delivery aside at once when another attempt is no use', () => {
    const [id] = receiveAll('[1]')
    store.fail(id!, 'It names no sale.', 1)
    expect(rows()).toMatchObject([{ state: 'quarantined', attempts: 1 }])
  })

  describe('of an identical body', () => {
    it('counts those that come while one waits', () => {
      for (let n = 1; n <= 50; n += 1) receive('[1]')
      expect(rows()).toMatchObject([{ repeats: 49, isRepeat: false }])
    })

    it('keeps those of other types and connections apart', () => {
      receive('[1]')
      receive('[1]', { type: 'Product/Updated' })
      receive('[1]', { connectionId: other })
      expect(rows().map(({ repeats, isRepeat }) => [repeats, isRepeat])).toEqual(Array(3).fill([0, false]))
    })

    it.each([
      ['within 90 minutes', 90 * MINUTE_MS, true],
      ['later', 90 * MINUTE_MS + 1, false],
      ['after the clock was set back an hour', -60 * MINUTE_MS, true],
      ['after the clock was set back a day', -DAY_MS, false],
    ])('stores one that comes %s, and says whether it may have been sent again', (_, ms, isRepeat) => {
      store.finish(receiveAll('[1]'), { delayMs: 1 })
      clock.jumpWallClock(ms)
      receive('[1]')
      expect(rows()).toMatchObject([{ state: 'done' }, { state: 'pending', isRepeat, repeats: 0 }])
    })

    it('calls one sent again that came last while the first still waited', () => {
      const ids = receiveAll('[1]')
      clock.jumpWallClock(85 * MINUTE_MS)
      receive('[1]')
      store.finish(ids, { delayMs: null })
      clock.jumpWallClock(10 * MINUTE_MS)
      receive('[1]')
      expect(rows()).toMatchObject([{ repeats: 1 }, { isRepeat: true }])
    })
  })

  describe('trying again what was put aside', () => {
    it('begins anew, as sent again', () => {
      const [id] = receiveAll('[1]')
      for (let n = 1; n <= 10; n += 1) store.fail(id!, 'No.')
      receive('[2]', { connectionId: other, unusable: 'It is not JSON.' })
      store.retryQuarantined(shop)
      expect(pending()).toMatchObject([{ id, attempts: 0, isRepeat: true, body: Buffer.from('[1]') }])
      expect(rows()).toMatchObject([{ problem: '' }, { state: 'quarantined' }])
    })

    it('counts it where the same body waits already, however often it was put aside', () => {
      for (let n = 1; n <= 3; n += 1) {
        const [id] = receiveAll('[1]', '[1]')
        store.fail(id!, 'No.', 1)
      }
      receive('[1]')
      store.retryQuarantined(shop)
      expect(rows()).toMatchObject([{ state: 'pending', repeats: 6, attempts: 0 }])
    })

    it('makes one of several with the same body', () => {
      for (let n = 1; n <= 3; n += 1) receive('{', { unusable: 'It is not JSON.' })
      store.retryQuarantined(shop)
      expect(rows()).toMatchObject([{ state: 'pending', repeats: 2 }])
    })
  })

  describe('the summary', () => {
    it('of nothing is empty', () => {
      receive('[1]', { connectionId: other })
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
      receive('[old]', { unusable: 'It is not JSON.' })
      receiveAll('[1]')
      await clock.advance(2 * DAY_MS)
      receive('[1]')
      store.finish(receiveAll('[2]', '[3]'), { delayMs: 30 })
      receive('{', { unusable: 'It is not JSON.' })
      await clock.advance(DAY_MS - 1)
      receive('[4]')
      receive('[4]')
      expect(summary()).toMatchObject({
        received: 5,
        processed: 2,
        pending: 4,
        quarantined: 2,
        successRate: 2 / 3,
        last: { at: clock.now(), delayMs: 30 },
      })
    })

    it('tells the middle and the slow end of the newest thousand measured delays', async () => {
      for (let n = 0; n < 1_200; n += 1) {
        store.finish(receiveAll(`[${n}]`), { delayMs: n < 200 ? 100_000 : n - 199 })
        await clock.advance(1)
      }
      store.finish(receiveAll('[unmeasured]'), { delayMs: null })
      expect(summary()).toMatchObject({ delayP50: 500, delayP95: 950 })
    })

    it('names the newest measured delay, also after a delivery that none is measured of', async () => {
      store.finish(receiveAll('[1]'), { delayMs: 40 })
      await clock.advance(1)
      store.finish(receiveAll('[2]'), { delayMs: 7 })
      await clock.advance(1)
      store.finish(receiveAll('{"SaleID":1}'), { delayMs: null })
      expect(summary().last).toEqual({ at: clock.now(), delayMs: 7 })
    })

    it('goes on after the clock was set back', () => {
      store.finish(receiveAll('[1]'), { delayMs: 7 })
      clock.jumpWallClock(-60 * MINUTE_MS)
      expect(summary()).toMatchObject({ received: 1, delayP50: 7, last: { delayMs: 7 } })
    })
  })

  it('purges what was used long ago, and nothing that waits or is put aside', async () => {
    receive('{', { unusable: 'It is not JSON.' })
    receiveAll('[waits]')
    const old = receiveAll(...Array.from({ length: 1_100 }, (_, n) => `[${n}]`))
    store.finish(old.slice(1), { delayMs: 1 })
    await clock.advance(30 * DAY_MS)
    store.finish(old.slice(0, 1), { delayMs: 1 })
    store.finish(receiveAll('[new]'), { delayMs: 1 })

    await store.purge(clock.now() - DAY_MS, never)

    expect(rows().map(({ id }) => id)).toEqual([1, 2, old[0], old.at(-1)! + 1])
  })

  it('stops purging when it is told to', async () => {
    const stopping = new AbortController()
    store.finish(receiveAll(...Array.from({ length: 1_100 }, (_, n) => `[${n}]`)), { delayMs: 1 })
    await clock.advance(DAY_MS)
    const purging = store.purge(clock.now(), stopping.signal)
    stopping.abort(new Error('stopping'))
    await expect(purging).rejects.toThrow('stopping')
    expect(rows()).toHaveLength(600)
  })
})
