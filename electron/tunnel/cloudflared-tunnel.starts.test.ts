import { expect, test } from 'vitest'
import { fakeTunnel } from '../testing/tunnel-setup'
import { quickWish } from '../testing/tunnel-wish'

const HOUR_MS = 60 * 60_000
const MINUTE_MS = 60_000
const refusal = [
  '{"level":"error","error":"invalid character","status_code":"429 Too Many Requests","message":"Error unmarshaling QuickTunnel response: error code: 1015"}',
  'failed to unmarshal quick Tunnel: invalid character',
]
const host = 'amber-brook-cedar.trycloudflare.com'

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

test('another wish ends the program of the first before it starts its own, at once for what a person may ask for', async () => {
  const { clock, programs, tunnel, problem } = fakeTunnel()
  programs.onStart = (program) => {
    program.ignoresTerm = true
    program.connect(host)
  }
  for (let port = 1; port <= 31; port += 1) {
    tunnel.open({ ...quickWish, port })
    await clock.advance(MINUTE_MS)
  }
  expect(programs.all.map((program) => program.option('--url')).at(-1)).toBe('http://127.0.0.1:30')
  expect(programs.all).toHaveLength(30)
  expect(programs.hasOverlapped).toBe(false)
  expect(problem()).toMatch(/^The tunnel program was started many times/)
  await clock.advance(HOUR_MS)
  expect(programs.last.option('--url')).toBe('http://127.0.0.1:31')
  const closed = tunnel.close()
  await clock.advance(3_020)
  await closed
  expect(programs.last.isAlive).toBe(false)
})

function expectFewStarts(starts: number[]): void {
  for (const [index, at] of starts.entries()) {
    const later = starts.slice(index).filter((other) => other - at < HOUR_MS)
    expect(later.length).toBeLessThanOrEqual(10)
  }
}
