import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aStockRow } from '../testing/factories'
import { FakeClock } from '../testing/fake-clock'
import { silentLog } from '../testing/node-ports'
import { StockSetup } from '../testing/stock-setup'
import { PaceSchedule } from './pace-schedule'
import { StockMarks } from './stock-marks'
import { StockPaces } from './stock-paces'

const HOUR = 60 * 60_000

let shop: StockSetup
let clock: FakeClock
let stopping: AbortController
let schedule: PaceSchedule

beforeEach(async () => {
  shop = new StockSetup()
  clock = new FakeClock({ now: new Date(2026, 10, 24, 9).getTime() })
  stopping = new AbortController()
  const { db } = shop
  const paces = new StockPaces({ db, clock, stopping: stopping.signal, onChanged: async () => {} })
  schedule = new PaceSchedule({
    db,
    clock,
    log: silentLog,
    stopping: stopping.signal,
    paces,
    connectionIds: () => [shop.connectionId],
  })
  shop.now = clock.now()
  await shop.sync([aStockRow({ onHand: 5 })])
})

afterEach(() => stopping.abort())

const lastAt = () => new StockMarks(shop.db, shop.connectionId).pacesAt()
const afterRun = () => schedule.afterRun({ id: 'run-1', connectionId: shop.connectionId })

describe('the paces of all products', () => {
  it('are worked out after the first run of a day, not after each', async () => {
    await afterRun()
    const first = lastAt()
    expect(first).toBe(clock.now())
    await clock.advance(HOUR)
    await afterRun()
    expect(lastAt()).toBe(first)
    await clock.advance(15 * HOUR)
    await afterRun()
    expect(lastAt()).toBe(clock.now())
  })

  it('are worked out at midnight while nothing is synced', async () => {
    schedule.start()
    await clock.advance(HOUR)
    const first = lastAt()
    expect(first).not.toBeNull()
    await clock.advance(13 * HOUR)
    expect(lastAt()).toBe(first)
    await clock.advance(HOUR + 1)
    expect(lastAt()).toBe(new Date(2026, 10, 25).getTime())
  })

  it('are worked out within the hour after the clock was set to another day', async () => {
    schedule.start()
    await clock.advance(HOUR)
    const first = lastAt()!
    clock.jumpWallClock(3 * 24 * HOUR)
    await clock.advance(HOUR)
    expect(lastAt()).toBeGreaterThan(first + 2 * 24 * HOUR)
  })

  it('wait for the first whole stock list', async () => {
    const other = new StockSetup()
    await new PaceSchedule({
      db: other.db,
      clock,
      log: silentLog,
      stopping: stopping.signal,
      paces: new StockPaces({ db: other.db, clock, stopping: stopping.signal, onChanged: async () => {} }),
      connectionIds: () => [],
    }).afterRun({ id: 'run-1', connectionId: other.connectionId })
    expect(new StockMarks(other.db, other.connectionId).pacesAt()).toBeNull()
  })
})
