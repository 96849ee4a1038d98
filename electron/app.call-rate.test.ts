import { it } from 'vitest'
import { liveThroughBusyHours } from './testing/busy-hours'

it('never makes more than 55 calls in a minute, through a busy quarter of an hour', () =>
  liveThroughBusyHours(0.25))
