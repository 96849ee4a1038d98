import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock'
import { seededRandom } from '../testing/node-ports'
import { type CallPriority, type CallRate, RateLimiter } from './rate-limiter'

const rate: CallRate = {
  minGapMs: 350,
  windowMs: 60_000,
  callsPerWindow: 55,
  reservedForUser: 2,
  minCallsPerWindow: 5,
  regrowMs: 12_000,
}

const never = new AbortController().signal

function aLimiter(changes: Partial<CallRate> = {}) {
  const clock = new FakeClock({ passUpToMs: 600_000 })
  const limiter = new RateLimiter(clock, { ...rate, ...changes })
  const starts: number[] = []
  const names: string[] = []
  const call = (name: string, priority: CallPriority = 'sync', durationMs = 0, signal = never) =>
    limiter.run(priority, signal, async () => {
      starts.push(clock.monotonic())
      names.push(name)
      if (durationMs > 0) await clock.sleep(durationMs)
    })
  return { clock, limiter, call, starts, names }
}

function gaps(starts: number[]): number[] {
  return starts.slice(1).map((at, index) => at - (starts[index] ?? 0))
}

function mostWithin(starts: number[], windowMs: number): number {
  return Math.max(...starts.map((from) => starts.filter((at) => at >= from && at <= from + windowMs).length))
}

describe('RateLimiter', () => {
  it('starts no two calls within 350 ms and never more than 55 in any 60 s, over 400 calls of mixed urgency', async () => {
    const { call, starts } = aLimiter()
    const random = seededRandom(7)
    const priorities: CallPriority[] = ['user', 'webhook', 'sync']
    await Promise.all(
      Array.from({ length: 400 }, (_, index) =>
        call(`${index}`, priorities[index % 3], Math.floor(random.fraction() * 900)),
      ),
    )
    expect(starts).toHaveLength(400)
    expect(Math.min(...gaps(starts))).toBeGreaterThanOrEqual(350)
    expect(mostWithin(starts, 60_000)).toBeLessThanOrEqual(55)
  })

  it('keeps the limit when bursts come after quiet times', async () => {
    const { clock, call, starts } = aLimiter()
    for (const [burst, quietMs] of [
      [30, 30_000],
      [40, 5_000],
      [55, 61_000],
      [60, 0],
    ] as const) {
      await Promise.all(Array.from({ length: burst }, () => call('')))
      await clock.sleep(quietMs)
    }
    expect(mostWithin(starts, 60_000)).toBeLessThanOrEqual(55)
  })

  it('uses the whole allowance of a window, so that a long sync is not slower than it must be', async () => {
    const { call, starts } = aLimiter()
    await Promise.all(Array.from({ length: 159 }, () => call('')))
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeLessThan(140_000)
  })

  it('has one call in flight at a time', async () => {
    const { call, starts } = aLimiter()
    await Promise.all([call('a', 'sync', 5_000), call('b', 'user')])
    expect(gaps(starts)).toEqual([5_000])
  })

  it('lets a user go before a webhook and a webhook before a sync, first come first served within each', async () => {
    const { call, names } = aLimiter()
    await Promise.all([
      call('first'),
      call('sync 1'),
      call('webhook', 'webhook'),
      call('sync 2'),
      call('user 1', 'user'),
      call('user 2', 'user'),
    ])
    expect(names).toEqual(['first', 'user 1', 'user 2', 'webhook', 'sync 1', 'sync 2'])
  })

  it('keeps room for a user while a sync has used up its share of the window', async () => {
    const { clock, call } = aLimiter()
    const sync = Promise.all(Array.from({ length: 60 }, () => call('')))
    await clock.sleep(30_000)
    const askedAt = clock.monotonic()
    await call('user', 'user')
    expect(clock.monotonic() - askedAt).toBeLessThan(3_000)
    await sync
  })

  it('starts nothing during a pause, whoever asks', async () => {
    const { clock, limiter, call, starts } = aLimiter()
    const from = clock.monotonic()
    limiter.pause(20_000)
    limiter.pause(5_000)
    await call('user', 'user')
    expect(starts[0]).toBe(from + 20_000)
  })

  it('halves its allowance when told to slow down, and grows back slowly', async () => {
    const { clock, limiter, call, starts } = aLimiter()
    limiter.slowDown()
    const from = clock.monotonic()
    await Promise.all(Array.from({ length: 60 }, () => call('', 'user')))
    expect(starts.filter((at) => at < from + 60_000).length).toBeLessThanOrEqual(32)
    await clock.sleep(600_000)
    const later = clock.monotonic()
    await Promise.all(Array.from({ length: 55 }, () => call('', 'user')))
    expect((starts.at(-1) ?? 0) - later).toBeLessThan(20_000)
  })

  it('still calls now and then after being told to slow down many times', async () => {
    const { limiter, call, starts } = aLimiter()
    for (let times = 0; times < 10; times += 1) limiter.slowDown()
    await Promise.all(Array.from({ length: 5 }, () => call('', 'user')))
    expect(starts).toHaveLength(5)
  })

  it('gives up a waiting call at once when it is aborted, and goes on with the others', async () => {
    const { limiter, call, names } = aLimiter()
    limiter.pause(10_000)
    const abort = new AbortController()
    const waiting = call('aborted', 'user', 0, abort.signal)
    const other = call('other')
    abort.abort(new Error('stopped'))
    await expect(waiting).rejects.toThrow('stopped')
    await other
    expect(names).toEqual(['other'])
  })

  it('frees its place when a call fails', async () => {
    const { limiter, call, names } = aLimiter()
    await expect(limiter.run('sync', never, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    )
    await call('next')
    expect(names).toEqual(['next'])
  })

  it('is not disturbed by the wall clock being set', async () => {
    const { clock, call, starts } = aLimiter()
    await call('a')
    clock.jumpWallClock(-86_400_000)
    await call('b')
    clock.jumpWallClock(10 * 86_400_000)
    await call('c')
    expect(gaps(starts)).toEqual([350, 350])
  })

  it('is idle when nothing is left that would hold up a call', async () => {
    const { clock, limiter, call } = aLimiter()
    expect(limiter.isIdle).toBe(true)
    const long = call('long', 'sync', 90_000)
    await clock.sleep(80_000)
    expect(limiter.isIdle).toBe(false)
    await long
    expect(limiter.isIdle).toBe(true)
    limiter.pause(10_000)
    expect(limiter.isIdle).toBe(false)
    await clock.sleep(10_000)
    limiter.slowDown()
    expect(limiter.isIdle).toBe(false)
    await clock.sleep(600_000)
    expect(limiter.isIdle).toBe(true)
  })

  it('counts the calls of the last 60 s', async () => {
    const { clock, limiter, call } = aLimiter()
    await Promise.all([call('a'), call('b'), call('c')])
    expect(limiter.used()).toBe(3)
    await clock.sleep(60_100)
    expect(limiter.used()).toBe(0)
  })
})
