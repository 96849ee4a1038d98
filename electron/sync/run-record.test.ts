import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import { RunRecord } from './run-record'

const start = {
  id: '6f1c9a34-8a55-4c0b-9d7e-3b1f0a2c4d5e',
  connectionId: '1d2c3b4a-5f6e-4789-8abc-def012345678',
  trigger: 'manual' as const,
  kind: 'full' as const,
  startedAt: 1_000,
  pageSize: 1_000,
  leftOut: [],
}

const page = (
  resource: 'locations' | 'products' | 'availability',
  pagesDone: number,
  pagesKnown: number,
) => ({
  resource,
  pagesDone,
  pagesKnown,
  rows: resource === 'locations' ? 3 : 1_000,
  failed: 0,
})

describe('a run record', () => {
  it('guesses the length of a first stock list from products and locations', () => {
    const record = new RunRecord(start, null)
    record.page(page('locations', 1, 1))
    record.page(page('products', 1, 4))
    expect(record.progress()).toMatchObject({ pagesDone: 2, pagesKnown: 1 + 1 + 1 + 4 + 12 })

    record.page(page('availability', 1, 11))
    expect(record.progress().pagesKnown).toBe(1 + 1 + 1 + 4 + 11)
  })

  it('expects no pages of what is left out', () => {
    const record = new RunRecord({ ...start, leftOut: ['availability'] }, null)
    record.page(page('products', 1, 4))
    expect(record.progress().pagesKnown).toBe(1 + 1 + 1 + 4)
  })

  it('takes the lengths of the last run until this one knows better', () => {
    const last = new RunRecord(start, null)
    last.page(page('products', 2, 2))
    last.page(page('availability', 6, 6))
    const record = new RunRecord(start, last.snapshot())
    expect(record.progress().pagesKnown).toBe(1 + 1 + 1 + 2 + 6)

    record.page(page('products', 1, 3))
    expect(record.progress().pagesKnown).toBe(1 + 1 + 1 + 3 + 6)
  })

  it('blames a failure on the list that was being read, not on the last one that went well', () => {
    const record = new RunRecord(start, null)
    record.list('locations')
    record.page(page('locations', 1, 1))
    record.list('categories')
    record.endBadly(2_000, new AppError('offline', 'No network.'))
    expect(record.snapshot().failures).toMatchObject([{ resource: 'categories', code: 'offline' }])
  })
})
