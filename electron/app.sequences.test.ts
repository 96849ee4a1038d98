import { describe, it } from 'vitest'
import { checkAnySequence, checkQuickRuns } from './testing/any-sequence'

describe('the store', () => {
  it('equals the shop after a whole sync, whatever happened before', () =>
    checkAnySequence({ seed: 20_261, numRuns: 4 }))

  it('equals a shop that stands still after enough quick syncs', { timeout: 60_000 }, () =>
    checkQuickRuns({ seed: 20_262, numRuns: 2 }),
  )
})
