import { it } from 'vitest'
import { liveThroughBusyHours } from './testing/busy-hours'

it('never makes more calls in a minute than Cin7 allows, through a busy day', () => liveThroughBusyHours(24))
