import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { defaultPace } from '../../electron/integrations/cin7'
import { systemPrograms } from '../../electron/platform/tunnel-process'
import type { Ports } from '../../electron/ports'
import { nodeClock, nodeRandom, silentLog } from '../../electron/testing/node-ports'
import {
  publicFetch,
  type StandInCloudflared,
  standInCloudflared,
} from '../../electron/testing/stand-in-cloudflared'
import { CloudflaredTunnel } from '../../electron/tunnel/cloudflared-tunnel'
import { registeredHooks } from './delivery-target'
import { count, type Figure, seconds } from './figures'
import { LiveApp } from './live-app'
import { startSimulatorProcess } from './simulator-process'
import { type Service, type TimedApp, withTimedApp } from './timed-app'

const PRODUCTS = 2_000
const KILLS = 3
const AIM_MS = 60_000

interface Recovery {
  registeredMs: number
  caughtUpMs: number
}

/** (p): the tunnel's program is killed; it, the app and the service in real time. */
export async function measureKilledTunnel(): Promise<Figure[]> {
  const simulator = await startSimulatorProcess('--products', `${PRODUCTS}`)
  const program = standInCloudflared()
  const dataDir = mkdtempSync(join(tmpdir(), 'shelfwatch-bench-'))
  try {
    const outside = withProgram(program, dataDir)
    const recoveries = await withTimedApp(simulator, { pace: defaultPace, dataDir, outside }, async (app) => {
      await app.call('settings.set', { syncAutomatically: false })
      await app.sync()
      const live = await LiveApp.start(app)
      const all: Recovery[] = []
      for (let kill = 0; kill < KILLS; kill += 1) all.push(await recover({ app, live, program, simulator }))
      return all
    })
    return [figureOf(recoveries)]
  } finally {
    program.remove()
    await simulator.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function withProgram(program: StandInCloudflared, folder: string) {
  const reach = publicFetch(program)
  const either: Ports['fetch'] = (url, init) =>
    new URL(url).hostname.endsWith('.trycloudflare.com') ? reach(url, init) : fetch(url, init)
  const createTunnel: Ports['createTunnel'] = (onChange) =>
    new CloudflaredTunnel({
      clock: nodeClock,
      fetch: either,
      log: silentLog,
      random: nodeRandom,
      programs: systemPrograms,
      environment: process.env,
      folder,
      onChange,
    })
  return { createTunnel, fetch: either, cloudflaredPath: program.path }
}

async function recover({
  app,
  live,
  program,
  simulator,
}: {
  app: TimedApp
  live: LiveApp
  program: StandInCloudflared
  simulator: Service
}): Promise<Recovery> {
  const { address: before } = await live.status()
  const pid = program.state()?.pid
  if (pid === undefined) throw new Error('the tunnel program is not running')
  const caughtUp = app.next('sync.finished').then(() => performance.now())
  const killedAt = performance.now()
  process.kill(pid, 'SIGKILL')
  while (!(await isRegisteredAnew(live, before, simulator))) await setTimeout(100)
  const registeredMs = performance.now() - killedAt
  return { registeredMs, caughtUpMs: (await caughtUp) - killedAt }
}

async function isRegisteredAnew(live: LiveApp, before: string | null, simulator: Service): Promise<boolean> {
  const { stage, address } = await live.status()
  if (stage !== 'registered' || address === null || address === before) return false
  const hooks = await registeredHooks(simulator)
  return hooks.every(({ IsActive, ExternalURL }) => IsActive && ExternalURL.startsWith(`${address}/`))
}

function figureOf(recoveries: readonly Recovery[]): Figure {
  const longestMs = Math.max(...recoveries.map(({ caughtUpMs }) => caughtUpMs))
  return {
    id: 'p',
    what: `Tunnel program killed ${KILLS} times, ${count(PRODUCTS)} products × 3 locations: until every subscription was at the new host, and until the gap was synced`,
    ours: recoveries
      .map(({ registeredMs, caughtUpMs }) => `${seconds(registeredMs)}, ${seconds(caughtUpMs)}`)
      .join('; '),
    baseline: '',
    ratio: null,
    aim: `≤ ${seconds(AIM_MS)}`,
    isReached: longestMs <= AIM_MS,
  }
}
