import { describe, expect, it } from 'vitest'
import { describeStanding } from './standing'

const at = new Date(2026, 10, 24, 9, 41).getTime()
const facts = {
  connection: { problem: null },
  counts: { open: 0, covered: 0 },
  isSyncing: false,
  last: { status: 'success' as const, startedAt: at, finishedAt: at },
}

describe('how things stand', () => {
  it('is fine while nothing is low, or only what a delivery covers', () => {
    expect(describeStanding(facts, 'en-NZ')).toMatchObject({ mark: 'fine', alerts: 'Alerts: 0 open' })
    expect(describeStanding({ ...facts, counts: { open: 2, covered: 2 } })).toMatchObject({
      mark: 'fine',
      openAlerts: 2,
    })
  })

  it('shows what is low, and before that a sync that does not work', () => {
    const low = { ...facts, counts: { open: 6, covered: 1 } }
    expect(describeStanding(low)).toMatchObject({ mark: 'low', alerts: 'Alerts: 6 open' })
    expect(describeStanding({ ...low, last: { ...facts.last, status: 'failed' } }).mark).toBe('trouble')
    const problem = { code: 'credentials_rejected' as const, message: 'Not accepted.' }
    expect(describeStanding({ ...low, connection: { problem } })).toMatchObject({
      mark: 'trouble',
      sync: 'Cannot sync; open Shelfwatch to see why',
    })
  })

  it('says how the last sync ended and when', () => {
    const wordsOf = (changes: Partial<Parameters<typeof describeStanding>[0]>) =>
      describeStanding({ ...facts, ...changes }, 'en-GB').sync
    expect(wordsOf({})).toBe('Up to date · 09:41')
    expect(wordsOf({ last: { ...facts.last, status: 'partial' } })).toBe('Partly synced · 09:41')
    expect(wordsOf({ isSyncing: true })).toBe('Syncing')
    expect(wordsOf({ last: null })).toBe('Never synced')
    expect(wordsOf({ connection: null })).toBe('No account is connected')
  })
})
