import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Reachability } from '../../shared/domain/health'
import type { Database } from '../db/database'
import { storeConnection } from '../testing/factories'
import { openTestDatabase } from '../testing/test-database'
import { type CallMinute, countCall, emptyMinute, figuresOf } from './call-minute'
import { HealthStore } from './health-store'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const now = Date.UTC(2026, 10, 24, 9, 30)

const reachable: Reachability = {
  isReachable: true,
  since: now - 1_000,
  at: now,
  lastSuccessAt: now,
  responseMs: 120,
  problem: null,
}

let db: Database
let store: HealthStore
let connectionId: string

beforeEach(() => {
  db = openTestDatabase()
  store = new HealthStore({ db })
  connectionId = storeConnection(db)
})

afterEach(() => db.close())

function add(minuteAt: number, minute: Partial<CallMinute>, id = connectionId, latest = reachable): void {
  const minutes = new Map([[minuteAt, { ...emptyMinute(), ...minute }]])
  store.add(new Map([[id, { minutes, latest }]]))
}

/** Of successful calls that took so long, in ms. */
function timesOf(...responseMs: number[]): CallMinute['times'] {
  const minute = emptyMinute()
  for (const ms of responseMs) countCall(minute, { outcome: 'success', responseMs: ms })
  return minute.times
}

function countRows(table: string): number {
  return db.sqlite.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? -1
}

describe('HealthStore', () => {
  it('knows nothing of a connection without calls', () => {
    expect(store.latest(connectionId)).toBeNull()
    expect(store.minutes(connectionId, now).size).toBe(0)
  })

  it('adds what comes later to the same minute', () => {
    add(now, { refused: 1, times: timesOf(200, 200, 900) })
    add(now, { limited: 2, unanswered: 3, times: timesOf(200, 30_000) })
    const minute = { refused: 1, limited: 2, unanswered: 3, times: timesOf(200, 200, 900, 200, 30_000) }
    expect([...store.minutes(connectionId, now)]).toMatchObject([[now, minute]])
  })

  it('keeps the newest of what the provider told, also after a restart', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'shelfwatch-health-'))
    try {
      const file = join(dataDir, 'shelfwatch.db')
      const first = openTestDatabase({ file })
      const id = storeConnection(first)
      const problem = { code: 'offline' as const, message: 'Cin7 could not be reached.' }
      const down = { ...reachable, isReachable: false, since: now, problem }
      const minutes = new Map([[now, { ...emptyMinute(), unanswered: 1 }]])
      new HealthStore({ db: first }).add(new Map([[id, { minutes, latest: reachable }]]))
      new HealthStore({ db: first }).add(new Map([[id, { minutes, latest: down }]]))
      first.close()

      const second = openTestDatabase({ file })
      expect(new HealthStore({ db: second }).latest(id)).toEqual(down)
      expect(new HealthStore({ db: second }).minutes(id, now).get(now)).toMatchObject({ unanswered: 2 })
      new HealthStore({ db: second }).add(new Map([[id, { minutes, latest: reachable }]]))
      expect(new HealthStore({ db: second }).latest(id)).toEqual(reachable)
      second.close()
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  })

  it('tells of the last day only', () => {
    add(now - DAY - MINUTE, { refused: 1 })
    add(now - DAY + MINUTE, { refused: 2 })
    add(now, { refused: 4 })
    expect(figuresOf(store.minutes(connectionId, now).values()).errors).toBe(6)
  })

  it('still counts what was called before the clock was set back, but not what a wrong year left behind', () => {
    add(now + 3 * 60 * MINUTE, { refused: 1 })
    add(now + 366 * DAY, { refused: 2 })
    expect(figuresOf(store.minutes(connectionId, now).values()).errors).toBe(1)
  })

  it('keeps a day of calls in every minute and no more, and deletes nothing of it when the clock runs ahead', () => {
    const other = storeConnection(db)
    add(now, { refused: 1 }, other)
    const minutes = new Map(
      Array.from({ length: 1_600 }, (_, minute) => [now + minute * MINUTE, { ...emptyMinute(), refused: 1 }]),
    )
    store.add(new Map([[connectionId, { minutes, latest: reachable }]]))
    expect(countRows('call_minutes')).toBe(1_440 + 1)
    const lastMinute = now + 1_599 * MINUTE
    expect(store.minutes(connectionId, lastMinute).size).toBe(1_440)

    add(lastMinute + 20 * 366 * DAY, { refused: 1 })
    expect(store.minutes(connectionId, lastMinute).size).toBe(1_439)
    expect(store.minutes(other, now).size).toBe(1)
  })

  it('stores nothing for an account that is not connected', () => {
    add(now, { refused: 1 }, 'nobody')
    expect([countRows('call_minutes'), countRows('reachability')]).toEqual([0, 0])
  })

  it('loses everything of a connection that is removed', () => {
    add(now, { refused: 1 })
    db.write(() => db.sqlite.prepare('DELETE FROM connections').run())
    expect([countRows('call_minutes'), countRows('reachability')]).toEqual([0, 0])
  })
})
