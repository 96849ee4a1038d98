import { describe, expect, it } from 'vitest'
import type { SyncFailure } from '../../../shared/domain/sync-run'
import { aSyncRun } from '../../../shared/testing/a-sync-run'
import { retryableRun } from './retryable-run'

const lostPage: SyncFailure = {
  resource: 'availability',
  page: 2,
  code: 'provider_unavailable',
  message: 'Cin7 answered 500.',
  isWholePage: true,
}
const partial = aSyncRun({ status: 'partial', failures: [lostPage] })

describe('the run whose failed pages can be read again', () => {
  it('is the newest one when it left out pages', () => {
    expect(retryableRun([partial, aSyncRun()])).toBe(partial)
    expect(
      retryableRun([aSyncRun({ status: 'partial', failures: [{ ...lostPage, isWholePage: false }] })]),
    ).toBe(null)
    expect(retryableRun([])).toBe(null)
  })

  it('is none once a newer run has read everything', () => {
    expect(retryableRun([aSyncRun(), partial])).toBe(null)
    expect(retryableRun([aSyncRun({ kind: 'pages' }), partial])).toBe(null)
  })

  it('is still there after a try that failed, and while a new run is under way', () => {
    expect(retryableRun([aSyncRun({ kind: 'pages', status: 'failed' }), partial])).toBe(partial)
    expect(retryableRun([aSyncRun({ status: 'running' }), partial])).toBe(partial)
  })
})
