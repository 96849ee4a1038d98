import { describe, expect, it } from 'vitest'
import { aSyncRun } from '../../../shared/testing/a-sync-run'
import { describeRun, runName } from './run-report'

const run = aSyncRun({
  trigger: 'wake',
  status: 'partial',
  startedAt: Date.UTC(2026, 10, 24, 9, 26),
  finishedAt: Date.UTC(2026, 10, 24, 9, 26, 39),
  products: 143,
  stockRows: 429,
  failed: 12,
  calls: 14,
  retries: 2,
  limitWaits: 1,
  pageSize: 1000,
  leftOut: [],
  waitedMs: 31_000,
  changes: 37,
  resources: [{ resource: 'availability', pages: 6, rows: 429, failed: 12 }],
  failures: [
    {
      resource: 'availability',
      page: 4,
      code: 'provider_unavailable',
      message: 'Cin7 answered 502.',
      isWholePage: true,
    },
    { resource: null, page: null, code: 'offline', message: 'There is no network.', isWholePage: false },
  ],
})

describe('the details of a run as plain text', () => {
  it('names what was read, where it failed and why', () => {
    const lines = describeRun(run).split('\n')
    expect(lines).toContain('Trigger: After wake')
    expect(lines).toContain('Status: Partial')
    expect(lines).toContain('Took: 39 s')
    expect(lines).toContain('Kind: Full')
    expect(lines).toContain('Calls tried again: 2')
    expect(lines).toContain('Waits for the call limit: 1')
    expect(lines).toContain('Waited: 31 s')
    expect(lines).toContain('- Stock levels: Pages 6, Rows 429, Failed 12')
    expect(lines).toContain('- Stock levels, page 4: Cin7 answered 502. (provider_unavailable)')
    expect(lines).toContain('- There is no network. (offline)')
  })

  it('says what was left out', () => {
    expect(describeRun({ ...run, leftOut: ['products'] })).toContain(
      'Left out, as set in Settings: Products.',
    )
    expect(describeRun(run)).not.toContain('Left out')
  })

  it('says of a live update that only single products were read', () => {
    const lines = describeRun({ ...run, trigger: 'webhook', kind: 'products' }).split('\n')
    expect(lines).toContain('Trigger: Webhook')
    expect(lines).toContain('Kind: Single products')
  })

  it('leaves out the headings that have nothing under them', () => {
    const text = describeRun({ ...run, resources: [], failures: [] })
    expect(text).not.toContain('What was read')
    expect(text).not.toContain('What went wrong')
  })

  it('has no duration while the run is under way', () => {
    const words = describeRun({ ...run, status: 'running', finishedAt: null })
    expect(words).toContain('Took: –')
    expect(words).not.toContain('Ended')
  })
})

describe('the name of a run', () => {
  it('is what started it, and says of a quick one that it was one', () => {
    expect(runName({ trigger: 'schedule', kind: 'full' })).toBe('Automatic')
    expect(runName({ trigger: 'schedule', kind: 'quick' })).toBe('Automatic · Quick')
    expect(runName({ trigger: 'retry', kind: 'pages' })).toBe('Failed pages')
    expect(runName({ trigger: 'webhook', kind: 'products' })).toBe('Webhook')
  })
})
