import { it } from 'vitest'
import { checkAlertSequences } from './testing/alert-sequences'

it('keeps one alert a pair, holds it to the shop and tells of each crossing once, whatever happens', () =>
  checkAlertSequences({ seed: 5, numRuns: 3 }))
