import { setTimeout } from 'node:timers/promises'
import { defaultPace, scalePace } from '../../electron/integrations/cin7'
import { count, type Figure, seconds } from './figures'
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process'
import { durationOf, withTimedApp } from './timed-app'
import { availabilityList, fetchPage, productList, type WireList } from './wire-pages'

const PRODUCTS = 5_000
/** Both sides and the service live this many times faster than real time. */
const SPEED = 5
const PAGE_SIZE = 100
const GAP_MS = 350 / SPEED
const LIMIT_WAIT_MS = 60_000 / SPEED

/** (f): the first sync under Core's limit, against the loop that is usually written for it. */
export async function measureAgainstPlainLoop(): Promise<Figure[]> {
  const limit = `60/${60 / SPEED}`
  const plainMs = await withSimulator(limit, plainSync)
  const oursMs = await withSimulator(limit, (simulator) =>
    withTimedApp(simulator, { pace: scalePace(defaultPace, 1 / SPEED) }, async (app) => {
      const run = await app.sync()
      return durationOf(run)
    }),
  )
  return [
    {
      id: 'f',
      what: `First sync, ${count(PRODUCTS)} products × 3 locations under 60 calls in 60 s (time ${SPEED} times faster for both)`,
      ours: `${seconds(oursMs)} (${seconds(oursMs * SPEED)} in real time)`,
      baseline: `plain loop ${seconds(plainMs)} (${seconds(plainMs * SPEED)})`,
      ratio: plainMs / oursMs,
      aim: '≥ 10 times faster',
      isReached: plainMs / oursMs >= 10,
    },
  ]
}

async function withSimulator<T>(
  limit: string,
  work: (simulator: SimulatorProcess) => Promise<T>,
): Promise<T> {
  const simulator = await startSimulatorProcess('--products', `${PRODUCTS}`, '--limit', limit)
  try {
    return await work(simulator)
  } finally {
    await simulator.stop()
  }
}

/** 100 items a page, 350 ms between calls, a minute's wait after each limit answer. Stores nothing. */
async function plainSync(simulator: SimulatorProcess): Promise<number> {
  const lists: WireList[] = [
    { path: 'ref/location', key: 'LocationList' },
    { path: 'ref/category', key: 'CategoryList' },
    { path: 'supplier', key: 'SupplierList' },
    productList,
    availabilityList,
  ]
  const startedAt = performance.now()
  for (const list of lists) {
    for (let page = 1; (await plainPage(simulator, list, page)) === PAGE_SIZE; page += 1);
  }
  return performance.now() - startedAt
}

async function plainPage(simulator: SimulatorProcess, list: WireList, page: number): Promise<number> {
  for (;;) {
    const response = await fetchPage(simulator, list, page, PAGE_SIZE)
    const body = (await response.json()) as Record<string, unknown[]>
    await setTimeout(response.status === 429 ? LIMIT_WAIT_MS : GAP_MS)
    if (response.status === 200) return body[list.key]?.length ?? 0
  }
}
