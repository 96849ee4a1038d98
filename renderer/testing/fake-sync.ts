import type { SyncOverview, SyncProgress, SyncRun } from '../../shared/domain/sync-run'
import type { HandlersOf } from '../../shared/ipc/contract'
import type { AppEvent } from '../../shared/ipc/events'
import { fakeConnectionId } from './fake-connection'
import type { FakeShop } from './fake-shop'

const MINUTE = 60_000
const PAGES = 12

/** Sync runs that go through their pages in real time, on top of a day of invented history. */
export function createFakeSync(
  shop: FakeShop,
  emit: (event: AppEvent) => void,
  pageMs: number,
): HandlersOf<'sync'> {
  const history = createHistory(shop, Date.now())
  let current: SyncRun | null = null
  let progress: SyncProgress | null = null
  let timer: ReturnType<typeof setInterval> | undefined

  const finish = (run: SyncRun, status: SyncRun['status']) => {
    clearInterval(timer)
    const ended = { ...run, status, finishedAt: Date.now(), products: shop.products.length, calls: PAGES }
    history.unshift(ended)
    current = null
    progress = null
    emit({ name: 'sync.finished', payload: ended })
    emit({ name: 'stock.changed', payload: { connectionId: fakeConnectionId, productIds: null } })
  }
  const start = (): SyncRun => {
    const run = createRun(history.length + 1, Date.now(), {
      trigger: 'manual',
      status: 'running',
      finishedAt: null,
    })
    current = run
    emit({ name: 'sync.started', payload: run })
    let pagesDone = 0
    timer = setInterval(() => {
      pagesDone += 1
      if (pagesDone > PAGES) return finish(run, 'success')
      progress = createProgress(run.id, pagesDone)
      emit({ name: 'sync.progress', payload: progress })
    }, pageMs)
    return run
  }
  return {
    'sync.start': () => current ?? start(),
    'sync.cancel': () => {
      if (current) finish(current, 'cancelled')
      return null
    },
    'sync.overview': (): SyncOverview => ({
      current,
      progress,
      last: history[0] ?? null,
      lastSuccessAt: history.find((run) => run.status === 'success')?.finishedAt ?? null,
      budget: { used: current ? (progress?.calls ?? 0) : 12, limit: 60 },
    }),
    'sync.runs': ({ status, trigger, offset, limit }) => {
      const runs = [...(current ? [current] : []), ...history].filter(
        (run) => (!status || run.status === status) && (!trigger || run.trigger === trigger),
      )
      return { total: runs.length, runs: runs.slice(offset, offset + limit) }
    },
    'sync.run': ({ runId, search }) => {
      const run = [...(current ? [current] : []), ...history].find((candidate) => candidate.id === runId)
      if (!run) throw new Error('No such run')
      const changes = shop.products
        .flatMap((product) => product.changes)
        .filter((change) => `${change.product} ${change.sku}`.toLowerCase().includes(search.toLowerCase()))
      return { run, changes: changes.slice(0, run.status === 'success' ? 40 : 0) }
    },
  }
}

function createProgress(runId: string, pagesDone: number): SyncProgress {
  return {
    runId,
    connectionId: fakeConnectionId,
    resource: pagesDone < 4 ? 'products' : 'availability',
    pagesDone,
    pagesKnown: PAGES,
    products: pagesDone * 100,
    stockRows: pagesDone * 300,
    calls: pagesDone,
    waitingUntil: null,
  }
}

function createRun(index: number, startedAt: number, changes: Partial<SyncRun>): SyncRun {
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    connectionId: fakeConnectionId,
    trigger: 'schedule',
    status: 'success',
    startedAt,
    finishedAt: startedAt + 4_200,
    products: 0,
    stockRows: 0,
    failed: 0,
    calls: 11,
    waitedMs: 0,
    changes: 0,
    resources: [],
    failures: [],
    ...changes,
  }
}

function createHistory(shop: FakeShop, now: number): SyncRun[] {
  const counts = { products: shop.products.length, stockRows: shop.products.length * 3 }
  return Array.from({ length: 40 }, (_, index) => {
    const startedAt = now - 4 * MINUTE - index * 15 * MINUTE
    const duration = 3_200 + ((index * 733) % 2_400)
    const run = createRun(40 - index, startedAt, {
      ...counts,
      finishedAt: startedAt + duration,
      changes: (index * 7) % 40,
      resources: [
        { resource: 'products', pages: 3, rows: counts.products, failed: 0 },
        { resource: 'availability', pages: 7, rows: counts.stockRows, failed: 0 },
      ],
    })
    if (index === 1) return asPartial(run)
    if (index === 5) return asFailed(run)
    return run
  })
}

function asPartial(run: SyncRun): SyncRun {
  const message =
    'Stock levels, page 4 of 7: Cin7 answered 502 five times. The figures of that page are older.'
  return {
    ...run,
    status: 'partial',
    failed: 1_000,
    waitedMs: 31_000,
    finishedAt: run.startedAt + 39_000,
    failures: [{ resource: 'availability', page: 4, code: 'provider_unavailable', message }],
  }
}

function asFailed(run: SyncRun): SyncRun {
  const message = 'This computer is not connected to the internet. The stored figures are still shown.'
  return {
    ...run,
    status: 'failed',
    trigger: 'manual',
    products: 0,
    stockRows: 0,
    finishedAt: run.startedAt + 1_200,
    failures: [{ resource: null, page: null, code: 'offline', message }],
  }
}
