import { monitorEventLoopDelay } from 'node:perf_hooks'
import { defaultPace, scalePace } from '../../electron/integrations/cin7'
import { count, type Figure, ms, seconds } from './figures'
import { startSimulatorProcess } from './simulator-process'
import { durationOf, withTimedApp } from './timed-app'

const PRODUCTS = 100_000
const shop = `${count(PRODUCTS)} products × 3 locations`
/** The app, the service and the minute live this many times faster than real time. */
const SPEED = 4
const CALLS_A_MINUTE = 60
const MEMORY_EVERY_MS = 50

/** (g) and (h): a large shop's first sync, from a service without and with Core's limit. */
export async function measureLargeShop(): Promise<Figure[]> {
  return [...(await syncUnlimited()), await syncLimited()]
}

async function syncUnlimited(): Promise<Figure[]> {
  const simulator = await startSimulatorProcess('--products', `${PRODUCTS}`, '--limit', 'none')
  try {
    return await withTimedApp(simulator, { pace: scalePace(defaultPace, 1e-6) }, async (app) => {
      const delay = monitorEventLoopDelay({ resolution: 1 })
      const memory = watchMemory()
      delay.enable()
      const run = await app.sync()
      delay.disable()
      const tookMs = durationOf(run)
      const { largestMb, keptMb } = memory.end()
      const [p99, max] = [delay.percentile(99) / 1e6, delay.max / 1e6]
      const figure = { baseline: '', ratio: null }
      return [
        {
          ...figure,
          id: 'g1',
          what: `First sync, ${shop}, unlimited service`,
          ours: `${seconds(tookMs)} (${count(run.calls)} calls)`,
          aim: '< 30 s',
          isReached: tookMs < 30_000,
        },
        {
          ...figure,
          id: 'g2',
          what: 'Memory growth by it: in use afterwards, without garbage',
          ours: `${count(keptMb)} MB`,
          aim: '< 80 MB',
          isReached: keptMb < 80,
        },
        {
          ...figure,
          id: 'g3',
          what: 'Memory growth during it: resident, garbage included, largest',
          ours: `${count(largestMb)} MB`,
          aim: '< 80 MB',
          isReached: largestMb < 80,
        },
        {
          ...figure,
          id: 'g4',
          what: 'Main-loop delay during it, p99 and longest',
          ours: `${ms(p99)}, ${ms(max)}`,
          aim: '< 50 ms, < 200 ms',
          isReached: p99 < 50 && max < 200,
        },
      ]
    })
  } finally {
    await simulator.stop()
  }
}

async function syncLimited(): Promise<Figure> {
  const limit = `${CALLS_A_MINUTE}/${60 / SPEED}`
  const simulator = await startSimulatorProcess('--products', `${PRODUCTS}`, '--limit', limit)
  try {
    return await withTimedApp(simulator, { pace: scalePace(defaultPace, 1 / SPEED) }, async (app) => {
      const run = await app.sync()
      const tookMs = durationOf(run) * SPEED
      const floorMs = (run.calls / CALLS_A_MINUTE) * 60_000
      return {
        id: 'h',
        what: `The same under 60 calls in 60 s (time ${SPEED} times faster)`,
        ours: `${seconds(tookMs)} in real time`,
        baseline: `${seconds(floorMs)}, ${count(run.calls)} calls at ${CALLS_A_MINUTE} a minute`,
        ratio: tookMs / floorMs,
        aim: '≤ 1.15',
        isReached: tookMs / floorMs <= 1.15,
      }
    })
  } finally {
    await simulator.stop()
  }
}

/** Memory of this process beyond what it had at the start, in MB. */
function watchMemory(): { end(): { largestMb: number; keptMb: number } } {
  const before = { resident: process.memoryUsage.rss(), inUse: bytesInUse() }
  let largest = before.resident
  const timer = setInterval(() => {
    largest = Math.max(largest, process.memoryUsage.rss())
  }, MEMORY_EVERY_MS)
  return {
    end() {
      clearInterval(timer)
      largest = Math.max(largest, process.memoryUsage.rss())
      return { largestMb: toMb(largest - before.resident), keptMb: toMb(bytesInUse() - before.inUse) }
    },
  }
}

const toMb = (bytes: number) => bytes / 2 ** 20

/** What JavaScript holds, its buffers included, once the garbage is collected. */
function bytesInUse(): number {
  if (!globalThis.gc) throw new Error('Start Node with --expose-gc.')
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
