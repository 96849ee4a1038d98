import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { json } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { defaultPace, scalePace } from '../../electron/integrations/cin7'
import { mostCallsWithin } from '../../electron/integrations/cin7/simulator'
import { MemoryKeychain } from '../../electron/testing/memory-keychain'
import { projectFolder } from '../launch'
import type { Load, LoadResult } from './delivery-load'
import { type DeliveryTarget, deliveryTarget, stockDelivery, stockOfProducts } from './delivery-target'
import { count, type Figure, ms, percentile, seconds } from './figures'
import { LiveApp } from './live-app'
import { startSimulatorProcess } from './simulator-process'
import { withoutProgram, withTimedApp } from './timed-app'

/** Whose list of stock one quick sync reads whole: of a longer one each reads a part, and confirming takes minutes. */
const PRODUCTS = 6_500
const CONNECTIONS = 200
const WINDOW_ASKS_EVERY_MS = 400
const MINUTE_MS = 60_000

interface Scenario {
  id: string
  what: string
  deliveries: number
  together: number
  everyMs: number
  aimMs: number
  /** So many units more in each delivery, or they would say the same. */
  more: number
}

const scenarios: Scenario[] = [
  {
    id: 'n',
    what: '1,000 deliveries in 5 s, 200 at once',
    deliveries: 1_000,
    together: 200,
    everyMs: 1_000,
    aimMs: 500,
    more: 7,
  },
  {
    id: 'o',
    what: '100 deliveries a second for 60 s',
    deliveries: 6_000,
    together: 1,
    everyMs: 10,
    aimMs: 250,
    more: 9,
  },
]

/** (n), (o): deliveries by the hundred, at Core's pace in real time, beside a server that only answers. */
export async function measureLiveLoad(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shelfwatch-bench-'))
  const simulator = await startSimulatorProcess(
    ...['--products', `${PRODUCTS}`],
    ...['--limit', 'none', '--clear-tokens'],
  )
  const keychain = new MemoryKeychain()
  const calls: number[] = []
  try {
    await withTimedApp(simulator, { pace: scalePace(defaultPace, 1e-6), dataDir, keychain }, async (app) => {
      await app.call('settings.set', { syncAutomatically: false })
      await app.sync()
    })
    const products = await stockOfProducts(simulator, PRODUCTS)
    const outside = withoutProgram(() => calls.push(performance.now()))
    return await withTimedApp(simulator, { pace: defaultPace, dataDir, keychain, outside }, async (app) => {
      const live = await LiveApp.start(app)
      const target = await deliveryTarget(simulator, await live.status())
      const settled = () => untilConfirmed(live, join(dataDir, 'shelfwatch.db'))
      const figures: Figure[] = []
      for (const scenario of scenarios) {
        const bodies = products
          .slice(0, scenario.deliveries)
          .map((rows) => stockDelivery(rows, scenario.more))
        const bare = await answeredByBareServer({ ...scenario, target, bodies })
        figures.push(await measure(live, { scenario, bodies, target, bare, settled, calls }))
      }
      return figures
    })
  } finally {
    await simulator.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

interface Measurement {
  scenario: Scenario
  bodies: string[]
  target: DeliveryTarget
  bare: LoadResult
  settled(): Promise<void>
  /** When the app called the service. */
  calls: readonly number[]
}

async function measure(
  live: LiveApp,
  { scenario, bodies, target, bare, settled, calls }: Measurement,
): Promise<Figure> {
  const before = await live.deliveries()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const window = asWindowAsks(live)
  delay.enable()
  const { times, statuses } = await underLoad({ ...scenario, target, bodies })
  delay.disable()
  const sentAt = performance.now()
  await settled()
  window.close()
  const confirmedMs = performance.now() - sentAt
  const { processed, pending, quarantined } = await live.deliveries()
  const isWhole = processed - before.processed === bodies.length && pending + quarantined === 0
  const p99 = percentile(times, 99)
  const bareP99 = percentile(bare.times, 99)
  const most = mostCallsWithin(
    calls.map((at) => ({ at })),
    MINUTE_MS,
  )
  const longest = delay.max / 1e6
  return {
    id: scenario.id,
    what: `${scenario.what}, ${CONNECTIONS} connections, ${count(PRODUCTS)} products × 3 locations: answered, p50 and p99`,
    ours: [
      `${ms(percentile(times, 50))}, ${ms(p99)}`,
      `answers ${JSON.stringify(statuses)}`,
      `used ${count(processed - before.processed)}`,
      `confirmed after ${seconds(confirmedMs)}`,
      `most calls in 60 s ${most}`,
      `main-loop delay p99 ${ms(delay.percentile(99) / 1e6)}, longest ${ms(longest)}`,
    ].join('; '),
    baseline: `server that only answers ${ms(percentile(bare.times, 50))}, ${ms(bareP99)}`,
    ratio: p99 / bareP99,
    aim: `p99 < ${scenario.aimMs} ms, none lost, ≤ 55 calls`,
    isReached: isWhole && statuses['200'] === bodies.length && p99 < scenario.aimMs && most <= 55,
  }
}

async function answeredByBareServer(load: Omit<Load, 'connections'>): Promise<LoadResult> {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => response.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    return await underLoad({ ...load, target: { ...load.target, port } })
  } finally {
    server.close()
  }
}

async function underLoad({
  target,
  bodies,
  together,
  everyMs,
}: Omit<Load, 'connections'>): Promise<LoadResult> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'e2e/bench/delivery-load.ts'], {
    cwd: projectFolder,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const load: Load = { target, bodies, together, everyMs, connections: CONNECTIONS }
  child.stdin.end(JSON.stringify(load))
  return (await json(child.stdout)) as LoadResult
}

/** What an open window asks again and again while there is news. */
function asWindowAsks(live: LiveApp): { close(): void } {
  const timer = setInterval(() => void live.refreshWindow(), WINDOW_ASKS_EVERY_MS)
  return { close: () => clearInterval(timer) }
}

/** Until the service was asked about everything that deliveries told. */
async function untilConfirmed(live: LiveApp, file: string): Promise<void> {
  const db = new BetterSqlite3(file, { readonly: true })
  const dirty = db
    .prepare<[], number>('SELECT count(*) FROM product_readings WHERE dirty_at IS NOT NULL')
    .pluck()
  while (dirty.get() !== 0 || (await live.deliveries()).pending > 0) await setTimeout(500)
  db.close()
}
