import { describe, expect, it } from 'vitest'
import type { ConnectionHealth } from '../../../shared/domain/health'
import { describeHealth, formatResponse } from './health-words'

const now = Date.UTC(2026, 10, 24, 12)

const nothing: ConnectionHealth = {
  latest: null,
  lastDay: {
    calls: 0,
    errors: 0,
    limitHits: 0,
    p50Ms: null,
    p95Ms: null,
    minutesCalled: 0,
    minutesReachable: 0,
  },
}

function valuesOf(health: ConnectionHealth): Record<string, string> {
  const lines = describeHealth(health, { used: 3, limit: 55 }, now)
  return Object.fromEntries(
    lines.map(({ label, value, detail }) => [label, detail ? `${value} ${detail}` : value]),
  )
}

describe('the figures of health in words', () => {
  it('say of everything that it is not known before the first call', () => {
    const { 'API budget': budget, ...values } = valuesOf(nothing)
    expect(new Set(Object.values(values))).toEqual(new Set(['Not known yet']))
    expect(budget).toContain('3 of 55')
  })

  it('say how often and how fast the provider answered', () => {
    const latest = {
      isReachable: true,
      since: now,
      at: now,
      lastSuccessAt: now,
      responseMs: 240,
      problem: null,
    }
    const lastDay = {
      calls: 812,
      errors: 13,
      limitHits: 2,
      p50Ms: 213.4,
      p95Ms: 1_849.2,
      minutesCalled: 415,
      minutesReachable: 412,
    }
    expect(valuesOf({ latest, lastDay })).toMatchObject({
      'Response time now': '240 ms',
      'Half of the calls within': '213 ms',
      '95 of 100 calls within': '1.8 s',
      Uptime: '99.3% in 412 of 415 minutes',
      Errors: '1.6% 13 of 812 calls',
      'Limit hits': '2',
      'Last success': expect.stringMatching(/^Today /),
    })
  })

  it('name no response time while nobody answers', () => {
    const latest = {
      isReachable: false,
      since: now,
      at: now,
      lastSuccessAt: now,
      responseMs: 240,
      problem: null,
    }
    expect(valuesOf({ ...nothing, latest })).toMatchObject({ 'Response time now': 'No answer' })
  })

  it('round nothing to perfect that is not', () => {
    const lastDay = {
      ...nothing.lastDay,
      calls: 100_000,
      errors: 3,
      minutesCalled: 9_000,
      minutesReachable: 8_999,
    }
    expect(valuesOf({ ...nothing, lastDay })).toMatchObject({
      Uptime: 'over 99.9% in 8,999 of 9,000 minutes',
      Errors: 'under 0.1% 3 of 100,000 calls',
      'Limit hits': '0',
    })
  })

  it('keep a no for an answer: calls that all succeeded have no errors', () => {
    const lastDay = { ...nothing.lastDay, calls: 7, minutesCalled: 2, minutesReachable: 2 }
    expect(valuesOf({ ...nothing, lastDay })).toMatchObject({
      Uptime: '100% in 2 of 2 minutes',
      Errors: '0% 0 of 7 calls',
    })
  })
})

describe('a response time', () => {
  it.each([
    [0, '0 ms'],
    [149.6, '150 ms'],
    [999, '999 ms'],
    [1_249, '1.2 s'],
    [null, 'Not known yet'],
  ])('of %s ms is told as %s', (ms, words) => {
    expect(formatResponse(ms)).toBe(words)
  })
})
