import { expect, it } from 'vitest'
import { nodeRandom, silentLog } from '../testing/node-ports'
import { Probes } from './probes'

it('hides its token from the log, and nothing more however often it is asked for a probe', () => {
  const hidden: string[] = []
  const log = { ...silentLog, hide: (value: string) => hidden.push(value) }
  const probes = new Probes({ random: nodeRandom, log })
  const tokens = [probes.expect(), probes.expect(), probes.expect()].map(({ token }) => token.reveal())
  expect(hidden).toHaveLength(1)
  expect(new Set(tokens)).toEqual(new Set(hidden))
})
