import { expect, test } from 'vitest'
import { Secret } from '../lib/secret'
import { fakeTunnel } from '../testing/tunnel-setup'
import { quickWish } from '../testing/tunnel-wish'

const HOUR_MS = 60 * 60_000
const MINUTE_MS = 60_000
const host = 'amber-brook-cedar.trycloudflare.com'

test('tells the address as soon as it is known, and then that it is connected, by which protocol', async () => {
  const { clock, programs, states, tunnel } = fakeTunnel()
  tunnel.open(quickWish)
  await clock.advance(2_000)
  programs.last.host = host
  await clock.advance(2_000)
  programs.last.say('2026-11-24T00:00:00Z INF Registered tunnel connection connIndex=0 protocol=quic')
  programs.last.isReady = true
  await clock.advance(1_000)
  expect(states).toEqual([
    { stage: 'starting' },
    { stage: 'addressKnown', host },
    { stage: 'connected', host, protocol: 'quic' },
  ])
  tunnel.open({ ...quickWish })
  await clock.advance(HOUR_MS)
  expect(programs.all).toHaveLength(1)
  await tunnel.close()
  expect(tunnel.state).toEqual({ stage: 'closed' })
  expect(programs.last.signals).toEqual(['SIGTERM'])
})

test('tries the other protocol when one does not connect within 30 s, and rests for 15 min when neither does', async () => {
  const { clock, programs, tunnel, problem, stages } = fakeTunnel()
  programs.onStart = (program) => {
    program.host = host
  }
  tunnel.open(quickWish)
  await clock.advance(30_000)
  expect(programs.all.map((program) => program.option('--protocol'))).toEqual(['auto', 'http2'])
  await clock.advance(30_000)
  expect(problem()).toMatch(/does not reach Cloudflare/)
  expect(tunnel.state).toMatchObject({ retryAt: clock.now() + 15 * MINUTE_MS })
  await clock.advance(15 * MINUTE_MS)
  expect(programs.all.map((program) => program.option('--protocol'))).toEqual(['auto', 'http2', 'auto'])
  tunnel.check()
  expect(stages()).not.toContain('connected')
  expect(programs.hasOverlapped).toBe(false)
  await tunnel.close()
})

test('stays with the protocol that connected, and a look at the health ends the rest', async () => {
  const { clock, programs, tunnel } = fakeTunnel()
  programs.onStart = (program) => {
    if (program.option('--protocol') === 'http2' && programs.all.length > 2) program.connect(host)
  }
  tunnel.open(quickWish)
  await clock.advance(MINUTE_MS)
  expect(tunnel.state.stage).toBe('down')
  tunnel.check()
  await clock.advance(31_000)
  expect(tunnel.state.stage).toBe('connected')
  programs.last.exit(1)
  await clock.advance(10_000)
  expect(tunnel.state.stage).toBe('connected')
  expect(programs.all.map((program) => program.option('--protocol'))).toEqual([
    'auto',
    'http2',
    'auto',
    'http2',
    'http2',
  ])
  await tunnel.close()
})

test.each([
  ['missing', { state: 'missing' as const }, /is not at/],
  ['not executable', { state: 'notExecutable' as const }, /cannot be run/],
  ['another one', { state: 'usable' as const, digest: 'b'.repeat(64) }, /not the one that was fetched/],
])('does not start a program that is %s, says so, and looks again', async (_name, file, sentence) => {
  const { clock, programs, tunnel, problem } = fakeTunnel()
  programs.file = file
  tunnel.open({ ...quickWish, digest: 'a'.repeat(64) })
  await clock.advance(1_000)
  expect(problem()).toMatch(sentence)
  expect(programs.all).toEqual([])
  programs.file = { state: 'usable', digest: 'a'.repeat(64) }
  tunnel.check()
  await clock.advance(1_000)
  expect(programs.all).toHaveLength(1)
  await tunnel.close()
})

test('goes on when the program cannot be started', async () => {
  const { clock, programs, tunnel, problem } = fakeTunnel()
  programs.onStart = () => {
    throw new Error('no memory')
  }
  tunnel.open(quickWish)
  await clock.advance(1_000)
  expect(problem()).toMatch(/could not be started/)
  programs.all.length = 0
  programs.onStart = (program) => program.connect(host)
  await clock.advance(10_000)
  expect(tunnel.state.stage).toBe('connected')
  await tunnel.close()
})

test.each([
  'api.trycloudflare.com',
  'trycloudflare.com',
  'evil.example.com',
  'amber-brook.trycloudflare.com.example.com',
])('does not take %s for the address of a tunnel', async (other) => {
  const { clock, programs, tunnel, stages } = fakeTunnel()
  programs.onStart = (program) => program.connect(other)
  tunnel.open(quickWish)
  await clock.advance(20_000)
  expect(stages()).toEqual(['starting'])
  await tunnel.close()
})

const named = {
  ...quickWish,
  mode: 'named' as const,
  token: new Secret('the-token-of-the-tunnel'),
  hostName: 'stock.example.com',
}

test('opens a named tunnel at its own host name, with the token in the environment of its program alone', async () => {
  const { clock, programs, tunnel, states } = fakeTunnel()
  programs.onStart = (program) => {
    program.isReady = true
  }
  tunnel.open(named)
  await clock.advance(1_000)
  expect(states.at(-1)).toEqual({ stage: 'connected', host: 'stock.example.com', protocol: null })
  expect(programs.last.started.args.at(-1)).toBe('run')
  expect(programs.last.started.env).toEqual({ TUNNEL_TOKEN: 'the-token-of-the-tunnel' })
  expect(programs.last.started.args.join(' ')).not.toContain('the-token')
  await tunnel.close()
})

test.each([
  ['Provided Tunnel token is not valid.', /not a whole one/, null],
  [
    '{"level":"error","error":"Unauthorized: Invalid tunnel secret","message":"Register tunnel error from server side"}',
    /does not accept/,
    15 * MINUTE_MS,
  ],
])('says what is wrong with the token after “%s”', async (line, sentence, retryMs) => {
  const { clock, programs, tunnel, problem } = fakeTunnel()
  programs.onStart = (program) => program.say(line)
  tunnel.open(named)
  await clock.advance(30_000)
  expect(problem()).toMatch(sentence)
  expect(tunnel.state).toMatchObject({ retryAt: retryMs && clock.now() + retryMs })
  await clock.advance(14 * MINUTE_MS)
  expect(programs.all).toHaveLength(1)
  await tunnel.close()
})
