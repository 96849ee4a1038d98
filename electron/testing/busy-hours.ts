import { expect } from 'vitest'
import { coreLimit, mostCallsWithin } from '../integrations/cin7/simulator'
import { FakeClock } from './fake-clock'
import { seededRandom } from './node-ports'
import { changeAll, smallShop } from './small-shop'
import { createTestApp, type TestApp } from './test-app'

const MINUTE_MS = 60_000
/** Longer than any pause below, so that the hours pass by themselves. */
const PASS_UP_TO_MS = 60 * MINUTE_MS

/**
 * Hours in which the schedule syncs every five minutes, a user syncs, asks whether the keys work and wakes the
 * computer, and a sync takes more calls than a minute allows.
 */
export async function liveThroughBusyHours(hours: number): Promise<void> {
  const clock = new FakeClock({ passUpToMs: PASS_UP_TO_MS })
  const shop = smallShop({ products: 60, locations: 2 })
  const app = await createTestApp({ clock, simulator: { shop, pageCap: 2, limit: coreLimit } })
  try {
    await app.call('settings.set', { syncIntervalMinutes: 5, pageLimit: 1_000 })
    const { connectionId } = await app.connect()
    await beBusy(app, connectionId, clock.monotonic() + hours * 60 * MINUTE_MS)
    const { calls } = app.cin7
    expect(mostCallsWithin(calls, MINUTE_MS)).toBeLessThanOrEqual(coreLimit.calls)
    expect(mostCallsWithin(calls, MINUTE_MS)).toBeGreaterThan(coreLimit.calls / 2)
    expect(calls.filter(({ status }) => status !== 200)).toEqual([])
    const triggers = app.events.flatMap(({ name, payload }) =>
      name === 'sync.started' ? [payload.trigger] : [],
    )
    expect(new Set(triggers)).toEqual(new Set(['connect', 'schedule', 'manual', 'wake']))
  } finally {
    await app.close()
  }
}

async function beBusy(app: TestApp, connectionId: string, until: number): Promise<void> {
  const random = seededRandom(99)
  const every = async (mostMinutes: number, act: (turn: number) => unknown) => {
    for (let turn = 1; app.clock.monotonic() < until; turn += 1) {
      await app.clock.sleep(random.fraction() * mostMinutes * MINUTE_MS)
      await act(turn)
    }
  }
  await Promise.all([
    every(20, (turn) => app.call('sync.start', { connectionId, kind: turn % 2 === 0 ? 'full' : 'quick' })),
    every(1.5, () => app.call('connections.verify', { connectionId })),
    every(30, (turn) => {
      changeAll(app.cin7, turn)
      app.clock.jumpWallClock(turn % 3 === 0 ? 10 * MINUTE_MS : 0)
      app.wake()
    }),
  ])
}
