import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import type { CallEnd } from './account'
import { type CallMinute, countCall, emptyMinute, figuresOf } from './call-minute'

const problem = new AppError('offline', 'Cin7 could not be reached.')
const success = (responseMs: number): CallEnd => ({ outcome: 'success', responseMs })

function minuteOf(ends: readonly CallEnd[]): CallMinute {
  const minute = emptyMinute()
  for (const end of ends) countCall(minute, end)
  return minute
}

/** By nearest rank, of the times themselves. */
function exactPercentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
}

/** From answers of the same computer to those that come at the very end of the time-out. */
const responseMs = fc.oneof(
  fc.nat({ max: 20 }),
  fc.integer({ min: 20, max: 3_000 }),
  fc.integer({ min: 3_000, max: 120_000 }),
)

describe('the figures of a day', () => {
  it('tell response times to within 5 % or 1 ms of the exact ones, however the calls fall on minutes', () => {
    const callsByMinute = fc.array(fc.array(responseMs, { maxLength: 60 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(callsByMinute, (minutes) => {
        const times = minutes.flat()
        fc.pre(times.length > 0)
        const { p50Ms, p95Ms } = figuresOf(minutes.map((minute) => minuteOf(minute.map(success))))
        for (const [told, share] of [
          [p50Ms, 0.5],
          [p95Ms, 0.95],
        ] as const) {
          const exact = exactPercentile(times, share)
          expect(Math.abs((told ?? Number.NaN) - exact)).toBeLessThanOrEqual(Math.max(1, exact * 0.05) + 1e-6)
        }
      }),
      { seed: 20_261_124, numRuns: 500 },
    )
  })

  it('count every call once, by how it ended', () => {
    const end = fc.oneof(
      responseMs.map(success),
      fc
        .constantFrom('limited' as const, 'refused' as const, 'unanswered' as const)
        .map((outcome): CallEnd => ({ outcome, problem })),
    )
    fc.assert(
      fc.property(fc.array(fc.array(end, { minLength: 1 })), (minutes) => {
        const ends = minutes.flat()
        const count = (...outcomes: CallEnd['outcome'][]) =>
          ends.filter(({ outcome }) => outcomes.includes(outcome)).length
        expect(figuresOf(minutes.map(minuteOf))).toMatchObject({
          calls: ends.length,
          errors: count('refused', 'unanswered'),
          limitHits: count('limited'),
          minutesCalled: minutes.length,
          minutesReachable: minutes.filter((minute) => minute.some(({ outcome }) => outcome !== 'unanswered'))
            .length,
        })
      }),
      { seed: 20_261_124, numRuns: 300 },
    )
  })

  it('are no zeros without any call', () => {
    expect(figuresOf([])).toEqual({
      calls: 0,
      errors: 0,
      limitHits: 0,
      p50Ms: null,
      p95Ms: null,
      minutesCalled: 0,
      minutesReachable: 0,
    })
  })

  it('name no response time when no call succeeded', () => {
    const { p50Ms, p95Ms, errors } = figuresOf([minuteOf([{ outcome: 'unanswered', problem }])])
    expect({ p50Ms, p95Ms, errors }).toEqual({ p50Ms: null, p95Ms: null, errors: 1 })
  })

  it('take half a kilobyte a minute, however many calls it has and however long they take', () => {
    const minute = minuteOf(Array.from({ length: 100_000 }, (_, call) => success(call * 10)))
    expect(minute.times.byteLength).toBe(500)
    expect(figuresOf([minute]).calls).toBe(100_000)
    expect(figuresOf(Array.from({ length: 1_440 }, () => minute)).calls).toBe(144_000_000)
  })
})
