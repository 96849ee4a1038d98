import type BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectHistoryInWords, expectShopStored } from './testing/expect-shop'
import { createLiveApp, type LiveApp } from './testing/live-app'
import { withConnection } from './testing/own-connection'
import { changeAll } from './testing/small-shop'
import type { TestApp } from './testing/test-app'

const MINUTE_MS = 60_000

describe('a disk that is full while deliveries come in', () => {
  let live: LiveApp
  let app: TestApp
  let own: BetterSqlite3.Database

  beforeEach(async () => {
    ;[live, own] = await withConnection(() => createLiveApp({ products: 60 }))
    ;({ app } = live)
    await live.turnOn()
    await live.settles()
  })

  afterEach(() => app.close())

  it('has them refused, so that Cin7 sends them again, and all of them arrive once there is room', async () => {
    const before = app.cin7.deliveries.length
    own.pragma(`max_page_count = ${own.pragma('page_count', { simple: true })}`)
    for (const { sku } of app.cin7.shop.products) app.cin7.renameProduct(sku, { name: `Renamed ${sku}` })
    changeAll(app.cin7, 5)
    await app.cin7.delivered()
    const tried = app.cin7.deliveries.slice(before)
    expect(new Set(tried.map(({ status }) => status))).toContain(503)
    expect(tried.every(({ status }) => status === 200 || status === 503)).toBe(true)
    expect((await app.call('app.status', {})).storage).toMatchObject({
      writable: false,
      problem: { code: 'storage_full' },
    })

    own.pragma('max_page_count = 1000000')
    await live.passes(80 * MINUTE_MS)
    await live.settles()
    const all = app.cin7.deliveries.slice(before)
    const events = tried.length
    expect(all.filter(({ status }) => status === 200)).toHaveLength(events)
    expect((await live.status()).deliveries).toMatchObject({ pending: 0, quarantined: 0 })
    expect(live.ownHooks().every(({ IsActive }) => IsActive)).toBe(true)
    await expectShopStored(app, live.connectionId)
    await expectHistoryInWords(app, live.connectionId)
  })
})
