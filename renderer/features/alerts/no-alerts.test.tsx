import { describe, expect, it } from 'vitest'
import type { StockSummary } from '../../../shared/domain/stock'
import { aSyncRun } from '../../../shared/testing/a-sync-run'
import { firstPicture } from '../../testing/render'
import { NothingLow } from './no-alerts'

const now = Date.UTC(2026, 10, 24)
const summary = (confirmedAt: number | null): StockSummary => ({
  products: 2143,
  locations: [{ id: 1, name: 'Shop' }],
  categories: [],
  suppliers: [],
  states: { out: 0, low: 0, incoming: 0, ok: 2143 },
  stale: 0,
  confirmedAt,
})
const overview = {
  current: null,
  progress: null,
  last: null,
  lastSuccessAt: null,
  nextAt: null,
  runsToReadAgain: null,
  held: [],
  budget: { used: 0, limit: 55 },
}
const look = (known: StockSummary | undefined, changes: Partial<typeof overview> | object = {}) =>
  firstPicture(<NothingLow summary={known} now={now} />, {
    answers: { 'sync.overview': { ...overview, ...changes } },
  })

describe('a list without alerts', () => {
  it('says that nothing is low only once all was checked, and what that was', () => {
    expect(look(summary(now))).toMatch(/Nothing is low.*2,143 products at 1 location were checked/s)
    expect(look(summary(null))).not.toContain('Nothing is low')
    expect(look(undefined)).toContain('Reading the alerts…')
  })

  it('offers the first sync before there was one, and waits for it meanwhile', () => {
    expect(look(summary(null))).toContain('Start the first sync')
    expect(look(summary(null), { current: aSyncRun({ status: 'running' }) })).toContain(
      'Reading your stock from Cin7',
    )
    expect(look(summary(null), { last: aSyncRun({ status: 'failed' }) })).toContain('Sync again')
  })
})
