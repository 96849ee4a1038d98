import { it } from 'vitest'
import { liveThroughBusyHours } from './testing/busy-hours'
import { expectWithinBudget } from './testing/expect-within-budget'

it('never makes more than 55 calls in a minute, through a busy quarter of an hour', async () => {
  expectWithinBudget(await liveThroughBusyHours(0.25), { callsAtLeast: 125 })
})
