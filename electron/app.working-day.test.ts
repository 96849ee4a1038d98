import { describe, it } from 'vitest'
import { liveThroughDay } from './testing/live-day'

describe('a working day', () => {
  it(
    'tells of each crossing that a sync sees, once, whatever is sold and comes in',
    { timeout: 60_000 },
    () => liveThroughDay(1),
  )
})
