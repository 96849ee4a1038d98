import { describe, expect, it } from 'vitest'
import { aLiveStatus } from '../../../shared/testing/a-live-status'
import { formatExact, formatTime } from '../../lib/format'
import { describeFeed } from './schedule-words'

const now = new Date(2026, 10, 24, 9, 41).getTime()

function live(last: { at: number; delayMs: number | null } | null) {
  const { deliveries } = aLiveStatus()
  return describeFeed(aLiveStatus({ deliveries: { ...deliveries, last } }), now)
}

describe('what the status bar says of live updates', () => {
  it('is that they are live, with the delay of the last delivery and when that was', () => {
    expect(live({ at: now - 60_000, delayMs: 412 })).toEqual({
      tone: 'good',
      words: 'Live · 0.4 s',
      title: `Last delivery ${formatExact(now - 60_000)}`,
    })
    expect(live({ at: now, delayMs: 38 })?.words).toBe('Live · 0.1 s')
    expect(live({ at: now, delayMs: 75_000 })?.words).toBe('Live · 1 min 15 s')
  })

  it('names no delay while none was measured', () => {
    expect(live(null)).toEqual({ tone: 'good', words: 'Live', title: undefined })
    expect(live({ at: now, delayMs: null })?.words).toBe('Live')
  })

  it('is that they are down, why, and when they are tried again', () => {
    const problem = { code: 'tunnel_unavailable' as const, message: 'The tunnel ended.' }
    const retryAt = now + 9 * 60_000
    expect(describeFeed(aLiveStatus({ stage: 'down', problem, retryAt }), now)).toEqual({
      tone: 'warning',
      words: `Live feed down · retrying ${formatTime(retryAt)}`,
      title: 'The tunnel ended.',
    })
    expect(describeFeed(aLiveStatus({ stage: 'down', problem }), now)?.words).toBe('Live feed down')
  })

  it.each(['starting', 'addressKnown', 'connected', 'verified'] as const)(
    'is that they start while %s',
    (stage) => {
      expect(describeFeed(aLiveStatus({ stage }), now)?.words).toBe('Live updates starting')
    },
  )

  it.each(['needsProgram', 'needsToken'] as const)('is that they are not set up while %s', (stage) => {
    expect(describeFeed(aLiveStatus({ stage }), now)?.words).toBe('Live updates not set up')
  })

  it.each(['off', 'unavailable'] as const)('is nothing while %s', (stage) => {
    expect(describeFeed(aLiveStatus({ stage }), now)).toBeNull()
  })

  it('is nothing while it is not known', () => {
    expect(describeFeed(undefined, now)).toBeNull()
  })
})
