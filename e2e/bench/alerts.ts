import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import BetterSqlite3 from 'better-sqlite3'
import { defaultPace, scalePace } from '../../electron/integrations/cin7'
import { MemoryKeychain } from '../../electron/testing/memory-keychain'
import { count, type Figure, ms, percentile } from './figures'
import { startSimulatorProcess } from './simulator-process'
import { type TimedApp, withTimedApp } from './timed-app'

const PRODUCTS = 100_000
const NEWLY_LOW = 500
const CHANGES = 1_000_000
const CHARTS = 40
const YEAR_MS = 365 * 24 * 60 * 60_000
const pace = scalePace(defaultPace, 1e-6)

/** (k): alerts and history of a large shop, in plain Node. */
export async function measureAlerts(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shelfwatch-bench-'))
  const simulator = await startSimulatorProcess('--products', `${PRODUCTS}`, '--limit', 'none')
  const keychain = new MemoryKeychain()
  try {
    const judged = await withTimedApp(simulator, { pace, dataDir, keychain }, measureJudging)
    addChanges(join(dataDir, 'shelfwatch.db'))
    const charts = await withTimedApp(simulator, { pace, dataDir, keychain }, measureCharts)
    return [...judged, charts]
  } finally {
    await simulator.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measureJudging(app: TimedApp): Promise<Figure[]> {
  await app.sync()
  await app.afterSync()
  const [connection] = await app.call('connections.list', {})
  const connectionId = connection!.id
  const { open } = await app.call('alerts.counts', { connectionId })
  const shown = app.notifier.shown.length
  const { rows } = await app.call('stock.list', {
    connectionId,
    search: '',
    locationId: null,
    category: null,
    supplierId: null,
    states: ['ok'],
    marks: [],
    sort: { column: 'product', descending: false },
    offset: 0,
    limit: NEWLY_LOW,
  })
  const ids = rows.map(({ productId }) => productId)
  const setFor = (productIds: number[], reorderPoint: number) =>
    app.call('reorder.set', {
      connectionId,
      target: { kind: 'products', productIds, locationId: null },
      levels: { reorderPoint, reorderQuantity: 0 },
    })

  await setFor(ids.slice(0, 1), 0)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const one = await timed(() => setFor(ids.slice(0, 1), 1))
  delay.disable()
  const longest = delay.max / 1e6

  delay.reset()
  delay.enable()
  const many = await timed(() => setFor(ids, 1_000_000))
  delay.disable()
  const list = await timed(() =>
    app.call('alerts.list', {
      connectionId,
      state: 'open',
      locationId: null,
      groupBy: 'none',
      offset: 0,
      limit: 100,
    }),
  )
  const after = await app.call('alerts.counts', { connectionId })
  const figure = { baseline: '', ratio: null }
  return [
    {
      ...figure,
      id: 'k1',
      what: `Judging every alert, ${count(PRODUCTS)} products × 3 locations, ${count(open)} open: time, longest main-loop delay`,
      ours: `${ms(one)}, ${ms(longest)}`,
      aim: '< 300 ms, ≤ 50 ms',
      isReached: one < 300 && longest <= 50,
    },
    {
      ...figure,
      id: 'k2',
      what: `${count(open)} alerts of one sync: notices shown. ${count(NEWLY_LOW)} products set low here (${count(after.open - open)} alerts): time, longest main-loop delay`,
      ours: `${shown}. ${ms(many)}, ${ms(delay.max / 1e6)}`,
      aim: '1',
      isReached: shown === 1,
    },
    {
      ...figure,
      id: 'k3',
      what: `First 100 of ${count(after.open)} open alerts, worst first: answered`,
      ours: ms(list),
      aim: '< 200 ms',
      isReached: list < 200,
    },
  ]
}

/** A year of changes, spread evenly over some of the products. */
function addChanges(file: string): void {
  const db = new BetterSqlite3(file)
  const products = db.prepare<[], number>('SELECT id FROM products LIMIT 10000').pluck().all()
  const [location] = db.prepare<[], number>('SELECT id FROM locations ORDER BY id').pluck().all()
  const insert = db.prepare(
    `INSERT INTO stock_changes (product_id, location_id, figure, before, after, changed_at, source, run_id)
     VALUES (?, ?, 'available', ?, ?, ?, 'quick', 'bench')`,
  )
  const firstAt = Date.now() - YEAR_MS
  db.transaction(() => {
    for (let change = 0; change < CHANGES; change += 1) {
      const product = products[change % products.length]
      const level = change % 50
      insert.run(product, location, level, level + 1, firstAt + (change / CHANGES) * YEAR_MS)
    }
    db.prepare("UPDATE watermarks SET at = ? WHERE resource = 'availability since'").run(firstAt)
  })()
  db.close()
}

async function measureCharts(app: TimedApp): Promise<Figure> {
  const [connection] = await app.call('connections.list', {})
  const connectionId = connection!.id
  const { locations } = await app.call('stock.summary', { connectionId })
  const took: number[] = []
  for (let product = 1; product <= CHARTS; product += 1) {
    const asked = { connectionId, productId: product * 17, locationId: locations[0]!.id, days: 365 as const }
    took.push(await timed(() => app.call('stock.history', asked)))
  }
  const [p50, p95] = [percentile(took, 50), percentile(took, 95)]
  return {
    id: 'k4',
    what: `A year of one product out of ${count(CHANGES)} changes: answered, p50 and p95 of ${CHARTS}`,
    ours: `${p50.toFixed(1)} ms, ${p95.toFixed(1)} ms`,
    baseline: '',
    ratio: null,
    aim: '< 50 ms',
    isReached: p95 < 50,
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
