import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../db/database'
import { SettingsStore } from '../settings/settings-store'
import { FakeClock } from '../testing/fake-clock'
import { silentLog } from '../testing/node-ports'
import { openTestDatabase } from '../testing/test-database'
import { Presence } from './presence'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('presence', () => {
  let db: Database
  let clock: FakeClock
  let stopping: AbortController

  beforeEach(() => {
    db = openTestDatabase()
    clock = new FakeClock()
    stopping = new AbortController()
  })
  afterEach(() => {
    stopping.abort(new Error('over'))
    db.close()
  })

  const start = () =>
    new Presence({ settings: new SettingsStore({ db }), clock, log: silentLog, stopping: stopping.signal })

  it('knows of no time before the first window', () => {
    const presence = start()
    presence.came()
    expect(presence.since).toBeNull()
  })

  it('remembers over a restart when the window left', async () => {
    const first = start()
    first.came()
    await clock.advance(HOUR)
    const leftAt = clock.now()
    first.left()
    await clock.advance(HOUR)
    const second = start()
    expect(second.since).toBe(leftAt)
    second.came()
    await clock.advance(HOUR)
    expect(second.since).toBe(leftAt)
  })

  it('starts a new absence each time the window is hidden', async () => {
    const presence = start()
    presence.came()
    await clock.advance(HOUR)
    const leftAt = clock.now()
    presence.left()
    await clock.advance(HOUR)
    expect(presence.since).toBeNull()
    presence.came()
    expect(presence.since).toBe(leftAt)
  })

  it('keeps what came before the eyes of the user from being counted after a kill', async () => {
    const killed = start()
    killed.came()
    await clock.advance(MINUTE)
    killed.saw()
    expect(start().since).toBe(clock.now())
    killed.left()
    const leftAt = clock.now()
    await clock.advance(MINUTE)
    killed.saw()
    expect(start().since).toBe(leftAt)
  })

  it('loses at most five minutes to a kill, and no longer counts once the window has left', async () => {
    const killed = start()
    killed.came()
    await clock.advance(2 * HOUR)
    expect(clock.now() - (start().since ?? 0)).toBeLessThanOrEqual(5 * MINUTE)
    killed.left()
    const leftAt = clock.now()
    await clock.advance(HOUR)
    expect(start().since).toBe(leftAt)
  })
})
