import { describe, expect, it } from 'vitest'
import type { SyncRun } from '../../../shared/domain/sync-run'
import { formatTime } from '../../lib/format'
import { describeSchedule } from './schedule-words'

const now = new Date(2025, 10, 24, 14, 17).getTime()
const nextAt = now + 15 * 60_000
const usual = {
  settings: { syncAutomatically: true, syncIntervalMinutes: 15 },
  overview: { current: null, nextAt },
  hasProblem: false,
  now,
}

describe('what the status bar says of the next sync', () => {
  it('gives its time', () => {
    expect(describeSchedule(usual)).toBe(`Next sync ${formatTime(nextAt)}`)
  })

  it('names the day when that is not today', () => {
    const overview = { current: null, nextAt: now + 24 * 60 * 60_000 }
    expect(describeSchedule({ ...usual, overview })).toBe(`Next sync tomorrow ${formatTime(overview.nextAt)}`)
  })

  it('gives the interval while a sync runs, and while nothing is due yet', () => {
    const running = { current: { status: 'running' } as SyncRun, nextAt }
    expect(describeSchedule({ ...usual, overview: running })).toBe('Syncs every 15 min')
    expect(describeSchedule({ ...usual, overview: { current: null, nextAt: null } })).toBe(
      'Syncs every 15 min',
    )
  })

  it('promises nothing when it is switched off, or cannot be while the keys do not work', () => {
    const settings = { ...usual.settings, syncAutomatically: false }
    expect(describeSchedule({ ...usual, settings })).toBe('Syncs when you ask')
    expect(describeSchedule({ ...usual, hasProblem: true })).toBe('Automatic syncs on hold')
  })
})
