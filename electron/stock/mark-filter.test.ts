import { beforeEach, describe, expect, it } from 'vitest'
import type { StockMark } from '../../shared/domain/stock'
import { aLocation, aProduct, aStockRow } from '../testing/factories'
import { IndexSetup, signal, whole } from '../testing/stock-setup'

const DAY_MS = 24 * 60 * 60_000

describe('what to look into', () => {
  let shop: IndexSetup
  const marked = (mark: StockMark, place?: string) =>
    shop.skus({ marks: [mark], locationId: place ? shop.locationId(place) : null })

  beforeEach(async () => {
    shop = new IndexSetup()
    const run = shop.startRun()
    run.putLocations([aLocation({ name: 'Main', isDefault: true }), aLocation({ name: 'Shop' })])
    run.putProducts(['A', 'B', 'C'].map((sku) => aProduct({ sku, name: sku })))
    run.putStock([
      aStockRow({ sku: 'A', onHand: 9 }),
      aStockRow({ sku: 'A', location: 'Shop', onHand: 0, available: -2 }),
      aStockRow({ sku: 'B', onHand: 4 }),
      aStockRow({ sku: 'C', onHand: 0 }),
    ])
    await run.commitStock(whole, signal)
    await shop.index.reload()
  })

  it('finds what is negative at one location though it is not in all', () => {
    expect(marked('negative')).toEqual(['A'])
    expect(marked('negative', 'Shop')).toEqual(['A'])
    expect(marked('negative', 'Main')).toEqual([])
  })

  it('finds what is stale by the time that has passed alone', () => {
    shop.now += DAY_MS
    expect(marked('stale')).toEqual([])
    shop.now += 60_000
    expect(marked('stale')).toEqual(['A', 'B', 'C'])
  })

  it('finds what is on hand and has not moved for 90 days', async () => {
    shop.now += 90 * DAY_MS
    await shop.sync([
      aStockRow({ sku: 'A', onHand: 9 }),
      aStockRow({ sku: 'A', location: 'Shop', onHand: 0, available: -3 }),
      aStockRow({ sku: 'B', onHand: 4 }),
      aStockRow({ sku: 'C', onHand: 0 }),
    ])
    expect(marked('unmoved')).toEqual([])
    shop.now += 60_000
    expect(marked('unmoved')).toEqual(['B'])
    expect(marked('unmoved', 'Main')).toEqual(['A', 'B'])
  })

  it('shows only what has all the marks that are asked for', () => {
    shop.now += DAY_MS + 60_000
    expect(shop.skus({ marks: ['stale', 'negative'] })).toEqual(['A'])
  })
})
