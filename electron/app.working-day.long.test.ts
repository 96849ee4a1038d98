import { describe, it } from 'vitest'
import { liveThroughDay } from './testing/live-day'

describe('many working days', () => {
  it.each([2, 3, 4, 5, 6, 7, 8])('are told as they are (day %i)', liveThroughDay)
})
