import { describe, expect, it } from 'vitest'
import { knownTrend } from './trend-path'

describe('the line of a trend', () => {
  it('starts where something is known, and ends today', () => {
    expect(knownTrend([null, 12, 8, 4])).toEqual({
      before: 12,
      now: 4,
      days: 3,
      path: 'M20.5 1.5L39.5 6.5L58.5 11.5',
    })
  })

  it('stands on nothing, or on the least when that is below', () => {
    expect(knownTrend([2, 2])?.path).toBe('M1.5 1.5L58.5 1.5')
    expect(knownTrend([0, 0])?.path).toBe('M1.5 16.5L58.5 16.5')
    expect(knownTrend([-4, 4])?.path).toBe('M1.5 16.5L58.5 1.5')
  })

  it('is not drawn from a single day', () => {
    expect(knownTrend([null, 3])).toBeNull()
    expect(knownTrend([])).toBeNull()
  })
})
