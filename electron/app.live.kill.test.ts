import { it } from 'vitest'
import { killInDeliveries } from './testing/kill-in-deliveries'

it('uses every delivery that it has acknowledged, once, when it is killed while they come in, twice', () =>
  killInDeliveries(2))
