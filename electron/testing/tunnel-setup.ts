import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createLogger } from '../lib/logger'
import { Redactor } from '../lib/redactor'
import { CloudflaredTunnel } from '../tunnel/cloudflared-tunnel'
import type { TunnelState, TunnelWish } from '../tunnel/tunnel-state'
import { FakeClock } from './fake-clock'
import { FakePrograms } from './fake-programs'
import { seededRandom } from './node-ports'

export const quickWish: TunnelWish = {
  mode: 'quick',
  program: '/opt/cloudflared',
  digest: null,
  port: 5_000,
  token: null,
  hostName: null,
}

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
