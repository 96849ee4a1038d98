import { describe, expect, it } from 'vitest'
import { morningOf, snoozeTimes, tomorrowAsDay } from './snooze-times'

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime()
const offered = (now: number) => snoozeTimes(now).map(({ id, until }) => [id, until])

describe('times to be reminded at', () => {
  it('are later today at a round time, tomorrow morning and Monday morning', () => {
    expect(offered(at(24, 9, 12))).toEqual([
      ['laterToday', at(24, 12, 30)],
      ['tomorrow', at(25, 8)],
      ['nextMonday', at(30, 8)],
    ])
  })

  it('have no later today late in the evening', () => {
    expect(offered(at(24, 22)).map(([id]) => id)).toEqual(['tomorrow', 'nextMonday'])
  })

  it('name Monday once on Sunday, and mean the next one on Monday', () => {
    expect(offered(at(29, 9)).map(([id]) => id)).toEqual(['laterToday', 'tomorrow'])
    expect(offered(at(23, 9)).at(-1)).toEqual(['nextMonday', at(30, 8)])
  })

  it('are the morning of a chosen day, which must be to come', () => {
    const now = at(24, 9)
    expect(tomorrowAsDay(now)).toBe('2026-11-25')
    expect(morningOf('2026-11-25', now)).toBe(at(25, 8))
    expect(['2026-11-24', '', 'soon'].map((day) => morningOf(day, now))).toEqual([null, null, null])
  })
})
