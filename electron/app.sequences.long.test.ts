import { describe, it } from 'vitest'
import { checkAnySequence, checkQuickRuns } from './testing/any-sequence'

describe('the store', () => {
  it.each([1, 2, 3, 4])('equals the shop after a whole sync, whatever happened before (seed %s)', (seed) =>
    checkAnySequence({ seed, numRuns: 100 }),
  )

  it.each([1, 2])('equals a shop that stands still after enough quick syncs (seed %s)', (seed) =>
    checkQuickRuns({ seed, numRuns: 40 }),
  )
})
