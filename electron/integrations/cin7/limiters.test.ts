import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../testing/fake-clock'
import { Limiters } from './limiters'
import { defaultPace, withBudget } from './limits'

const access = { connectionId: 'one', apiUrl: 'https://cin7.test/', applicationKey: 'key-1' }
const never = new AbortController().signal

function someLimiters() {
  const clock = new FakeClock({ passUpToMs: 600_000 })
  const limiters = new Limiters(clock, defaultPace)
  const call = (changes: Partial<typeof access> = {}) =>
    limiters.of({ ...access, ...changes }).run('user', never, async () => {})
  return { clock, limiters, call }
}

describe('Limiters', () => {
  it('gives all connections with one key at one address the same limiter, in any case of the key', () => {
    const { limiters } = someLimiters()
    const limiter = limiters.of(access)
    const stop = new AbortController()
    limiter.run('user', stop.signal, () => new Promise(() => {})).catch(() => {})
    expect(limiters.of({ ...access, connectionId: 'two' })).toBe(limiter)
    expect(limiters.of({ ...access, applicationKey: 'KEY-1' })).toBe(limiter)
    expect(limiters.of({ ...access, applicationKey: 'key-2' })).not.toBe(limiter)
    expect(limiters.of({ ...access, apiUrl: 'https://other.test/' })).not.toBe(limiter)
  })

  it('tells how many calls were made with the key that a connection used last', async () => {
    const { limiters, call } = someLimiters()
    const used = (connectionId: string) => limiters.budget(connectionId).used
    await call()
    await call({ connectionId: 'two' })
    expect([used('one'), used('two'), used('three')]).toEqual([2, 2, 0])
    await call({ applicationKey: 'key-2' })
    expect([used('one'), used('two')]).toEqual([1, 2])
  })

  it('tells how many calls are allowed now: as many as are set, fewer after a limit answer', async () => {
    let callBudget = 40
    const clock = new FakeClock({ passUpToMs: 600_000 })
    const limiters = new Limiters(
      clock,
      withBudget(defaultPace, () => callBudget),
    )
    const limit = () => limiters.budget('one').limit
    expect(limit()).toBe(40)
    callBudget = 20
    expect(limit()).toBe(20)

    limiters.of(access).slowDown()
    expect(limit()).toBe(10)
    await clock.sleep(12_000)
    expect(limit()).toBe(11)
  })

  it('drops a limiter that would hold up nothing any more, and only then', async () => {
    const { clock, limiters, call } = someLimiters()
    await call()
    const limiter = limiters.of(access)
    await clock.sleep(59_000)
    expect(limiters.of(access)).toBe(limiter)
    await clock.sleep(2_000)
    expect(limiters.of(access)).not.toBe(limiter)
  })

  it('keeps a limiter that was told to slow down or to pause', async () => {
    const { clock, limiters } = someLimiters()
    const slowed = limiters.of(access)
    slowed.slowDown()
    const paused = limiters.of({ ...access, applicationKey: 'key-2' })
    paused.pause(100_000)
    await clock.sleep(90_000)
    expect(limiters.of(access)).toBe(slowed)
    expect(limiters.of({ ...access, applicationKey: 'key-2' })).toBe(paused)
  })
})
