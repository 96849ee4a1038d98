import { describe, expect, it } from 'vitest'
import { defaultPace, limitWaitMs, retryAfterMs, saysLimitReached, scalePace } from './limits'

const now = Date.parse('2026-11-24T03:00:00Z')

describe('retryAfterMs', () => {
  it.each([
    ['60 Seconds', 60_000],
    ['30 sec', 30_000],
    ['30', 30_000],
    [' 5s ', 5_000],
    ['1.5', 1_500],
    ['0', 0],
    ['2 minutes', 120_000],
    ['Retry after 45 seconds', 45_000],
    ['Tue, 24 Nov 2026 03:00:40 GMT', 40_000],
    ['Tue, 24 Nov 2026 02:00:00 GMT', 0],
  ])('reads “%s” as %i ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected)
  })

  it.each([null, '', 'soon', '-5', 'Infinity', 'NaN', '99:99 nonsense'])('ignores %s', (header) => {
    expect(retryAfterMs(header, now)).toBeNull()
  })
})

describe('limitWaitMs', () => {
  it('follows the service between 1 s and 5 min', () => {
    expect([0, 60_000, 3_600_000].map((asked) => limitWaitMs(asked, 1, defaultPace))).toEqual([
      1_000, 60_000, 300_000,
    ])
  })

  it('doubles from 10 s to 2 min when the service names no time', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((attempt) => limitWaitMs(null, attempt, defaultPace))
    expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 120_000, 120_000])
  })
})

describe('saysLimitReached', () => {
  it('knows the words in all their forms and takes no other refusal for them', () => {
    expect(saysLimitReached('You have reached 60 calls per 60 seconds API limit.')).toBe(true)
    expect(saysLimitReached('you have REACHED 60 calls  per minute')).toBe(true)
    expect(saysLimitReached('Available quantity reached 60')).toBe(false)
  })
})

describe('scalePace', () => {
  it('shortens times and leaves counts alone', () => {
    const scaled = scalePace(defaultPace, 0.01)
    expect(scaled).toMatchObject({
      minGapMs: 3.5,
      windowMs: 600,
      callsPerWindow: 55,
      reservedForUser: 2,
      secondMs: 10,
    })
  })
})
