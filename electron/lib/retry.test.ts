import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock'
import { seededRandom } from '../testing/node-ports'
import { backOffMs, retry } from './retry'

const never = new AbortController().signal

describe('retry', () => {
  it('tries again after the given delays until it works', async () => {
    const clock = new FakeClock({ passUpToMs: 60_000 })
    const start = clock.monotonic()
    let tries = 0
    const result = await retry(
      async () => {
        tries += 1
        if (tries < 3) throw new Error('not yet')
        return 'done'
      },
      { clock, signal: never, delayAfter: (_, failures) => failures * 100 },
    )
    expect([result, tries, clock.monotonic() - start]).toEqual(['done', 3, 300])
  })

  it('gives up with the last error', async () => {
    const clock = new FakeClock({ passUpToMs: 60_000 })
    let tries = 0
    const failing = retry(() => Promise.reject(new Error(`try ${++tries}`)), {
      clock,
      signal: never,
      delayAfter: (_, failures) => (failures < 5 ? 10 : null),
    })
    await expect(failing).rejects.toThrow('try 5')
  })

  it('tries again at once when the wait is ended', async () => {
    const clock = new FakeClock()
    const start = clock.monotonic()
    const waits: unknown[] = []
    let tries = 0
    const result = await retry(
      async () => {
        tries += 1
        if (tries === 1) throw new Error('not yet')
        return 'done'
      },
      {
        clock,
        signal: never,
        delayAfter: () => 60_000,
        onWait(wait) {
          waits.push(wait?.ms ?? null)
          if (wait) setImmediate(wait.endNow)
        },
      },
    )
    expect([result, clock.monotonic() - start]).toEqual(['done', 0])
    expect(waits).toEqual([60_000, null])
  })

  it('stops waiting at once when aborted', async () => {
    const clock = new FakeClock()
    const abort = new AbortController()
    const failing = retry(() => Promise.reject(new Error('broken')), {
      clock,
      signal: abort.signal,
      delayAfter: () => 60_000,
    })
    await clock.advance(10)
    abort.abort(new Error('stopped'))
    await expect(failing).rejects.toThrow('stopped')
  })
})

describe('backOffMs', () => {
  it('lies between 1 s and a ceiling that doubles up to 60 s', () => {
    const random = seededRandom(3)
    for (const [failures, ceilingMs] of [
      [1, 2_000],
      [2, 4_000],
      [4, 16_000],
      [6, 60_000],
      [40, 60_000],
    ] as const) {
      const waits = Array.from({ length: 200 }, () => backOffMs(failures, random))
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_000)
      expect(Math.max(...waits)).toBeLessThanOrEqual(ceilingMs)
      expect(Math.max(...waits)).toBeGreaterThan(ceilingMs * 0.8)
    }
  })
})
