import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createLogger } from '../lib/logger'
import { Redactor } from '../lib/redactor'
import { systemPrograms } from '../platform/tunnel-process'
import { CloudflaredTunnel } from '../tunnel/cloudflared-tunnel'
import type { TunnelState } from '../tunnel/tunnel-state'
import { type TunnelTimes, tunnelTimes } from '../tunnel/tunnel-times'
import { FakeClock } from './fake-clock'
import { FakePrograms } from './fake-programs'
import { nodeClock, nodeRandom, seededRandom } from './node-ports'
import { type StandInControl, standInCloudflared } from './stand-in-cloudflared'
import { quickWish } from './tunnel-wish'

/** A folder that is taken away when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shelfwatch-tunnel-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A tunnel in a time and among programs that the test controls. */
export function fakeTunnel() {
  const clock = new FakeClock()
  const programs = new FakePrograms(clock)
  const states: TunnelState[] = []
  const lines: string[] = []
  const folder = temporaryFolder()
  const tunnel = new CloudflaredTunnel({
    clock,
    programs,
    fetch: programs.fetch,
    random: seededRandom(7),
    log: createLogger({ clock, redactor: new Redactor(), write: (_level, line) => lines.push(line) }),
    environment: {},
    folder,
    onChange: (state) => states.push(state),
  })
  const problem = () => (tunnel.state.stage === 'down' ? tunnel.state.problem.message : null)
  return {
    clock,
    programs,
    states,
    lines,
    folder,
    tunnel,
    problem,
    stages: () => states.map(({ stage }) => stage),
  }
}

const quickTimes: TunnelTimes = {
  ...tunnelTimes,
  lookMs: 20,
  healthMs: 50,
  answerMs: 2_000,
  endMs: 300,
  retryMs: 100,
}

interface RealTunnelOptions extends StandInControl {
  times?: Partial<TunnelTimes>
  folder?: string
}

/** A tunnel with a stand-in for its program, both in real time. */
export function realTunnel({ times, folder = temporaryFolder(), ...control }: RealTunnelOptions = {}) {
  const program = standInCloudflared(control)
  const states: TunnelState[] = []
  const lines: string[] = []
  const tunnel = new CloudflaredTunnel({
    clock: nodeClock,
    programs: systemPrograms,
    fetch: (url, init) => fetch(url, init),
    random: nodeRandom,
    log: createLogger({
      clock: nodeClock,
      redactor: new Redactor(),
      write: (_level, line) => lines.push(line),
    }),
    environment: process.env,
    folder,
    onChange: (state) => states.push(state),
    times: { ...quickTimes, ...times },
  })
  onTestFinished(async () => {
    await tunnel.close()
    program.remove()
  })
  const host = () => (tunnel.state.stage === 'connected' ? tunnel.state.host : null)
  return { program, states, lines, folder, tunnel, host, wish: { ...quickWish, program: program.path } }
}
