import { afterEach, describe, expect, it } from 'vitest'
import type { Fault } from './integrations/cin7/simulator'
import { expectHistoryInWords, expectNothingLeftBehind, expectShopStored } from './testing/expect-shop'
import { FakeClock } from './testing/fake-clock'
import { changeAll, smallShop } from './testing/small-shop'
import { createTestApp, type TestApp } from './testing/test-app'
import { waitUntil } from './testing/wait-until'

const MINUTE_MS = 60_000
const SECOND_MS = 1_000
const STOCK = 'ref/productavailability'

let app: TestApp

afterEach(() => app.close())

/** The pace of calls passes by itself, a longer wait does not. */
async function start(): Promise<string> {
  const clock = new FakeClock({ passUpToMs: SECOND_MS / 2 })
  app = await createTestApp({
    clock,
    simulator: { shop: smallShop({ products: 9, locations: 2 }), pageCap: 4 },
  })
  const { connectionId } = await app.connect()
  changeAll(app.cin7, 1)
  app.cin7.clearCalls()
  return connectionId
}

describe('quitting', () => {
  const message = 'You have reached 60 calls per 60 seconds API limit.'
  it.each<[string, Fault, number]>([
    ['is asked and does not answer', { hang: true }, 1],
    ['sends one byte and no more', { drip: { bytes: 1, everyMs: 1_000_000 } }, 5],
    ['has said that the limit is reached', { status: 429, body: message, times: 9 }, 5],
    ['has an error, so that the call waits to be tried again', { status: 500, body: '', times: 9 }, 5],
    ['cannot be reached', { cut: 'before', times: 9 }, 5],
  ])('at any call waits for nothing when Cin7 %s, and the next start goes on', async (_, fault, step) => {
    const connectionId = await start()
    for (let n = 1, isHit = true; isHit; n += step) {
      changeAll(app.cin7, n)
      app.cin7.clearCalls()
      app.cin7.addFault({ ...fault, after: n - 1 })
      await app.call('sync.start', { connectionId, kind: 'full' })
      const hasEnded = () => app.events.at(-1)?.name === 'sync.finished'
      await waitUntil(() => app.cin7.calls.length >= n || hasEnded())
      isHit = app.cin7.calls.length >= n
      const startedAt = app.clock.monotonic()

      await app.stop()

      expect(app.clock.monotonic() - startedAt).toBeLessThan(8 * SECOND_MS)
      app.cin7.clearFaults()
      await app.start()
      await expectHistoryInWords(app, connectionId)
      expect(await app.sync(connectionId)).toMatchObject({ status: 'success' })
      await expectShopStored(app, connectionId)
      expectNothingLeftBehind(app)
    }
  })
})

describe('a computer that sleeps for ten minutes', () => {
  it('syncs within a minute of waking up', async () => {
    const connectionId = await start()
    app.clock.jumpWallClock(10 * MINUTE_MS)
    const wokeAt = app.clock.now()
    const finished = app.next('sync.finished')
    app.events.length = 0

    app.wake()
    await app.clock.passUntil(() => app.events.at(-1)?.name.startsWith('sync.') ?? false)

    const run = await finished
    expect(run).toMatchObject({ trigger: 'wake', status: 'success' })
    expect(run.startedAt - wokeAt).toBeLessThan(MINUTE_MS)
    await expectShopStored(app, connectionId)
  })

  it('goes on within a minute with the sync that it slept through, whose connection is dead', async () => {
    const connectionId = await start()
    app.cin7.addFault({ path: STOCK, page: 2, hang: true })
    let requests = 0
    app.fetchThrough((url, init) => {
      requests += 1
      return fetch(url, init)
    })
    const finished = app.next('sync.finished')
    await app.call('sync.start', { connectionId, kind: 'full' })
    await waitUntil(() => app.cin7.calls.some(({ path, page }) => path === STOCK && page === 2))
    const before = requests

    app.clock.jumpWallClock(10 * MINUTE_MS)
    const wokeAt = app.clock.monotonic()
    app.wake()
    await app.clock.passUntil(() => requests > before)
    expect(app.clock.monotonic() - wokeAt).toBeLessThan(MINUTE_MS)

    const run = await finished
    expect(run).toMatchObject({ status: 'success', retries: 1 })
    expect((await app.call('sync.overview', { connectionId })).last?.id).toBe(run.id)
    await expectShopStored(app, connectionId)
    expectNothingLeftBehind(app)
  })
})
