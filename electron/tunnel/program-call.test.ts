import { expect, test } from 'vitest'
import { Secret } from '../lib/secret'
import { quickWish } from '../testing/tunnel-wish'
import { programArguments, programEnvironment } from './program-call'

const options = { metricsPort: 4_100, protocol: 'auto' as const, configPath: '/data/none.yml' }
const common =
  '--no-autoupdate --config /data/none.yml --metrics 127.0.0.1:4100 --protocol auto --output json'

test('calls the program for a quick tunnel with the address on this computer, for a named one without', () => {
  expect(programArguments(quickWish, options).join(' ')).toBe(`tunnel ${common} --url http://127.0.0.1:5000`)
  expect(programArguments({ ...quickWish, mode: 'named' }, options).join(' ')).toBe(`tunnel ${common} run`)
})

test('passes on what a program needs, and nothing that could be secret or change what it does', () => {
  const own = {
    ...{
      PATH: '/bin',
      HOME: '/home/sam',
      SystemRoot: 'C:\\Windows',
      SHELFWATCH_CIN7_URL: 'x',
      TUNNEL_URL: 'x',
    },
    ...{
      TUNNEL_TOKEN: 'x',
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      NO_TLS_VERIFY: 'x',
    },
  }
  const kept = { PATH: '/bin', HOME: '/home/sam', SystemRoot: 'C:\\Windows' }
  expect(programEnvironment(own, quickWish)).toEqual(kept)
  expect(programEnvironment(own, { ...quickWish, token: new Secret('t') })).toEqual({
    ...kept,
    TUNNEL_TOKEN: 't',
  })
})
