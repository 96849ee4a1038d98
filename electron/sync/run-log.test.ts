import { expect, it } from 'vitest'
import { aSyncRun } from '../../shared/testing/a-sync-run'
import { endOfRun } from './run-log'

it('tells the figures of a run, and of its failures where and why but not whose', () => {
  const run = aSyncRun({
    trigger: 'wake',
    startedAt: 1_000,
    finishedAt: 4_500,
    calls: 12,
    resources: [{ resource: 'products', pages: 2, rows: 150, failed: 1 }],
    failures: [
      {
        resource: 'products',
        page: 2,
        code: 'provider_changed',
        message: 'Row 7 (Blue paint) was left out.',
        isWholePage: false,
      },
    ],
  })
  const told = endOfRun(run)
  expect(told).toMatchObject({
    runId: run.id,
    trigger: 'wake',
    kind: 'full',
    status: 'success',
    tookMs: 3_500,
    calls: 12,
    retries: 0,
    pages: { products: 2 },
    failures: [{ resource: 'products', page: 2, code: 'provider_changed' }],
  })
  expect(JSON.stringify(told)).not.toContain('Blue paint')
})
