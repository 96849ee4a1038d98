import { describe, expect, it, vi } from 'vitest'
import {
  formatAge,
  formatCalendarDay,
  formatDateTimeInSentence,
  formatDay,
  formatDuration,
  formatElapsed,
  formatMinutes,
  formatNumber,
  isPastDay,
} from './format'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const now = new Date(2025, 10, 24, 0, 30).getTime()

describe('format', () => {
  it('writes a negative number with a true minus sign', () => {
    expect(formatNumber(-2)).toBe('−2')
  })

  it('counts days by the calendar, not by 24 hours', () => {
    expect(formatDay(now - 20 * MINUTE, now)).toBe('Today')
    expect(formatDay(now - HOUR, now)).toBe('Yesterday')
  })

  it('knows tomorrow', () => {
    expect(formatDateTimeInSentence(now + 24 * HOUR, now)).toMatch(/^tomorrow \d/)
  })

  it('gives an interval in hours only when it has no minutes left', () => {
    expect([15, 90, 120, 1440].map(formatMinutes)).toEqual(['15 min', '90 min', '2 h', '24 h'])
  })

  it('has no capital letter in the middle of a sentence', () => {
    expect(formatDateTimeInSentence(now - HOUR, now)).toMatch(/^yesterday \d/)
  })

  it('adds the year to a day of another year only', () => {
    expect(formatDay(new Date(2024, 10, 24).getTime(), now)).toContain('2024')
    expect(formatDay(new Date(2025, 10, 11).getTime(), now)).not.toContain('2025')
  })

  it('gives a day of the calendar its year only when that is another one', () => {
    expect(formatCalendarDay(Date.UTC(2025, 11, 3), now)).not.toContain('2025')
    expect(formatCalendarDay(Date.UTC(2026, 0, 1), now)).toContain('2026')
  })

  it.each(['America/Los_Angeles', 'Pacific/Auckland'])(
    'writes a day of the calendar as that day in %s',
    async (zone) => {
      vi.stubEnv('TZ', zone)
      vi.resetModules()
      const there = await import('./format')
      vi.unstubAllEnvs()
      expect(there.formatCalendarDay(Date.UTC(2025, 11, 3), now)).toMatch(/\b3\b/)
      expect(there.formatDate(Date.UTC(2025, 11, 3))).toMatch(/\b3\b.*2025/)
    },
  )

  it('takes a day for past when it is over, not while it lasts', () => {
    expect(isPastDay(Date.UTC(2025, 10, 23), now)).toBe(true)
    expect(isPastDay(Date.UTC(2025, 10, 24), now)).toBe(false)
  })

  it('gives ages in the largest unit that fits', () => {
    expect(formatElapsed(4 * MINUTE + 59_000)).toBe('4 min')
    expect(formatElapsed(25 * HOUR)).toBe('1 day')
    expect(formatAge(now - 30_000, now)).toBe('just now')
    expect(formatAge(now - 3 * HOUR, now)).toBe('3 h ago')
  })

  it('does not show an age below zero when the clock was set back', () => {
    expect(formatAge(now + HOUR, now)).toBe('just now')
  })

  it('never rounds a short duration to nothing', () => {
    expect(formatDuration(38)).toBe('38 ms')
    expect(formatDuration(1)).toBe('1 ms')
    expect(formatDuration(100)).toBe('0.1 s')
  })

  it('gives tenths of a second only to short durations', () => {
    expect(formatDuration(39_400)).toBe('39 s')
    expect(formatDuration(4 * MINUTE + 12_000)).toBe('4 min 12 s')
    expect(formatDuration(HOUR + 5 * MINUTE)).toBe('1 h 5 min')
  })
})
