import { describe, expect, it } from 'vitest'
import type { LiveStatus } from '../../../shared/domain/live'
import { aLiveStatus } from '../../../shared/testing/a-live-status'
import { firstPicture } from '../../testing/render'
import { LiveSection } from './live-section'

function shown(changes: Partial<LiveStatus>, source: 'account' | 'sample' = 'account'): string {
  return firstPicture(<LiveSection />, {
    connection: { source },
    answers: { 'live.status': aLiveStatus(changes) },
  })
}

const fetchButton = /<button[^>]*>.*?Fetch the tunnel program/

describe('live updates in Settings', () => {
  it('tell their state in a live region with a name', () => {
    expect(shown({ stage: 'unavailable' })).toMatch(
      /role="status" aria-label="State of live updates".*has no Automation module/,
    )
  })

  it('offer to fetch the tunnel program where one is missing and its place is known', () => {
    expect(shown({ stage: 'needsProgram', program: null })).toMatch(fetchButton)
    expect(shown({ stage: 'needsProgram', program: null, canFetch: false })).not.toMatch(fetchButton)
    expect(shown({ stage: 'registered' })).not.toMatch(fetchButton)
  })

  it('do not offer it in place of a program of the user that cannot be used', () => {
    const markup = shown({ stage: 'needsProgram', program: null, programProblem: 'It cannot be run.' })
    expect(markup).not.toMatch(fetchButton)
    expect(markup).toContain('It cannot be run.')
    expect(markup).toContain('Correct its path')
  })

  it('show how far fetching is only as far as the size is known', () => {
    const fetching = (totalBytes: number | null) =>
      shown({ stage: 'needsProgram', fetch: { state: 'fetching', receivedBytes: 5_000_000, totalBytes } })
    expect(fetching(20_000_000)).toMatch(/role="progressbar"[^>]*aria-valuemax="20000000"/)
    expect(fetching(null)).toMatch(/role="progressbar"[^>]*aria-valuetext="5 MB fetched"/)
    expect(fetching(null)).not.toContain('aria-valuenow')
  })

  it('have nothing to register again before there is an address that works', () => {
    const button = (stage: LiveStatus['stage']) =>
      /<button[^>]*>(?=.*?Re-register)/.exec(shown({ stage }))?.[0]
    expect(button('connected')).toContain('aria-disabled="true"')
    expect(button('registered')).toContain('aria-disabled="false"')
    expect(button('unavailable')).toContain('aria-disabled="false"')
  })

  it('speak of subscriptions and deliveries only while they are on', () => {
    expect(shown({ stage: 'off' })).not.toContain('Subscriptions')
    expect(shown({ stage: 'off' })).not.toContain('Deliveries')
    expect(shown({ stage: 'starting' })).toContain('No subscription yet.')
    expect(shown({ stage: 'starting' })).toContain('Deliveries')
  })

  it('are not for sample data', () => {
    const markup = shown({ stage: 'registered' }, 'sample')
    expect(markup).toContain('Live updates need a Cin7 Core account')
    expect(markup).toMatch(
      /<input[^>]*role="switch"[^>]*disabled=""|<input[^>]*disabled=""[^>]*role="switch"/,
    )
    expect(markup).not.toContain('State of live updates')
  })
})
