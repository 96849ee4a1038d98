import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import type { FullPlan, ReadPlan } from './read-plan'
import { RunRecord } from './run-record'

const start = {
  id: '6f1c9a34-8a55-4c0b-9d7e-3b1f0a2c4d5e',
  connectionId: '1d2c3b4a-5f6e-4789-8abc-def012345678',
  trigger: 'manual' as const,
  startedAt: 1_000,
}
const full: FullPlan & ReadPlan = {
  kind: 'full',
  pageSize: 1_000,
  pageLimit: 50,
  products: true,
  stock: true,
  changedSince: null,
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
    const record = new RunRecord(start, full, null)
    record.page(page('locations', 1, 1))
    record.page(page('products', 1, 4))
    expect(record.progress()).toMatchObject({ pagesDone: 2, pagesKnown: 1 + 1 + 1 + 4 + 12 })

    record.page(page('availability', 1, 11))
    expect(record.progress().pagesKnown).toBe(1 + 1 + 1 + 4 + 11)
  })

  it('expects no pages of what is left out', () => {
    const record = new RunRecord(start, { ...full, stock: false }, null)
    record.page(page('products', 1, 4))
    expect(record.progress().pagesKnown).toBe(1 + 1 + 1 + 4)
  })

  it('takes the lengths of the last full run until this one knows better', () => {
    const last = new RunRecord(start, full, null)
    last.page(page('products', 2, 2))
    last.page(page('availability', 6, 6))
    const record = new RunRecord(start, full, last.snapshot())
    expect(record.progress().pagesKnown).toBe(1 + 1 + 1 + 2 + 6)

    record.page(page('products', 1, 3))
    expect(record.progress().pagesKnown).toBe(1 + 1 + 1 + 3 + 6)
  })

  it('expects of a quick run a page of products and its share of the stock list', () => {
    const last = new RunRecord(start, full, null)
    last.page(page('products', 9, 9))
    last.page(page('availability', 45, 45))
    const stock = { stockCalls: 20, productCalls: 10 }
    const quick: ReadPlan = { kind: 'quick', pageSize: 1_000, pageLimit: 50, changedSince: 0, stock }
    expect(new RunRecord(start, quick, last.snapshot()).progress()).toMatchObject({ pagesKnown: 1 + 20 })

    last.page(page('availability', 6, 6))
    expect(new RunRecord(start, quick, last.snapshot()).progress()).toMatchObject({ pagesKnown: 1 + 6 })
  })

  it('expects the failed pages alone of a run that reads only them', () => {
    const last = new RunRecord(start, full, null)
    last.page(page('availability', 45, 45))
    const plan: ReadPlan = {
      kind: 'pages',
      pageSize: 1_000,
      pages: [
        { resource: 'availability', page: 7 },
        { resource: 'availability', page: 9 },
        { resource: 'products', page: 2 },
      ],
    }
    const record = new RunRecord(start, plan, last.snapshot())
    expect(record.progress()).toMatchObject({ pagesDone: 0, pagesKnown: 3 })
    record.page(page('availability', 1, 2))
    expect(record.progress()).toMatchObject({ pagesDone: 1, pagesKnown: 3 })
  })

  it('counts the rows of lost pages as failed', () => {
    const record = new RunRecord(start, full, null)
    record.page(page('availability', 1, 2))
    record.rowsLost('availability', 400)
    expect(record.snapshot()).toMatchObject({
      failed: 400,
      resources: [{ resource: 'availability', pages: 1, rows: 1_000, failed: 400 }],
    })
  })

  it('goes on waiting for the network until something was read', () => {
    const record = new RunRecord(start, full, null)
    record.wait({ until: 5_000, waitedMs: 0, for: 'network' })
    expect(record.progress()).toMatchObject({ waitingUntil: 5_000, waitingFor: 'network' })
    record.wait({ until: null, waitedMs: 0, for: 'network' })
    expect(record.progress()).toMatchObject({ waitingUntil: null, waitingFor: 'network' })
    record.page(page('locations', 1, 1))
    expect(record.progress()).toMatchObject({ waitingUntil: null, waitingFor: null })
  })

  it('blames a failure on the list that was being read, not on the last one that went well', () => {
    const record = new RunRecord(start, full, null)
    record.list('locations')
    record.page(page('locations', 1, 1))
    record.list('categories')
    record.endBadly(2_000, new AppError('offline', 'No network.'))
    expect(record.snapshot().failures).toMatchObject([{ resource: 'categories', code: 'offline' }])
  })
})
