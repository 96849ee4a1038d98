import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SyncRun } from '../../shared/domain/sync-run'
import { aSyncRun } from '../../shared/testing/a-sync-run'
import { ConnectionStore } from '../connections/connection-store'
import type { Database } from '../db/database'
import { openTestDatabase } from '../testing/test-database'
import { SyncRunStore } from './sync-run-store'

const shop = '00000000-0000-4000-8000-00000000000a'
const other = '00000000-0000-4000-8000-00000000000b'
const everything = { connectionId: shop, status: null, trigger: null, kind: null, offset: 0, limit: 50 }

describe('SyncRunStore', () => {
  let db: Database
  let store: SyncRunStore

  beforeEach(() => {
    db = openTestDatabase()
    store = new SyncRunStore({ db })
    for (const id of [shop, other]) addConnection(id)
  })

  afterEach(() => db.close())

  it('gives back a run as it was stored', () => {
    const run = aRun(1)
    store.begin(run)
    expect(store.get(run.id)).toEqual(run)

    const half = {
      ...run,
      products: 1000,
      resources: [{ resource: 'products' as const, pages: 1, rows: 1000, failed: 0 }],
    }
    store.saveProgress(half)
    expect(store.get(run.id)).toEqual(half)

    const failure = {
      resource: 'products' as const,
      page: 2,
      code: 'offline' as const,
      message: 'No network.',
      isWholePage: false,
    }
    const ended: SyncRun = { ...half, status: 'failed', finishedAt: 9, failures: [failure] }
    store.finish(ended)
    expect(store.get(run.id)).toEqual(ended)
    expect(SyncRun.parse(store.get(run.id))).toEqual(ended)
    expect(store.get(aRun(2).id)).toBeNull()
  })

  it('lists newest first, in pages, with the whole number', () => {
    for (let n = 1; n <= 5; n += 1) store.begin(aRun(n))
    store.begin(aRun(6, { connectionId: other }))
    const page = store.list({ ...everything, offset: 1, limit: 2 })
    expect(page.total).toBe(5)
    expect(page.runs.map((run) => run.startedAt)).toEqual([4, 3])
  })

  it('narrows the list by status, trigger and kind', () => {
    store.begin(aRun(1, { status: 'failed', trigger: 'manual' }))
    store.begin(aRun(2, { status: 'failed', trigger: 'connect', kind: 'quick' }))
    store.begin(aRun(3, { status: 'success', trigger: 'manual' }))
    expect(store.list({ ...everything, status: 'failed' }).runs.map((run) => run.startedAt)).toEqual([2, 1])
    expect(store.list({ ...everything, trigger: 'manual' }).runs.map((run) => run.startedAt)).toEqual([3, 1])
    expect(store.list({ ...everything, status: 'failed', trigger: 'manual' })).toMatchObject({ total: 1 })
    expect(store.list({ ...everything, kind: 'quick' }).runs.map((run) => run.startedAt)).toEqual([2])
  })

  it('knows the newest run that ended and the newest that ended well', () => {
    expect(store.lastFinished(shop)).toBeNull()
    expect(store.lastSuccessAt(shop)).toBeNull()
    store.begin(aRun(1, { status: 'success', finishedAt: 11 }))
    store.begin(aRun(2, { status: 'partial', finishedAt: 12 }))
    store.begin(aRun(3, { status: 'failed', finishedAt: 13 }))
    store.begin(aRun(4))
    store.begin(aRun(5, { connectionId: other, status: 'success', finishedAt: 15 }))
    expect(store.lastFinished(shop)?.startedAt).toBe(3)
    expect(store.lastSuccessAt(shop)).toBe(11)
  })

  it('does not take what followed deliveries for the newest sync, unless that is asked for', () => {
    store.begin(aRun(1, { status: 'success', finishedAt: 11 }))
    store.begin(aRun(2, { status: 'success', finishedAt: 12, kind: 'products', trigger: 'webhook' }))
    store.begin(aRun(3, { status: 'failed', finishedAt: 13, kind: 'products', trigger: 'webhook' }))
    expect(store.lastFinished(shop)?.startedAt).toBe(1)
    expect(store.lastFinished(shop, ['products'])?.startedAt).toBe(3)
    expect(store.lastSuccessAt(shop)).toBe(11)
    expect(store.list(everything).total).toBe(3)
  })

  it('says of what followed deliveries and was cut short that it is read again', () => {
    store.begin(aRun(1, { kind: 'products', trigger: 'webhook' }))
    store.markInterrupted()
    const [failure] = store.get(aRun(1).id)?.failures ?? []
    expect(failure?.message).toContain('The products are read again.')
    expect(failure?.message).not.toContain('sync')
  })

  it('notes runs that a crash cut short as failed, in words', () => {
    store.begin(aRun(1, { status: 'success', finishedAt: 5 }))
    store.begin(aRun(2, { products: 70 }))
    expect(store.markInterrupted()).toEqual([aRun(2).id])
    expect(store.get(aRun(2).id)).toMatchObject({
      status: 'failed',
      finishedAt: null,
      products: 70,
      failures: [{ message: expect.stringContaining('stopped without warning') }],
    })
    expect(store.get(aRun(1).id)?.status).toBe('success')
    expect(store.markInterrupted()).toEqual([])
  })

  function addConnection(id: string): void {
    new ConnectionStore({ db }).insert({
      id,
      provider: 'cin7',
      source: 'account',
      companyName: '',
      currency: '',
      timeZone: '',
      apiUrl: '',
      keysHeldIn: 'session',
      sealedAccountId: null,
      sealedApplicationKey: null,
      state: 'active',
      verifiedAt: null,
      createdAt: 0,
    })
  }

  it('forgets old runs but never the newest hundred', async () => {
    for (let n = 1; n <= 130; n += 1) store.begin(aRun(n, { status: 'success' }))
    await store.purge(11, new AbortController().signal)
    expect(store.list({ ...everything, limit: 1 }).total).toBe(120)
    await store.purge(Number.MAX_SAFE_INTEGER, new AbortController().signal)
    const { total, runs } = store.list({ ...everything, limit: 200 })
    expect(total).toBe(100)
    expect(runs.at(-1)?.startedAt).toBe(31)
  })

  it('keeps the newest hundred syncs and the newest hundred that followed deliveries apart', async () => {
    for (let n = 1; n <= 130; n += 1) store.begin(aRun(n, { status: 'success' }))
    for (let n = 131; n <= 300; n += 1) store.begin(aRun(n, { status: 'success', kind: 'products' }))
    await store.purge(Number.MAX_SAFE_INTEGER, new AbortController().signal)
    expect(store.list({ ...everything, limit: 1 }).total).toBe(200)
    expect(store.list({ ...everything, kind: 'products', limit: 1 }).total).toBe(100)
  })
})

/** The n-th run, started at n and still under way. */
function aRun(n: number, change: Partial<SyncRun> = {}): SyncRun {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  return aSyncRun({ id, connectionId: shop, status: 'running', startedAt: n, finishedAt: null, ...change })
}
