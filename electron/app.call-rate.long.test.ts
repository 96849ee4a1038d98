import { it } from 'vitest'
import { liveThroughBusyHours } from './testing/busy-hours'
import { expectWithinBudget } from './testing/expect-within-budget'

it('never makes more than 55 calls in a minute, through a busy day', async () => {
  expectWithinBudget(await liveThroughBusyHours(24), { callsAtLeast: 12_000 })
})
