import { expect } from 'vitest'
import { WorkingDay } from '../integrations/cin7/simulator'
import { readStore } from './expect-shop'
import { ExpectedAlerts } from './expected-alerts'
import { createTestApp, type TestApp } from './test-app'

const MINUTE_MS = 60_000
const SYNC_EVERY_MINUTES = 15
const NOON = 12 * 60
/** So many notices at least, or the day has shown nothing. */
const EVENTFUL = 10

/**
 * A day in which the shop sells, receives and moves goods, with a sync every quarter of an hour and a restart at noon. Each
 * crossing that still holds at a sync is told once, nothing else is, and the alerts are what the shop's figures say.
 */
export async function liveThroughDay(seed: number): Promise<void> {
  const app = await createTestApp({ simulator: { plan: { products: 120, locations: 3 } } })
  try {
    await app.call('settings.set', { syncAutomatically: false })
    const expected = new ExpectedAlerts(app.cin7)
    const { connectionId } = await app.connect()
    await app.app.afterSync()
    await expectToldAs(app, connectionId, expected)
    const first = expected.notices.length
    await work(app, connectionId, { seed, expected })
    await expectToldAs(app, connectionId, expected)
    expect(expected.notices.length).toBeGreaterThan(first + EVENTFUL)
  } finally {
    await app.close()
  }
}

async function work(
  app: TestApp,
  connectionId: string,
  { seed, expected }: { seed: number; expected: ExpectedAlerts },
): Promise<void> {
  const day = new WorkingDay(app.cin7, { seed, steps: 500 })
  let now = 0
  for (let event = day.next(); event; event = day.next()) {
    if (now > 0 && quarter(event.minute) > quarter(now)) await sync(app, connectionId, expected)
    if (now > 0 && now < NOON && event.minute >= NOON) await restart(app)
    now = event.minute
  }
  await sync(app, connectionId, expected)
}

function quarter(minute: number): number {
  return Math.floor(minute / SYNC_EVERY_MINUTES)
}

/** What was sold since is seen by this sync, or by the next one. */
async function sync(app: TestApp, connectionId: string, expected: ExpectedAlerts): Promise<void> {
  await app.clock.advance(SYNC_EVERY_MINUTES * MINUTE_MS)
  expect(await app.sync(connectionId, 'quick')).toMatchObject({ status: 'success' })
  await app.app.afterSync()
  expected.look()
}

/** Long enough after it for everything to be judged again. */
async function restart(app: TestApp): Promise<void> {
  await app.restart()
  await app.clock.advance(MINUTE_MS)
}

async function expectToldAs(app: TestApp, connectionId: string, expected: ExpectedAlerts): Promise<void> {
  expected.look()
  expect(decidedNotices(app)).toEqual([...expected.notices].sort())
  expect(await openAlerts(app, connectionId)).toEqual(expected.alerts)
}

function decidedNotices(app: TestApp): unknown[] {
  const told = readStore(app, (db) =>
    db
      .prepare(
        `SELECT n.band || ' ' || p.sku || ' @ ' || l.name FROM alert_notices n
         JOIN low_stock_alerts a ON a.id = n.alert_id
         JOIN products p ON p.id = a.product_id JOIN locations l ON l.id = a.location_id`,
      )
      .pluck()
      .all(),
  )
  return told.sort()
}

async function openAlerts(app: TestApp, connectionId: string): Promise<string[]> {
  const { alerts } = await app.call('alerts.list', {
    connectionId,
    state: 'open',
    locationId: null,
    groupBy: 'none',
    offset: 0,
    limit: 500,
  })
  return alerts.map(({ band, sku, location }) => `${band} ${sku} @ ${location}`).sort()
}
