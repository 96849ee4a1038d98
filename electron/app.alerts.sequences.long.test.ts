import { it } from 'vitest'
import { checkAlertSequences } from './testing/alert-sequences'

it.each([1, 2, 3, 4])(
  'keeps one alert a pair, holds it to the shop and tells of each crossing once, whatever happens (seed %s)',
  (seed) => checkAlertSequences({ seed, numRuns: 25 }),
)
