import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connections } from '../../drizzle/schema'
import { DeliveryStoreSetup, TYPE } from '../testing/delivery-store-setup'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const never = new AbortController().signal

let setup: DeliveryStoreSetup

beforeEach(() => {
  setup = new DeliveryStoreSetup()
})

afterEach(() => setup.db.close())

describe('DeliveryStore', () => {
  it('gives what waits of one connection, oldest first', async () => {
    setup.receive('[1]')
    setup.receive('[2]', { connectionId: setup.other })
    await setup.clock.advance(5)
    setup.receive('[3]', { type: 'Product/Updated' })
    setup.receive('[4]')
    const receivedAt = setup.clock.now()
    expect(setup.store.pending(setup.shop, 2)).toEqual([
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
    setup.receive('{', { unusable: 'It is not JSON.' })
    expect(setup.pending()).toEqual([])
    expect(setup.rows()).toMatchObject([
      { state: 'quarantined', problem: 'It is not JSON.', body: Buffer.from('{') },
    ])
  })

  it('stores nothing of a connection that was removed meanwhile, and the rest of the group', () => {
    setup.db.write(() => setup.db.orm.delete(connections).where(eq(connections.id, setup.other)).run())
    const body = Buffer.from('[1]')
    setup.store.insert([
      { connectionId: setup.other, type: TYPE, body, unusable: null },
      { connectionId: setup.shop, type: TYPE, body, unusable: null },
    ])
    expect(setup.rows()).toMatchObject([{ connectionId: setup.shop }])
  })

  it('forgets what a delivery said once it was used', async () => {
    const [first, second] = setup.receiveAll('[1]', '[2]')
    setup.store.fail(first!, 'The store was busy.')
    await setup.clock.advance(40)
    setup.store.finish([first!, second!], { delayMs: 40 })
    const done = { state: 'done', body: null, problem: '', doneAt: setup.clock.now(), delayMs: 40 }
    expect(setup.rows()).toMatchObject([done, done])
    expect(setup.pending()).toEqual([])
  })

  it('puts a delivery aside after its tenth failure', () => {
    const [id] = setup.receiveAll('[1]')
    for (let n = 1; n <= 9; n += 1) setup.store.fail(id!, 'The product could not be read.')
    expect(setup.pending()).toMatchObject([{ attempts: 9 }])
    setup.store.fail(id!, 'The product could not be read.')
    expect(setup.pending()).toEqual([])
    expect(setup.rows()).toMatchObject([
      { state: 'quarantined', attempts: 10, problem: 'The product could not be read.' },
    ])
  })

  it('puts a delivery aside at once when another attempt is no use', () => {
    const [id] = setup.receiveAll('[1]')
    setup.store.fail(id!, 'It names no sale.', 1)
    expect(setup.rows()).toMatchObject([{ state: 'quarantined', attempts: 1 }])
  })

  describe('of an identical body', () => {
    it('counts those that come while one waits', () => {
      for (let n = 1; n <= 50; n += 1) setup.receive('[1]')
      expect(setup.rows()).toMatchObject([{ repeats: 49, isRepeat: false }])
    })

    it('keeps those of other types and connections apart', () => {
      setup.receive('[1]')
      setup.receive('[1]', { type: 'Product/Updated' })
      setup.receive('[1]', { connectionId: setup.other })
      expect(setup.rows().map(({ repeats, isRepeat }) => [repeats, isRepeat])).toEqual(
        Array(3).fill([0, false]),
      )
    })

    it.each([
      ['within 90 minutes', 90 * MINUTE_MS, true],
      ['later', 90 * MINUTE_MS + 1, false],
      ['after the clock was set back an hour', -60 * MINUTE_MS, true],
      ['after the clock was set back a day', -DAY_MS, false],
    ])('stores one that comes %s, and says whether it may have been sent again', (_, ms, isRepeat) => {
      setup.store.finish(setup.receiveAll('[1]'), { delayMs: 1 })
      setup.clock.jumpWallClock(ms)
      setup.receive('[1]')
      expect(setup.rows()).toMatchObject([{ state: 'done' }, { state: 'pending', isRepeat, repeats: 0 }])
    })

    it('calls one sent again that came last while the first still waited', () => {
      const ids = setup.receiveAll('[1]')
      setup.clock.jumpWallClock(85 * MINUTE_MS)
      setup.receive('[1]')
      setup.store.finish(ids, { delayMs: null })
      setup.clock.jumpWallClock(10 * MINUTE_MS)
      setup.receive('[1]')
      expect(setup.rows()).toMatchObject([{ repeats: 1 }, { isRepeat: true }])
    })
  })

  describe('trying again what was put aside', () => {
    it('begins anew, as sent again', () => {
      const [id] = setup.receiveAll('[1]')
      for (let n = 1; n <= 10; n += 1) setup.store.fail(id!, 'No.')
      setup.receive('[2]', { connectionId: setup.other, unusable: 'It is not JSON.' })
      setup.store.retryQuarantined(setup.shop)
      expect(setup.pending()).toMatchObject([{ id, attempts: 0, isRepeat: true, body: Buffer.from('[1]') }])
      expect(setup.rows()).toMatchObject([{ problem: '' }, { state: 'quarantined' }])
    })

    it('counts it where the same body waits already, however often it was put aside', () => {
      for (let n = 1; n <= 3; n += 1) {
        const [id] = setup.receiveAll('[1]', '[1]')
        setup.store.fail(id!, 'No.', 1)
      }
      setup.receive('[1]')
      setup.store.retryQuarantined(setup.shop)
      expect(setup.rows()).toMatchObject([{ state: 'pending', repeats: 6, attempts: 0 }])
    })

    it('makes one of several with the same body', () => {
      for (let n = 1; n <= 3; n += 1) setup.receive('{', { unusable: 'It is not JSON.' })
      setup.store.retryQuarantined(setup.shop)
      expect(setup.rows()).toMatchObject([{ state: 'pending', repeats: 2 }])
    })
  })

  it('purges what was used long ago, and nothing that waits or is put aside', async () => {
    setup.receive('{', { unusable: 'It is not JSON.' })
    setup.receiveAll('[waits]')
    const old = setup.receiveAll(...Array.from({ length: 1_100 }, (_, n) => `[${n}]`))
    setup.store.finish(old.slice(1), { delayMs: 1 })
    await setup.clock.advance(30 * DAY_MS)
    setup.store.finish(old.slice(0, 1), { delayMs: 1 })
    setup.store.finish(setup.receiveAll('[new]'), { delayMs: 1 })

    await setup.store.purge(setup.clock.now() - DAY_MS, never)

    expect(setup.rows().map(({ id }) => id)).toEqual([1, 2, old[0], old.at(-1)! + 1])
  })

  it('stops purging when it is told to', async () => {
    const stopping = new AbortController()
    setup.store.finish(setup.receiveAll(...Array.from({ length: 1_100 }, (_, n) => `[${n}]`)), { delayMs: 1 })
    await setup.clock.advance(DAY_MS)
    const purging = setup.store.purge(setup.clock.now(), stopping.signal)
    stopping.abort(new Error('stopping'))
    await expect(purging).rejects.toThrow('stopping')
    expect(setup.rows()).toHaveLength(600)
  })
})
