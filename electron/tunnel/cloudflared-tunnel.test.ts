import { expect, test } from 'vitest'
import { Secret } from '../lib/secret'
import { fakeTunnel } from '../testing/tunnel-setup'
import { quickWish } from '../testing/tunnel-wish'

const HOUR_MS = 60 * 60_000
const MINUTE_MS = 60_000
const refusal = [
  '{"level":"error","error":"invalid character","status_code":"429 Too Many Requests","message":"Error unmarshaling QuickTunnel response: error code: 1015"}',
  'failed to unmarshal quick Tunnel: invalid character',
]
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

test('after an end by itself, waits ever longer, 2 s to 5 min, and never starts more than ten times in an hour', async () => {
  const { clock, programs, tunnel } = fakeTunnel()
  programs.onStart = (program) => program.exit(1)
  tunnel.open(quickWish)
  await clock.advance(24 * HOUR_MS)
  const starts = programs.all.map(({ startedAt }) => startedAt)
  const waits = starts.slice(1, 9).map((at, step) => at - (starts[step] ?? 0))
  for (const [step, wait] of waits.entries()) {
    const base = Math.min(2_000 * 2 ** step, 300_000)
    expect(wait).toBeGreaterThanOrEqual(base)
    expect(wait).toBeLessThanOrEqual(Math.min(base * 1.25, 300_000) + 1)
  }
  expectFewStarts(starts)
  expect(starts.length).toBeGreaterThan(200)
  expect(tunnel.state).toMatchObject({ stage: 'down', problem: { code: 'tunnel_unavailable' } })
  await tunnel.close()
})

test('asks again for a refused address after a minute and then ever later, whoever asks to look sooner', async () => {
  const { clock, programs, tunnel, problem } = fakeTunnel()
  programs.onStart = (program) => {
    program.say(...refusal)
    program.exit(1)
  }
  tunnel.open(quickWish)
  for (let passedMs = 0; passedMs < 24 * HOUR_MS; passedMs += MINUTE_MS / 2) {
    await clock.advance(MINUTE_MS / 2)
    tunnel.check()
  }
  const starts = programs.all.map(({ startedAt }) => startedAt)
  const waits = starts.slice(1).map((at, step) => at - (starts[step] ?? 0))
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(MINUTE_MS)
  expect(waits[0]).toBeLessThanOrEqual(MINUTE_MS * 1.25)
  expect(Math.max(...waits)).toBeLessThanOrEqual(30 * MINUTE_MS)
  expect(waits.slice(-10).every((wait) => wait === 30 * MINUTE_MS)).toBe(true)
  expectFewStarts(starts)
  expect(problem()).toMatch(/^Cloudflare gave no address/)
  await tunnel.close()
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

test('starts again within 45 s what is alive but not ready, also when it no longer answers', async () => {
  const { clock, programs, tunnel } = fakeTunnel()
  programs.onStart = (program) => program.connect(host)
  tunnel.open(quickWish)
  await clock.advance(20_001)
  programs.last.isReady = false
  programs.last.ignoresTerm = true
  await clock.advance(45_000)
  expect(programs.all).toHaveLength(2)
  expect(programs.all[0]?.signals).toEqual(['SIGTERM', 'SIGKILL'])
  expect(tunnel.state.stage).toBe('connected')
  expect(programs.hasOverlapped).toBe(false)
  await tunnel.close()
})

test('one look that fails is no reason to start again', async () => {
  const { clock, programs, tunnel } = fakeTunnel()
  programs.onStart = (program) => program.connect(host)
  tunnel.open(quickWish)
  await clock.advance(10_000)
  for (let round = 0; round < 20; round += 1) {
    programs.last.isReady = round % 3 === 0
    await clock.advance(10_000)
  }
  expect(programs.all).toHaveLength(1)
  expect(tunnel.state.stage).toBe('connected')
  await tunnel.close()
})

test('waits as at first again once it was connected for ten minutes', async () => {
  const { clock, programs, tunnel } = fakeTunnel()
  programs.onStart = (program) => program.connect(host)
  tunnel.open(quickWish)
  for (let round = 0; round < 4; round += 1) {
    await clock.advance(MINUTE_MS)
    programs.last.exit(1)
  }
  await clock.advance(0)
  expect(tunnel.state).toMatchObject({ stage: 'down' })
  const waitMs = tunnel.state.stage === 'down' ? (tunnel.state.retryAt ?? 0) - clock.now() : 0
  expect(waitMs).toBeGreaterThanOrEqual(16_000)
  await clock.advance(11 * MINUTE_MS)
  programs.last.exit(1)
  await clock.advance(0)
  expect(tunnel.state).toMatchObject({ stage: 'down', retryAt: expect.any(Number) })
  await clock.advance(2_600)
  expect(tunnel.state.stage).toBe('connected')
  await tunnel.close()
})

test('starts again when asked to, for a tunnel that is connected only, and within the limits of starts', async () => {
  const { clock, programs, tunnel, problem } = fakeTunnel()
  tunnel.open(quickWish)
  await clock.advance(1_000)
  tunnel.restart('nothing comes through')
  await clock.advance(10_000)
  expect(programs.all).toHaveLength(1)
  programs.last.connect(host)
  programs.onStart = (program) => program.connect(host)
  for (let round = 0; round < 100; round += 1) {
    await clock.advance(15_000)
    tunnel.restart('nothing comes through')
    await clock.advance(15_000)
    tunnel.check()
  }
  expectFewStarts(programs.all.map(({ startedAt }) => startedAt))
  expect(programs.all).toHaveLength(10)
  expect(problem()).toMatch(/^Nothing came through/)
  expect(programs.hasOverlapped).toBe(false)
  await tunnel.close()
})

test('another wish ends the program of the first before it starts its own, and its steps count among the starts', async () => {
  const { clock, programs, tunnel, problem } = fakeTunnel()
  programs.onStart = (program) => {
    program.ignoresTerm = true
    program.connect(host)
  }
  for (let port = 1; port <= 11; port += 1) {
    tunnel.open({ ...quickWish, port })
    await clock.advance(MINUTE_MS)
  }
  expect(programs.all.map((program) => program.option('--url')).at(-1)).toBe('http://127.0.0.1:10')
  expect(programs.all).toHaveLength(10)
  expect(programs.hasOverlapped).toBe(false)
  expect(problem()).toMatch(/^The tunnel program was started ten times/)
  await clock.advance(HOUR_MS)
  expect(programs.last.option('--url')).toBe('http://127.0.0.1:11')
  const closed = tunnel.close()
  await clock.advance(3_020)
  await closed
  expect(programs.last.isAlive).toBe(false)
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

function expectFewStarts(starts: number[]): void {
  for (const [index, at] of starts.entries()) {
    const later = starts.slice(index).filter((other) => other - at < HOUR_MS)
    expect(later.length).toBeLessThanOrEqual(10)
  }
}
