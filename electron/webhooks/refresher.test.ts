import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import { aStockRow } from '../testing/factories'
import { externalIdOf, type LiveSetup } from '../testing/live-setup'
import { shopThatSold } from '../testing/live-shops'
import { signal, whole } from '../testing/stock-setup'

let shop: LiveSetup

beforeEach(async () => {
  shop = await shopThatSold()
})

afterEach(() => shop.close())

describe('what a delivery marked', () => {
  it('is confirmed once things are quiet, by all rows of the answer', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.clock.advance(1_900)
    expect(shop.asked).toEqual([])
    await shop.clock.advance(200)
    expect(shop.asked).toEqual([externalIdOf('A')])
    expect(shop.figures()).toEqual(['A Main 8', 'A Shop 1', 'B Main 5'])
    expect(shop.dirty()).toEqual([])
    expect(shop.isProvisional('A')).toBe(false)
    expect(shop.shown('A')).toBe(9)
  })

  it('becomes zero where the answer does not name it', async () => {
    shop.answer = () => [aStockRow({ sku: 'A', onHand: 8 })]
    await shop.deliverStock({ sku: 'A', onHand: 7, location: 'Shop' })
    await shop.settle()
    expect(shop.figures()).toEqual(['A Main 8', 'B Main 5'])
  })

  it('is read once for fifty deliveries', async () => {
    for (let n = 0; n < 50; n += 1) await shop.deliverStock({ sku: 'A', onHand: n })
    await shop.settle()
    expect(shop.asked).toEqual([externalIdOf('A')])
  })

  it('is read after five seconds at the latest, however many more come', async () => {
    for (let n = 0; n < 6 && shop.asked.length === 0; n += 1) {
      await shop.deliverStock({ sku: 'A', onHand: n })
      await shop.clock.advance(1_000)
    }
    expect(shop.asked).toHaveLength(1)
  })

  it('stays marked when it is told of again while it is asked for', async () => {
    let answer: (rows: ReturnType<typeof aStockRow>[]) => void = () => undefined
    shop.answer = () => new Promise((resolve) => (answer = resolve))
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    await shop.deliverStock({ sku: 'A', onHand: 6 })
    answer([aStockRow({ sku: 'A', onHand: 7 })])
    await shop.clock.advance(1)
    expect(shop.figures()[0]).toBe('A Main 6')
    expect(shop.dirty()).toEqual(['A'])
    shop.answer = () => [aStockRow({ sku: 'A', onHand: 6 })]
    await shop.settle()
    expect(shop.dirty()).toEqual([])
    expect(shop.figures()).toEqual(['A Main 6', 'B Main 5'])
  })

  it('is told apart by order, also when the clock is put back', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    shop.clock.jumpWallClock(-3_600_000)
    await shop.settle()
    expect(shop.dirty()).toEqual([])
    expect(shop.asked).toHaveLength(1)
  })

  it('is not overwritten by what a sync had read before it was confirmed, nor removed at the end of that list', async () => {
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 99 }), aStockRow({ sku: 'B', onHand: 5 })])
    await shop.settle()
    await run.commitStock(whole, signal)
    expect(shop.figures()).toEqual(['A Main 8', 'A Shop 1', 'B Main 5'])
  })

  it('is confirmed by a whole list that began after it', async () => {
    shop.answer = () => null
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 7 }), aStockRow({ sku: 'A', onHand: 2, location: 'Shop' })])
    await run.commitStock(whole, signal)
    expect(shop.dirty()).toEqual([])
    expect(shop.isProvisional('A')).toBe(false)
  })
})

describe('what cannot be confirmed now', () => {
  it('is asked for again later, and does not hold up others', async () => {
    shop.answer = (externalId) =>
      externalId === externalIdOf('A') ? null : [aStockRow({ sku: 'B', onHand: 4 })]
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    await shop.deliverStock({ sku: 'B', onHand: 3 })
    await shop.settle()
    expect(shop.asked).toEqual([externalIdOf('A'), externalIdOf('B')])
    expect(shop.dirty()).toEqual(['A'])
    expect(shop.figures()).toEqual(['A Main 7', 'A Shop 2', 'B Main 4'])
    await shop.clock.advance(30_000)
    expect(shop.asked.at(-1)).toBe(externalIdOf('A'))
  })

  it('is not asked for any more once a list has confirmed it', async () => {
    shop.answer = () => null
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    const run = shop.startRun()
    run.putStock([aStockRow({ sku: 'A', onHand: 7 })])
    await run.commitStock(whole, signal)
    shop.finishSync()
    await shop.clock.advance(120_000)
    expect(shop.asked).toHaveLength(1)
  })

  it('stands in the history with how much was read', async () => {
    shop.answer = () => [aStockRow({ sku: 'A', onHand: 7 }), aStockRow({ sku: 'A', bin: 'X', onHand: 1 })]
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    const resources = [{ resource: 'availability', pages: 1, rows: 2, failed: 0 }]
    expect(shop.productRuns()).toMatchObject([{ status: 'success', products: 1, stockRows: 2, resources }])
  })

  it('is tried again ever more seldom while the provider cannot be asked, or after the next sync', async () => {
    shop.answer = () => {
      throw new AppError('offline', 'No network.')
    }
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    expect(shop.productRuns()).toMatchObject([
      { status: 'failed', calls: 1, failures: [{ code: 'offline', message: 'No network.' }] },
    ])
    await shop.clock.advance(60_000)
    expect(shop.asked).toHaveLength(2)
    await shop.clock.advance(3_600_000)
    expect(shop.asked.length).toBeLessThan(11)
    expect(shop.productRuns()).toHaveLength(1)
    shop.answer = () => [aStockRow({ sku: 'A', onHand: 8 })]
    shop.finishSync()
    await shop.settle()
    expect(shop.dirty()).toEqual([])
  })

  it('waits for keys that are accepted, and says so in the history', async () => {
    shop.areKeysAccepted = false
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.clock.advance(60_000)
    expect(shop.asked).toEqual([])
    expect(shop.productRuns()).toMatchObject([
      { status: 'failed', failures: [{ code: 'credentials_rejected' }] },
    ])
    shop.areKeysAccepted = true
    shop.refresher.wake(shop.connectionId)
    await shop.settle()
    expect(shop.dirty()).toEqual([])
  })

  it('is left to the list and its guard when very much would become zero', async () => {
    const rows = ['A', 'B'].flatMap((sku) =>
      Array.from({ length: 30 }, (_, bin) => aStockRow({ sku, bin: `${bin}`, onHand: 1 })),
    )
    const run = shop.startRun()
    run.putStock(rows)
    await run.commitStock(whole, signal)
    await shop.clock.advance(1)
    shop.answer = () => []
    for (const sku of ['A', 'B']) await shop.deliverStock({ sku, onHand: 1, bin: '0' })
    await shop.settle()
    expect(shop.figures()).toHaveLength(30)
    expect(shop.started).toHaveLength(1)
  })
})

describe('stopping', () => {
  it('gives up what is being asked for, and keeps the marks', async () => {
    shop.answer = () => new Promise(() => undefined)
    await shop.deliverStock({ sku: 'A', onHand: 7 })
    await shop.settle()
    await shop.refresher.stop()
    expect(shop.dirty()).toEqual(['A'])
    expect(shop.productRuns()).toMatchObject([{ status: 'cancelled' }])
    await shop.clock.advance(3_600_000)
    expect(shop.asked).toHaveLength(1)
  })
})
