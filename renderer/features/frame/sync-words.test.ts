import { describe, expect, it } from 'vitest'
import type { SyncFailure, SyncOverview, SyncRun } from '../../../shared/domain/sync-run'
import { formatTime } from '../../lib/format'
import { fakeConnectionId } from '../../testing/fake-connection'
import { describeSync } from './sync-words'

const now = new Date(2025, 10, 24, 9, 41).getTime()
const earlier = new Date(2025, 10, 24, 9, 12).getTime()

describe('describeSync', () => {
  it('says when the data is up to date', () => {
    expect(describeSync(anOverview({ last: aRun({ status: 'success', finishedAt: now }) }), now)).toEqual({
      tone: 'good',
      words: `Up to date · ${formatTime(now)}`,
    })
  })

  it('counts the page that is being read', () => {
    const overview = anOverview({
      current: aRun({ status: 'running' }),
      progress: aProgress({ pagesDone: 3 }),
    })
    expect(describeSync(overview, now).words).toBe('Syncing · page 4 of 12')
  })

  it('says when the next try is after a limit answer', () => {
    const overview = anOverview({
      current: aRun({ status: 'running' }),
      progress: aProgress({ pagesDone: 3, waitingUntil: now }),
    })
    expect(describeSync(overview, now).words).toBe(`Waiting for Cin7 · next try ${formatTime(now)}`)
  })

  it('names the number of failed pages of a partial run', () => {
    const failures = [aFailure({ page: 4 }), aFailure({ page: 5 })]
    const overview = anOverview({ last: aRun({ status: 'partial', failures }) })
    expect(describeSync(overview, now).words).toBe('Partly synced · 2 pages failed')
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

  it('says when nothing was ever synced', () => {
    expect(describeSync(anOverview({}), now).words).toBe('Never synced')
  })
})

function anOverview(changes: Partial<SyncOverview>): SyncOverview {
  return {
    current: null,
    progress: null,
    last: null,
    lastSuccessAt: null,
    budget: { used: 0, limit: 60 },
    ...changes,
  }
}

function aRun(changes: Partial<SyncRun>): SyncRun {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    connectionId: fakeConnectionId,
    trigger: 'manual',
    status: 'success',
    startedAt: earlier,
    finishedAt: earlier,
    products: 0,
    stockRows: 0,
    failed: 0,
    calls: 0,
    waitedMs: 0,
    changes: 0,
    resources: [],
    failures: [],
    ...changes,
  }
}

function aProgress(changes: { pagesDone: number; waitingUntil?: number }): SyncOverview['progress'] {
  return {
    runId: '00000000-0000-4000-8000-000000000001',
    connectionId: fakeConnectionId,
    resource: 'products',
    pagesKnown: 12,
    products: 0,
    stockRows: 0,
    calls: 0,
    waitingUntil: null,
    ...changes,
  }
}

function aFailure(changes: Partial<SyncFailure>): SyncFailure {
  return { resource: 'availability', page: null, code: 'provider_unavailable', message: '', ...changes }
}
