import { describe, expect, it } from 'vitest'
import { parseDay, parseStamp } from './dates'

describe('parseStamp', () => {
  it.each([
    ['2026-10-07T03:03:13.913Z', '2026-10-07T03:03:13.913Z'],
    ['2026-10-07T13:27:28.16Z', '2026-10-07T13:27:28.160Z'],
    ['2026-10-07T06:54:54.9289846Z', '2026-10-07T06:54:54.928Z'],
    ['2026-10-07T12:59:44.05', '2026-10-07T12:59:44.050Z'],
    ['2026-10-07T12:59:44', '2026-10-07T12:59:44.000Z'],
    ['2026-10-07T12:59:44+13:00', '2026-10-06T23:59:44.000Z'],
    ['2026-10-07', '2026-10-07T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(parseStamp(text) ?? Number.NaN).toISOString()).toBe(expected)
  })

  it.each(['', 'yesterday', '07/10/2026', '2026-13-40T00:00:00', '0001-01-01T00:00:00', '12'])(
    'takes “%s” for no date',
    (text) => {
      expect(parseStamp(text)).toBeNull()
    },
  )
})

describe('parseDay', () => {
  it('keeps the calendar day, whatever time and zone are written behind it', () => {
    const day = Date.UTC(2026, 11, 4)
    for (const text of [
      '2026-12-04T00:00:00',
      '2026-12-04',
      '2026-12-04T00:00:00Z',
      '2026-12-04T23:30:00+13:00',
    ]) {
      expect(parseDay(text)).toBe(day)
    }
    expect(parseDay('')).toBeNull()
  })
})
