import { describe, expect, it } from 'vitest'
import { type AvailableChange, daysLeft, estimatePace } from './run-out'

const DAY = 24 * 60 * 60_000
const now = 1_000 * DAY
const daysAgo = (days: number) => now - days * DAY
const change = (days: number, before: number, after: number): AvailableChange => ({
  at: daysAgo(days),
  before,
  after,
})
const estimate = (changes: AvailableChange[], available: number, knownFor = 100) =>
  estimatePace(changes, { available, knownSince: daysAgo(knownFor), now })

describe('how fast a product leaves a location', () => {
  it('is what left in the last 30 days', () => {
    expect(estimate([change(20, 50, 44), change(5, 44, 35)], 35)).toEqual({
      pace: { perDay: 0.5, daysInStock: 30, since: daysAgo(30) },
      from: null,
    })
  })

  it('is counted from when changes are known', () => {
    expect(estimate([change(5, 20, 10)], 10, 10).pace).toEqual({
      perDay: 1,
      daysInStock: 10,
      since: daysAgo(10),
    })
  })

  it('does not count receipts', () => {
    expect(estimate([change(20, 10, 4), change(15, 4, 50), change(5, 50, 41)], 41).pace?.perDay).toBe(0.5)
  })

  it('leaves out the days on which nothing was available, and what was promised on them', () => {
    const changes = [change(20, 10, 0), change(15, 0, -4), change(10, -4, 30), change(5, 30, 20)]
    expect(estimate(changes, 20).pace).toMatchObject({ perDay: 1, daysInStock: 20 })
  })

  it('counts what was sold beyond the last unit', () => {
    expect(estimate([change(10, 5, -5)], -5).pace).toMatchObject({ perDay: 0.5, daysInStock: 20 })
  })

  it('cannot be said before seven days in stock, and says from when', () => {
    const changes = [change(2, 20, 10)]
    expect(estimate(changes, 10, 4)).toEqual({ pace: null, from: now + 3 * DAY })
    expect(estimate(changes, 10, 7).pace).not.toBeNull()
  })

  it('cannot be foreseen while nothing is available or nothing leaves', () => {
    expect(estimate([change(26, 3, 0)], 0)).toEqual({ pace: null, from: null })
    expect(estimate([], 8)).toEqual({ pace: null, from: null })
    expect(estimate([change(3, 8.5, 8)], 8)).toEqual({ pace: null, from: null })
  })

  it('is not known before the first whole stock list', () => {
    expect(estimatePace([], { available: 5, knownSince: null, now })).toEqual({ pace: null, from: null })
  })

  it('makes no time of a clock that was set back', () => {
    const changes = [change(-2, 20, 15), change(5, 15, 10)]
    expect(estimate(changes, 10, 20).pace?.daysInStock).toBe(22)
  })
})

describe('the days that are left', () => {
  it('are none when nothing is available', () => {
    expect(daysLeft(10, 2)).toBe(5)
    expect(daysLeft(0, 2)).toBe(0)
    expect(daysLeft(-4, 2)).toBe(0)
  })
})
