import { describe, expect, it } from 'vitest'
import { dayOf, untilMidnight } from './day'

const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime()

describe('dayOf', () => {
  it("is the same from the first minute of this computer's day to the last", () => {
    expect(dayOf(at(2026, 10, 24, 0, 0))).toBe(Date.UTC(2026, 10, 24))
    expect(dayOf(at(2026, 10, 24, 23, 59))).toBe(Date.UTC(2026, 10, 24))
    expect(dayOf(at(2026, 10, 25, 0, 0))).toBe(Date.UTC(2026, 10, 25))
  })
})

describe('untilMidnight', () => {
  it('leads into the next day, never to the present moment', () => {
    for (const now of [at(2026, 10, 24, 0, 0), at(2026, 10, 24, 13, 7), at(2026, 10, 24, 23, 59)]) {
      expect(untilMidnight(now)).toBeGreaterThan(0)
      expect(dayOf(now + untilMidnight(now))).toBe(Date.UTC(2026, 10, 25))
      expect(dayOf(now + untilMidnight(now) - 1)).toBe(Date.UTC(2026, 10, 24))
    }
  })
})
