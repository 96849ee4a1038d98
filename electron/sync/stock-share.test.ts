import { expect, it } from 'vitest'
import { runsToReadAgain } from './stock-share'

it.each([
  [0, 1],
  [20, 1],
  [21, 5],
  [40, 7],
  [300, 59],
])('reads every figure of %s pages again within %s quick runs', (pages, runs) => {
  expect(runsToReadAgain(pages)).toBe(runs)
})
