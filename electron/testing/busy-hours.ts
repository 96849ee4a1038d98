import assert from 'node:assert/strict'
import type { SyncRun, SyncTrigger } from '../../shared/domain/sync-run'
import { coreLimit, mostCallsWithin, type SimulatorCall } from '../integrations/cin7/simulator'
import { FakeClock } from './fake-clock'
import { noNetwork, seededRandom } from './node-ports'
import { changeAll, smallShop } from './small-shop'
import { createTestApp, type TestApp } from './test-app'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const MOST_BUSY_HOURS = 6
/** Longer than any pause below, so that the hours pass by themselves. */
const PASS_UP_TO_MS = HOUR_MS

export interface BusyHours {
  calls: number
  /** In any 60 s. */
  mostInAMinute: number
  /** By the limit. */
  refused: number
  triggers: Set<SyncTrigger>
}

/**
 * Hours in which everything that starts a sync happens, and in which a sync takes more calls than a minute allows:
 * the schedule every five minutes, a user who syncs, asks whether the keys work and wakes the computer, and now and then
 * a network that stays away and a page that has to be read again.
 */
export async function liveThroughBusyHours(hours: number): Promise<BusyHours> {
  const calls: SimulatorCall[] = []
  const clock = new FakeClock({ passUpToMs: PASS_UP_TO_MS })
  const shop = smallShop({ products: 60, locations: 2 })
  const onCall = (call: SimulatorCall) => calls.push(call)
  const app = await createTestApp({ clock, simulator: { shop, pageCap: 2, limit: coreLimit, onCall } })
  try {
    await app.call('settings.set', { syncIntervalMinutes: 5, pageLimit: 1_000 })
    const { connectionId } = await app.connect()
    for (let hour = 0; hour < hours; hour += MOST_BUSY_HOURS) {
      await beBusy(app, connectionId, Math.min(hours - hour, MOST_BUSY_HOURS))
      await loseNetwork(app, connectionId)
      await loseAPage(app, connectionId)
      await sleepAndWake(app)
    }
    return {
      calls: calls.length,
      mostInAMinute: mostCallsWithin(calls, MINUTE_MS),
      refused: calls.filter(({ status }) => status === 429).length,
      triggers: new Set(
        app.events.flatMap(({ name, payload }) => (name === 'sync.started' ? [payload.trigger] : [])),
      ),
    }
  } finally {
    await app.close()
  }
}

async function beBusy(app: TestApp, connectionId: string, hours: number): Promise<void> {
  const random = seededRandom(99)
  const until = app.clock.monotonic() + hours * HOUR_MS
  const every = async (mostMinutes: number, act: (turn: number) => unknown) => {
    for (let turn = 1; app.clock.monotonic() < until; turn += 1) {
      await app.clock.sleep(random.fraction() * mostMinutes * MINUTE_MS)
      await act(turn)
    }
  }
  await Promise.all([
    every(10, (turn) => app.call('sync.start', { connectionId, kind: turn % 4 === 0 ? 'quick' : 'full' })),
    every(0.6, () => app.call('connections.verify', { connectionId })),
    every(30, (turn) => {
      changeAll(app.cin7, turn)
      app.clock.jumpWallClock(turn % 3 === 0 ? 10 * MINUTE_MS : 0)
      app.wake()
    }),
  ])
}

/** A sync that is asked for while another one is under way is that one, which may have its calls behind it. */
async function untilIdle(app: TestApp, connectionId: string): Promise<void> {
  const finished = app.next('sync.finished')
  const { current } = await app.call('sync.overview', { connectionId })
  if (current) await finished
}

async function loseNetwork(app: TestApp, connectionId: string): Promise<void> {
  await untilIdle(app, connectionId)
  app.fetchThrough(noNetwork)
  assert.equal((await app.sync(connectionId)).status, 'failed')
  app.fetchThrough((url, init) => fetch(url, init))
  assert.equal((await app.next('sync.finished')).trigger, 'network')
}

async function loseAPage(app: TestApp, connectionId: string): Promise<void> {
  await untilIdle(app, connectionId)
  app.cin7.addFault({ path: 'ref/productavailability', page: 3, status: 500, body: '', times: 5 })
  const lost = await app.sync(connectionId)
  assert.equal(lost.status, 'partial')
  const finished = app.next('sync.finished')
  await app.call('sync.retryPages', { runId: lost.id })
  assertWell(await finished, 'retry')
}

async function sleepAndWake(app: TestApp): Promise<void> {
  app.clock.jumpWallClock(10 * MINUTE_MS)
  app.wake()
  assertWell(await app.next('sync.finished'), 'wake')
}

function assertWell({ trigger, status }: SyncRun, expected: SyncTrigger): void {
  assert.deepEqual({ trigger, status }, { trigger: expected, status: 'success' })
}
