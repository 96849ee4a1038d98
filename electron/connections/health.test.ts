import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import type { Database } from '../db/database'
import { storeConnection } from '../testing/factories'
import { FakeClock } from '../testing/fake-clock'
import { silentLog } from '../testing/node-ports'
import { openTestDatabase } from '../testing/test-database'
import type { CallEnd } from './account'
import { Health } from './health'
import { HealthStore } from './health-store'

const MINUTE = 60_000
const offline: CallEnd = {
  outcome: 'unanswered',
  problem: new AppError('offline', 'Cin7 could not be reached.'),
}
const good: CallEnd = { outcome: 'success', responseMs: 200 }

let db: Database
let clock: FakeClock
let connectionId: string
let told: string[]
let verify: () => Promise<void>
let calls: number

beforeEach(() => {
  db = openTestDatabase()
  clock = new FakeClock()
  connectionId = storeConnection(db)
  told = []
  calls = 0
  verify = async () => {}
})

afterEach(() => db.close())

function start(): Health {
  return new Health({
    clock,
    log: silentLog,
    store: new HealthStore({ db }),
    verify: () => {
      calls += 1
      return verify()
    },
    emit: (name) => void told.push(name),
  })
}

/** A check whose call ends like this. */
function answering(health: Health, end: CallEnd): void {
  verify = async () => {
    health.record(connectionId, end)
    if (end.outcome !== 'success') throw end.problem
  }
}

describe('the health of a connection', () => {
  it('is not known before the first call', () => {
    expect(start().of(connectionId)).toMatchObject({ latest: null, lastDay: { calls: 0, p50Ms: null } })
  })

  it('says since when nobody answers, and when a call last succeeded', async () => {
    const health = start()
    health.record(connectionId, good)
    const lastSuccessAt = clock.now()
    await clock.advance(MINUTE)
    health.record(connectionId, offline)
    const since = clock.now()
    await clock.advance(MINUTE)
    health.record(connectionId, offline)

    expect(health.of(connectionId).latest).toEqual({
      isReachable: false,
      since,
      at: clock.now(),
      lastSuccessAt,
      responseMs: 200,
      problem: { code: 'offline', message: 'Cin7 could not be reached.' },
    })
    health.record(connectionId, good)
    expect(health.of(connectionId).latest).toMatchObject({
      isReachable: true,
      since: clock.now(),
      problem: null,
    })
  })

  it.each(['limited', 'refused'] as const)('is reachable when a call is %s', (outcome) => {
    const health = start()
    health.record(connectionId, { outcome, problem: new AppError('rate_limited', 'Too many calls.') })
    expect(health.of(connectionId).latest).toMatchObject({ isReachable: true, lastSuccessAt: null })
  })

  it('outlives a restart', () => {
    const before = start()
    before.record(connectionId, good)
    before.record(connectionId, offline)
    const known = before.of(connectionId)
    before.save()
    expect(start().of(connectionId)).toEqual(known)
    expect(known.lastDay).toMatchObject({ calls: 2, errors: 1, minutesCalled: 1, minutesReachable: 1 })
  })

  it('is stored every few seconds while calls go on, and not at each of them', async () => {
    const health = start()
    for (let call = 0; call < 10; call += 1) {
      health.record(connectionId, good)
      await clock.advance(1_000)
    }
    expect(start().of(connectionId).lastDay.calls).toBe(6)
    health.save()
    expect(start().of(connectionId).lastDay.calls).toBe(10)
    expect(health.of(connectionId).lastDay.calls).toBe(10)
  })

  it('tells at once when reachability changes, and later that more was counted', async () => {
    const health = start()
    health.record(connectionId, good)
    health.record(connectionId, good)
    health.record(connectionId, good)
    expect(told).toEqual(['health.changed'])
    health.record(connectionId, offline)
    expect(told).toHaveLength(2)
    health.save()
    expect(told).toHaveLength(3)
    health.save()
    expect(told).toHaveLength(3)
  })

  it('goes on while the disk is full, and stores what it counted once there is room', async () => {
    const pages = Number(db.sqlite.pragma('page_count', { simple: true }))
    db.sqlite.pragma(`max_page_count = ${pages}`)
    const filler = db.sqlite.prepare("INSERT INTO settings (key, value) VALUES (?, 'x')")
    const fill = () => {
      for (let row = 0; ; row += 1) db.write(() => filler.run(`filler ${row} ${'x'.repeat(20)}`))
    }
    expect(fill).toThrow(expect.objectContaining({ code: 'storage_full' }))

    const health = start()
    for (let minute = 0; minute < 1_500; minute += 1) {
      health.record(connectionId, good)
      await clock.advance(MINUTE)
    }
    health.save()
    expect(start().of(connectionId).lastDay.calls).toBeLessThan(1_440)
    expect(health.of(connectionId).lastDay.calls).toBeGreaterThan(1_430)

    db.sqlite.pragma('max_page_count = 100000')
    health.record(connectionId, good)
    health.save()
    expect(start().of(connectionId).lastDay.calls).toBeGreaterThan(1_430)
  })

  it('has no beginning that is still to come after the clock was set back', async () => {
    const health = start()
    health.record(connectionId, offline)
    clock.jumpWallClock(-60 * MINUTE)
    health.record(connectionId, offline)
    expect(health.of(connectionId)).toMatchObject({
      latest: { since: clock.now() },
      lastDay: { calls: 2, minutesCalled: 2 },
    })
  })
})

describe('a check', () => {
  it('calls once for all who ask, and holds for 30 seconds whatever the clock on the wall says', async () => {
    const health = start()
    answering(health, good)
    await Promise.all([1, 2, 3].map(() => health.check(connectionId)))
    expect(calls).toBe(1)
    clock.jumpWallClock(60 * MINUTE)
    await health.check(connectionId)
    clock.jumpWallClock(-120 * MINUTE)
    await clock.advance(29_000)
    await health.check(connectionId)
    expect(calls).toBe(1)
    await clock.advance(1_000)
    await health.check(connectionId)
    expect(calls).toBe(2)
  })

  it('takes a call that ends badly for an answer, which holds as long', async () => {
    const health = start()
    answering(health, offline)
    await health.check(connectionId)
    await health.check(connectionId)
    expect(calls).toBe(1)
    expect(health.of(connectionId).latest?.problem?.code).toBe('offline')
    expect(start().of(connectionId).lastDay.calls).toBe(1)
  })

  it('fails when no call could be made, and tries anew the next time', async () => {
    const health = start()
    const locked = new AppError('keychain_locked', 'The keychain is locked.')
    verify = () => Promise.reject(locked)
    await expect(health.check(connectionId)).rejects.toBe(locked)
    await expect(health.check(connectionId)).rejects.toBe(locked)
    expect(calls).toBe(2)
    answering(health, good)
    await health.check(connectionId)
    expect(health.of(connectionId).latest?.isReachable).toBe(true)
  })

  it('fails, and does not call again so soon, when the answer was not understood', async () => {
    const health = start()
    const unknown = new AppError('provider_changed', 'The answer is not in a known form.')
    verify = async () => {
      health.record(connectionId, good)
      throw unknown
    }
    await expect(health.check(connectionId)).rejects.toBe(unknown)
    await expect(health.check(connectionId)).rejects.toBe(unknown)
    expect(calls).toBe(1)
  })
})
