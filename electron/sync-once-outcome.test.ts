import { describe, expect, it } from 'vitest'
import type { SyncFailure, SyncRun } from '../shared/domain/sync-run'
import { AppError } from '../shared/errors'
import { aSyncRun } from '../shared/testing/a-sync-run'
import { outcomeOfError, outcomeOfRun, passedOn, toStreams } from './sync-once-outcome'

const aFailure = (message: string): SyncFailure => ({
  resource: 'products',
  page: 1,
  code: 'provider_changed',
  message,
  isWholePage: false,
})

const aRun = (change: Partial<SyncRun> = {}) =>
  aSyncRun({
    startedAt: 1_000,
    finishedAt: 4_250,
    products: 2_000,
    stockRows: 6_012,
    calls: 15,
    changes: 1,
    ...change,
  })

describe('the outcome of a single sync', () => {
  it('is one sentence when all went well', () => {
    expect(outcomeOfRun(aRun())).toMatchObject({
      text: 'Success: 2,000 products and 6,012 stock rows read in 15 calls and 3.3 s, 1 change.',
      exitStatus: 0,
    })
  })

  it('names the first of several problems and counts the others', () => {
    const failures = [aFailure('Row 4 was left out: no name.'), aFailure('b'), aFailure('c')]
    const { text, exitStatus } = outcomeOfRun(aRun({ status: 'partial', failures }))
    expect(text.split('\n').slice(1)).toEqual([
      'Row 4 was left out: no name.',
      'The sync history tells of 2 more problems.',
    ])
    expect(exitStatus).toBe(2)
  })

  it.each(['failed', 'cancelled'] as const)('is no success when the sync was %s', (status) => {
    expect(outcomeOfRun(aRun({ status })).exitStatus).toBe(1)
  })

  it('tells minutes from a minute on', () => {
    const tookOf = (ms: number) =>
      / and ([^,]+), /.exec(outcomeOfRun(aRun({ finishedAt: 1_000 + ms })).text)?.[1]
    expect([59_940, 59_960, 252_400].map(tookOf)).toEqual(['59.9 s', '1 min 0 s', '4 min 12 s'])
  })

  it('says what was left out', () => {
    const { text } = outcomeOfRun(aRun({ leftOut: ['availability'] }))
    expect(text.split('\n')[1]).toBe('Stock levels are left out, as set in Settings.')
  })

  it('is the sentence of what kept it from starting', () => {
    const error = new AppError('storage_full', 'The disk is full. Make room.')
    expect(outcomeOfError(error)).toEqual({ run: null, text: error.message, exitStatus: 1 })
    expect(outcomeOfError(new TypeError('x is undefined')).text).not.toContain('undefined')
  })
})

describe('what is printed', () => {
  it('is the sentence on standard output', () => {
    expect(toStreams(passedOn, { isJson: false })).toEqual({ out: `${passedOn.text}\n`, err: '' })
  })

  it('is the run on one line when JSON is wanted', () => {
    const run = aRun({ failures: [aFailure('two\nlines')] })
    const { out, err } = toStreams(outcomeOfRun(run), { isJson: true })
    expect(out.trimEnd()).not.toContain('\n')
    expect(JSON.parse(out)).toEqual(run)
    expect(err).toBe('')
  })

  it('keeps standard output empty when JSON is wanted and there is no run', () => {
    expect(toStreams(passedOn, { isJson: true })).toEqual({ out: '', err: `${passedOn.text}\n` })
  })
})
