import { chmodSync, statSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectHistoryInWords, expectNothingLeftBehind, expectShopStored } from './testing/expect-shop'
import { asOrdinaryUser } from './testing/ordinary-user'
import { withConnection } from './testing/own-connection'
import { changeAll, smallShop } from './testing/small-shop'
import { createTestApp, type TestApp } from './testing/test-app'

const MINUTE_MS = 60_000

let app: TestApp
let own: BetterSqlite3.Database
let connectionId: string
let onRequest: () => void

beforeEach(async () => {
  onRequest = () => {}
  ;[app, own] = await withConnection(() =>
    createTestApp({
      simulator: { shop: smallShop({ products: 60, locations: 2 }) },
      fetch: (url, init) => {
        onRequest()
        return fetch(url, init)
      },
    }),
  )
  await app.call('settings.set', { syncAutomatically: false })
  connectionId = (await app.connect()).connectionId
  app.cin7.behaviour.pageCap = 60
})

afterEach(() => app.close())

const logBytes = () => statSync(join(app.dataDir, 'shelfwatch.db-wal'), { throwIfNoEntry: false })?.size ?? 0

/** SQLite calls a disk full when the file may not grow. */
const full = {
  begin: () => own.pragma(`max_page_count = ${own.pragma('page_count', { simple: true })}`),
  end: () => own.pragma('max_page_count = 1000000'),
}
const readOnly = {
  begin: () => own.pragma('query_only = ON'),
  end: () => own.pragma('query_only = OFF'),
}

describe.each([
  ['is full', 'storage_full', full],
  ['may not be written to', 'storage_read_only', readOnly],
] as const)('a disk that %s', (_, code, trouble) => {
  /** From the n-th call of the next run on. */
  function beginAtCall(n: number): () => boolean {
    let calls = 0
    onRequest = () => {
      calls += 1
      if (calls === n) trouble.begin()
    }
    return () => calls >= n
  }

  it('at any call of a sync stops it with a sentence, and the next one makes good', async () => {
    let stopped = 0
    for (let n = 1, isHit = true; isHit; n += 1) {
      changeAll(app.cin7, n)
      const wasHit = beginAtCall(n)
      const run = await app.sync(connectionId)
      isHit = wasHit()
      onRequest = () => {}
      trouble.end()
      await app.clock.advance(30_000)
      if (run.status !== 'success') {
        expect(run).toMatchObject({ status: 'failed', failures: [{ code }] })
        stopped += 1
      }
      await expectHistoryInWords(app, connectionId)
      expect(await app.sync(connectionId)).toMatchObject({ status: 'success' })
      await expectShopStored(app, connectionId)
      expectNothingLeftBehind(app)
    }
    expect(stopped).toBeGreaterThan(3)
  })

  it('is told, and the sync goes on by itself once that is over', async () => {
    changeAll(app.cin7, 7)
    await app.call('settings.set', { syncAutomatically: true })
    app.events.length = 0
    beginAtCall(4)
    expect(await app.sync(connectionId)).toMatchObject({ status: 'failed', failures: [{ code }] })
    const { rows } = await app.stock(connectionId)
    expect(rows.length).toBeGreaterThan(30)

    const finished = app.next('sync.finished')
    const since = app.clock.now()
    trouble.end()

    const run = await finished
    expect(run).toMatchObject({ trigger: 'schedule', kind: 'full', status: 'success' })
    expect(run.startedAt - since).toBeLessThan(2 * MINUTE_MS)
    const statuses = app.events.flatMap(({ name, payload }) => (name === 'storage.changed' ? [payload] : []))
    expect(statuses).toMatchObject([{ writable: false, problem: { code } }, { writable: true }])
    await expectShopStored(app, connectionId)
  })
})

describe('a data folder that is read-only at the start', () => {
  it('leaves the stock to be read, refuses a sync in words, and lets it run once it is writable', async () => {
    const before = await app.stock(connectionId)
    changeAll(app.cin7, 3)
    await app.stop()
    chmodSync(app.dataDir, 0o555)
    await asOrdinaryUser(async () => {
      await app.start()
      expect((await app.stock(connectionId)).total).toBe(before.total)
      await expect(app.call('sync.start', { connectionId, kind: 'full' })).rejects.toMatchObject({
        code: 'storage_read_only',
        message: expect.stringMatching(/may not write.*start Shelfwatch again/),
      })
      await app.stop()
    })
    chmodSync(app.dataDir, 0o777)
    await app.start()
    expect(await app.sync(connectionId)).toMatchObject({ status: 'success' })
    await expectShopStored(app, connectionId)
  })
})

describe('another program', () => {
  it('that locks the store for a while stops a sync in words and no reading, and the next sync makes good', async () => {
    own.pragma('busy_timeout = 0')
    changeAll(app.cin7, 3)
    const other = new BetterSqlite3(join(app.dataDir, 'shelfwatch.db'))
    app.cin7.beforeAnswer({ path: 'product' }, () => other.exec('BEGIN IMMEDIATE'))

    const run = await app.sync(connectionId)
    const { rows } = await app.stock(connectionId)
    other.close()

    expect(run).toMatchObject({ status: 'failed', failures: [{ code: 'storage_failed' }] })
    expect(run.failures[0]?.message).toMatch(/Another program/)
    expect(rows.length).toBeGreaterThan(30)
    expect(await app.sync(connectionId)).toMatchObject({ status: 'success' })
    await expectShopStored(app, connectionId)
    await expectHistoryInWords(app, connectionId)
  })

  it('that reads the store for long makes the log of writes grow only until it is done', async () => {
    own.pragma('busy_timeout = 0')
    const other = new BetterSqlite3(join(app.dataDir, 'shelfwatch.db'), { readonly: true })
    other.exec('BEGIN; SELECT count(*) FROM products')
    for (let n = 1; n <= 5; n += 1) {
      changeAll(app.cin7, n)
      expect(await app.sync(connectionId)).toMatchObject({ status: 'success' })
    }
    await app.clock.advance(MINUTE_MS)
    expect(logBytes()).toBeGreaterThan(0)
    expect(logBytes()).toBeLessThan(64 * 1024 * 1024)

    other.close()
    await app.clock.advance(MINUTE_MS)
    expect(logBytes()).toBe(0)
  })
})
