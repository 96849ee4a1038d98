import { describe, expect, it } from 'vitest'
import type { SyncFailure, SyncOverview, SyncRun } from '../../../shared/domain/sync-run'
import { AppError } from '../../../shared/errors'
import { aSyncRun } from '../../../shared/testing/a-sync-run'
import { formatTime } from '../../lib/format'
import { describeNextTry, describePressFailure, describeSync } from './sync-words'

const connectionId = '00000000-0000-4000-8000-0000000000aa'
const now = new Date(2025, 10, 24, 9, 41).getTime()
const earlier = new Date(2025, 10, 24, 9, 12).getTime()

describe('describeSync', () => {
  it('says when the data is up to date', () => {
    expect(describeSync(anOverview({ last: aRun({ status: 'success', finishedAt: now }) }), now)).toEqual({
      tone: 'good',
      words: `Up to date · ${formatTime(now)}`,
    })
  })

  it.each([
    ['availability', 'Products up to date'],
    ['products', 'Stock up to date'],
  ] as const)('does not claim that of %s when they are left out', (leftOut, words) => {
    const last = aRun({ status: 'success', finishedAt: now, leftOut: [leftOut] })
    expect(describeSync(anOverview({ last }), now).words).toBe(`${words} · ${formatTime(now)}`)
  })

  it('counts the page that is being read', () => {
    const overview = anOverview({
      current: aRun({ status: 'running' }),
      progress: aProgress({ pagesDone: 3 }),
    })
    expect(describeSync(overview, now).words).toBe('Syncing · page 4 of 12')
  })

  it.each([
    ['limit', 'Waiting for Cin7 · next try'],
    ['network', 'Waiting for the network · next try'],
    ['retry', 'Cin7 does not answer · next try'],
  ] as const)('says when the next try is while it waits for the %s', (waitingFor, words) => {
    const overview = anOverview({
      current: aRun({ status: 'running' }),
      progress: aProgress({ pagesDone: 3, waitingUntil: now, waitingFor }),
    })
    expect(describeSync(overview, now)).toEqual({ tone: 'warning', words, nextTryAt: now })
  })

  it('does not call a sync under way again while the network is tried', () => {
    const overview = anOverview({
      current: aRun({ status: 'running' }),
      progress: aProgress({ pagesDone: 3, waitingUntil: null, waitingFor: 'network' }),
    })
    const words = 'Waiting for the network · next try'
    expect(describeSync(overview, now)).toEqual({ tone: 'warning', words, nextTryAt: now })
  })

  it('says so as well when the very first call has to wait', () => {
    const overview = anOverview({
      current: aRun({ status: 'running' }),
      progress: aProgress({ pagesDone: 0, pagesKnown: 0, waitingUntil: now, waitingFor: 'limit' }),
    })
    expect(describeSync(overview, now).nextTryAt).toBe(now)
  })

  it('does not call up to date what is too old to be trusted', () => {
    const finishedAt = now - 25 * 60 * 60 * 1000
    const overview = anOverview({ last: aRun({ status: 'success', finishedAt }) })
    expect(describeSync(overview, now)).toEqual({
      tone: 'warning',
      words: `Last synced · yesterday ${formatTime(finishedAt)}`,
    })
  })

  it('names the number of failed pages of a partial run', () => {
    const failures = [4, 5].map((page) => aFailure({ page, isWholePage: true }))
    const overview = anOverview({ last: aRun({ status: 'partial', failures }) })
    expect(describeSync(overview, now).words).toBe('Partly synced · 2 pages failed')
  })

  it('calls no page failed of which only rows could not be read', () => {
    const last = aRun({ status: 'partial', failed: 3, failures: [aFailure({ page: 4 })] })
    expect(describeSync(anOverview({ last }), now).words).toBe('Partly synced · 3 rows could not be read')
  })

  it('leads to the history when a whole list is missing', () => {
    const last = aRun({ status: 'partial', failures: [aFailure({ resource: 'suppliers' })] })
    expect(describeSync(anOverview({ last }), now).words).toBe('Partly synced · see Sync history')
  })

  it('names the cause of a failed run', () => {
    const failures = [aFailure({ code: 'credentials_rejected' })]
    const overview = anOverview({ last: aRun({ status: 'failed', failures }) })
    expect(describeSync(overview, now).words).toBe('Sync failed · keys not accepted')
  })

  it('says offline and from when the figures are', () => {
    const last = aRun({ status: 'failed', failures: [aFailure({ code: 'offline' })] })
    expect(describeSync(anOverview({ last, lastSuccessAt: earlier }), now).words).toBe(
      `Offline · showing ${formatTime(earlier)}`,
    )
  })

  it.each(['failed', 'cancelled'] as const)(
    'says that a sync was cut short and when it goes on',
    (status) => {
      const last = aRun({ status, finishedAt: null, failures: [aFailure({ code: 'cancelled' })] })
      expect(describeSync(anOverview({ last, nextAt: now + 3_000 }), now)).toEqual({
        tone: 'warning',
        words: 'Sync was cut short · goes on',
        nextTryAt: now + 3_000,
      })
    },
  )

  it('says from when the figures are when a sync that was cut short does not go on by itself', () => {
    const last = aRun({ status: 'failed', failures: [aFailure({ code: 'cancelled' })] })
    expect(describeSync(anOverview({ last, lastSuccessAt: earlier }), now).words).toBe(
      `Sync was cut short · showing ${formatTime(earlier)}`,
    )
    expect(describeSync(anOverview({ last }), now).words).toBe('Sync was cut short · never synced')
  })

  it('does not call a sync cut short that somebody cancelled', () => {
    const last = aRun({ status: 'cancelled' })
    expect(describeSync(anOverview({ last, lastSuccessAt: earlier, nextAt: now }), now).words).toBe(
      `Sync cancelled · showing ${formatTime(earlier)}`,
    )
  })

  it('says when nothing was ever synced', () => {
    expect(describeSync(anOverview({}), now).words).toBe('Never synced')
  })
})

describe('describeNextTry', () => {
  it('counts seconds within a minute, and gives the time beyond', () => {
    expect(describeNextTry(now + 4_200, now)).toBe('in 5 s')
    expect(describeNextTry(now + 60_000, now)).toBe(formatTime(now + 60_000))
  })

  it('counts no further than to now', () => {
    expect(describeNextTry(now, now)).toBe('now')
    expect(describeNextTry(now - 5_000, now)).toBe('now')
  })
})

describe('describePressFailure', () => {
  it('stays short when the cause has a long sentence', () => {
    expect(describePressFailure(new Error('boom'))).toBe('Sync failed · try again')
    expect(describePressFailure(new AppError('storage_full', 'A long sentence.'))).toBe(
      'Sync failed · disk full',
    )
  })
})

function anOverview(changes: Partial<SyncOverview>): SyncOverview {
  return {
    current: null,
    progress: null,
    last: null,
    lastSuccessAt: null,
    nextAt: null,
    runsToReadAgain: null,
    held: [],
    budget: { used: 0, limit: 55 },
    ...changes,
  }
}

function aRun(changes: Partial<SyncRun>): SyncRun {
  return aSyncRun({ connectionId, startedAt: earlier, finishedAt: earlier, ...changes })
}

function aProgress(changes: {
  pagesDone: number
  pagesKnown?: number
  waitingUntil?: number | null
  waitingFor?: 'limit' | 'retry' | 'network'
}): SyncOverview['progress'] {
  return {
    runId: '00000000-0000-4000-8000-000000000001',
    connectionId,
    resource: 'products',
    pagesKnown: 12,
    products: 0,
    stockRows: 0,
    calls: 0,
    waitingUntil: null,
    waitingFor: null,
    ...changes,
  }
}

function aFailure(changes: Partial<SyncFailure>): SyncFailure {
  return {
    resource: 'availability',
    page: null,
    code: 'provider_unavailable',
    message: '',
    isWholePage: false,
    ...changes,
  }
}
