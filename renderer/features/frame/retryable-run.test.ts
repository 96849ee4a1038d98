import { describe, expect, it } from 'vitest'
import type { SyncFailure, SyncRun } from '../../../shared/domain/sync-run'
import { retryableRun } from './retryable-run'

const lostPage: SyncFailure = {
  resource: 'availability',
  page: 2,
  code: 'provider_unavailable',
  message: 'Cin7 answered 500.',
  isWholePage: true,
}
const partial = aRun({ status: 'partial', failures: [lostPage] })

describe('the run whose failed pages can be read again', () => {
  it('is the newest one when it left out pages', () => {
    expect(retryableRun([partial, aRun({})])).toBe(partial)
    expect(retryableRun([aRun({ status: 'partial', failures: [{ ...lostPage, isWholePage: false }] })])).toBe(
      null,
    )
    expect(retryableRun([])).toBe(null)
  })

  it('is none once a newer run has read everything', () => {
    expect(retryableRun([aRun({}), partial])).toBe(null)
    expect(retryableRun([aRun({ kind: 'pages' }), partial])).toBe(null)
  })

  it('is still there after a try that failed, and while a new run is under way', () => {
    expect(retryableRun([aRun({ kind: 'pages', status: 'failed' }), partial])).toBe(partial)
    expect(retryableRun([aRun({ status: 'running' }), partial])).toBe(partial)
  })
})

function aRun(changes: Partial<SyncRun>): SyncRun {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    connectionId: '00000000-0000-4000-8000-0000000000aa',
    trigger: 'manual',
    kind: 'full',
    status: 'success',
    startedAt: 0,
    finishedAt: 0,
    products: 0,
    stockRows: 0,
    failed: 0,
    calls: 0,
    retries: 0,
    limitWaits: 0,
    pageSize: 1000,
    leftOut: [],
    waitedMs: 0,
    changes: 0,
    resources: [],
    failures: [],
    ...changes,
  }
}
