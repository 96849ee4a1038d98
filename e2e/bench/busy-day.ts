import { liveThroughBusyHours } from '../../electron/testing/busy-hours'
import { count, type Figure } from './figures'

const HOURS = 24

/** (j): calls of a day that passes in minutes, in which everything starts syncs. */
export async function measureBusyDay(): Promise<Figure[]> {
  const { calls, mostInAMinute, refused } = await liveThroughBusyHours(HOURS)
  return [
    {
      id: 'j',
      what: `Most calls in any 60 s of a simulated day in which everything starts syncs, of ${count(calls)} calls`,
      ours: `${mostInAMinute} (${refused} refused)`,
      baseline: '',
      ratio: null,
      aim: '≤ 55',
      isReached: mostInAMinute <= 55 && refused === 0,
    },
  ]
}
