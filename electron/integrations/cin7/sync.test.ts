import { describe, expect, it } from 'vitest'
import { aRun, expectEverythingRead, setUpCin7 } from '../../testing/cin7-setup'
import { coreLimit, mostCallsWithin, shortestGap } from './simulator'

describe('a sync', () => {
  it('reads every list in the order in which rows refer to each other, then makes the figures visible', async () => {
    const { simulator, sync } = await setUpCin7()
    const { run, writer, failures, calls } = aRun()
    await sync(run)
    expect(writer.steps).toEqual([
      'locations',
      'finish locations',
      'categories',
      'finish categories',
      'suppliers',
      'finish suppliers',
      'products',
      'finish products',
      'stock',
      'commit',
    ])
    expect(failures).toEqual([])
    expect(calls()).toBe(simulator.calls.length)
    expectEverythingRead(simulator, writer)
  })

  it('asks for levels and suppliers and for the largest pages', async () => {
    const { simulator, sync } = await setUpCin7()
    const { run, writer } = aRun()
    await sync(run)
    const asked = simulator.calls.find(({ path }) => path === 'product')?.query
    expect(asked).toMatchObject({ limit: '1000', IncludeReorderLevels: 'true', IncludeSuppliers: 'true' })
    expect(
      writer.products.some(
        ({ suppliers, reorderPoints }) => suppliers.length > 0 && reorderPoints.length > 0,
      ),
    ).toBe(true)
  })

  it('leaves out bins that are listed as locations', async () => {
    const { simulator, sync } = await setUpCin7()
    const { run, writer } = aRun()
    await sync(run)
    expect(writer.locations).toEqual(simulator.shop.locations.map(({ name }) => name))
  })

  it.each([
    ['the real page size is hidden', { pageCap: 7 }],
    ['the total is missing', { pageCap: 7, total: 'absent' as const }],
    ['the total is too low', { pageCap: 7, total: { offBy: -9 } }],
    ['the total is too high', { pageCap: 7, total: { offBy: 100 } }],
    ['the total changes from page to page', { pageCap: 7, total: 'drifting' as const }],
    ['the account is an older one', { olderAccount: true }],
    [
      'rows are inserted meanwhile',
      { pageCap: 7, rowShift: { path: 'ref/productavailability', fromPage: 3, rows: 1 } },
    ],
    ['products are inserted meanwhile', { pageCap: 7, rowShift: { path: 'product', fromPage: 2, rows: 2 } }],
    [
      'rows are removed meanwhile',
      { pageCap: 7, rowShift: { path: 'ref/productavailability', fromPage: 3, rows: -1 } },
    ],
  ])('reads everything, and counts it once, when %s', async (_, behaviour) => {
    const { simulator, sync } = await setUpCin7(behaviour)
    const { run, writer, rowsOf } = aRun()
    await sync(run)
    expectEverythingRead(simulator, writer)
    expect(rowsOf('products')).toBe(writer.products.length)
    expect(rowsOf('availability')).toBe(writer.stock.length)
  })

  it('keeps the later reading of a row that moved to the next page meanwhile', async () => {
    const { simulator, sync } = await setUpCin7({ pageCap: 10 })
    let moved: { SKU: string; OnHand: number } | undefined
    simulator.addFault({
      path: 'ref/productavailability',
      times: Number.POSITIVE_INFINITY,
      change: (json) => {
        const page = json as { Page: number; Total: number; ProductAvailabilityList: (typeof moved)[] }
        const rows = page.ProductAvailabilityList
        if (page.Page === 1) moved = rows.at(-1)
        if (page.Page === 2 && moved) rows.unshift({ ...moved, OnHand: 98_765 })
        return { ...page, Total: page.Total + 1, ProductAvailabilityList: rows }
      },
    })
    const { run, writer, rowsOf } = aRun()
    await sync(run)
    expect(writer.stock.filter(({ onHand }) => onHand === 98_765)).toMatchObject([{ sku: moved?.SKU }])
    expect(rowsOf('availability')).toBe(writer.stock.length)
  })

  it('tells after each page how far it is', async () => {
    const { sync } = await setUpCin7({ pageCap: 10 })
    const { run, pages } = aRun()
    await sync(run)
    const products = pages.filter(({ resource }) => resource === 'products')
    expect(products.map(({ pagesDone, pagesKnown, rows }) => [pagesDone, pagesKnown, rows])).toEqual([
      [1, 4, 10],
      [2, 4, 10],
      [3, 4, 10],
      [4, 4, 10],
    ])
  })

  it('tells of a quick run how far its share of the stock list is, wherever that begins', async () => {
    const { sync } = await setUpCin7({ pageCap: 10 })
    const whole = aRun()
    await sync(whole.run)
    const total = whole.rowsOf('availability')
    const stock = { stockCalls: 3, productCalls: 0 }
    const { run, writer, pages } = aRun({
      kind: 'quick',
      pageSize: 10,
      pageLimit: 50,
      changedSince: 0,
      stock,
    })
    writer.start = { nextPage: 3, total, received: 20, largestPage: 10 }
    await sync(run)
    const ofStock = pages.filter(({ resource }) => resource === 'availability')
    expect(ofStock.map(({ pagesDone, pagesKnown }) => [pagesDone, pagesKnown])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ])
  })

  it('stays within Core’s limit over many calls, so that it is never refused', async () => {
    const { simulator, sync, cin7, check } = await setUpCin7({ pageCap: 1, limit: coreLimit })
    const first = aRun()
    await Promise.all([sync(first.run), check(), check()])
    expect(simulator.calls.length).toBeGreaterThan(120)
    expect(mostCallsWithin(simulator.calls, 60_000)).toBeLessThanOrEqual(55)
    expect(shortestGap(simulator.calls)).toBeGreaterThanOrEqual(350)
    expect(Math.max(...simulator.calls.map(({ inFlight }) => inFlight))).toBe(1)
    expect(simulator.calls.every(({ status }) => status === 200)).toBe(true)
    expect(cin7.budget('one').limit).toBe(55)
    expectEverythingRead(simulator, first.writer)
  })

  it('leaves room for a user, whose call takes less than 3 s in the middle of two long syncs', async () => {
    const { simulator, sync, clock, check } = await setUpCin7({ pageCap: 1, limit: coreLimit })
    const [first, second] = [aRun(), aRun()]
    const tookMs: number[] = []
    let isOver = false
    const askNowAndThen = async () => {
      for (; !isOver; await clock.sleep(67_000)) {
        const askedAt = clock.monotonic()
        await check()
        tookMs.push(clock.monotonic() - askedAt)
      }
    }
    const syncs = Promise.all([sync(first.run), sync(second.run)]).finally(() => {
      isOver = true
    })
    await Promise.all([syncs, askNowAndThen()])
    expect(tookMs.length).toBeGreaterThan(3)
    expect(Math.max(...tookMs)).toBeLessThan(3_000)
    expect(mostCallsWithin(simulator.calls, 60_000)).toBeLessThanOrEqual(55)
    expectEverythingRead(simulator, first.writer)
    expectEverythingRead(simulator, second.writer)
  })

  it('tells how much of the limit is used up', async () => {
    const { check, cin7 } = await setUpCin7()
    await check()
    expect(cin7.budget('one')).toEqual({ used: 2, limit: 55 })
    expect(cin7.budget('two')).toEqual({ used: 0, limit: 55 })
  })
})
