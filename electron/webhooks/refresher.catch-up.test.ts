import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LiveSetup } from '../testing/live-setup'
import { emptySkus, shopThatSold } from '../testing/live-shops'

let shop: LiveSetup

beforeEach(async () => {
  shop = await shopThatSold()
})

afterEach(() => shop.close())

describe('more than twenty products', () => {
  const deliverAll = async (most: number) => {
    for (const sku of emptySkus.slice(0, most)) await shop.deliverStock({ sku, onHand: 1 })
  }

  it('are read with one sync when the list takes fewer calls', async () => {
    await deliverAll(21)
    await shop.settle()
    expect(shop.asked).toEqual([])
    expect(shop.started).toMatchObject([{ trigger: 'webhook', kind: 'quick' }])
  })

  it('are read one by one when the list takes more calls', async () => {
    shop.pageSize = 1
    shop.db.write(() => shop.db.sqlite.prepare('UPDATE stock_lists SET rows = 100, page_rows = 1').run())
    await deliverAll(21)
    await shop.settle()
    expect(shop.asked).toHaveLength(21)
    expect(shop.started).toEqual([])
  })

  it('are read one by one up to twenty', async () => {
    await deliverAll(20)
    await shop.settle()
    expect(shop.asked).toHaveLength(20)
  })
})

describe('what no product names', () => {
  it('is served by one run, which ends the wanting', async () => {
    await shop.deliver({ kind: 'products' })
    await shop.deliver({ kind: 'orders' })
    await shop.settle()
    expect(shop.started).toHaveLength(1)
    shop.finishSync()
    await shop.clock.advance(120_000)
    expect(shop.started).toHaveLength(1)
    expect(shop.feeds.wantedAt(shop.connectionId)).toBeNull()
  })

  it('waits for a run under way, and is not served by it', async () => {
    shop.isSyncing = true
    const startedAt = shop.clock.now()
    await shop.clock.advance(1)
    await shop.deliver({ kind: 'products' })
    await shop.settle()
    expect(shop.started).toEqual([])
    shop.finishSync({ startedAt, connectionId: shop.connectionId })
    await shop.settle()
    expect(shop.started).toHaveLength(1)
  })

  it('is served by any run that began after it and ended well', async () => {
    shop.isSyncing = true
    await shop.deliver({ kind: 'products' })
    shop.finishSync({ startedAt: shop.clock.now(), connectionId: shop.connectionId })
    await shop.settle()
    expect(shop.started).toEqual([])
  })

  it('starts a run once a minute at most, and later after failures', async () => {
    await shop.deliver({ kind: 'products' })
    await shop.settle()
    shop.finishSync()
    await shop.deliver({ kind: 'products' })
    await shop.settle()
    expect(shop.started).toHaveLength(1)
    await shop.clock.advance(60_000)
    expect(shop.started).toHaveLength(2)
    shop.finishSync({ status: 'failed' })
    await shop.clock.advance(50_000)
    expect(shop.started).toHaveLength(2)
    await shop.clock.advance(60_000)
    expect(shop.started).toHaveLength(3)
  })
})
