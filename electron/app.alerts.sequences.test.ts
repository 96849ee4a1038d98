import { it } from 'vitest'
import { checkAlertSequences } from './testing/alert-sequences'

it(
  'keeps one alert a pair, holds it to the shop and tells of each crossing once, whatever happens',
  {
    timeout: 60_000,
  },
  () => checkAlertSequences({ seed: 20_264, numRuns: 5 }),
)
