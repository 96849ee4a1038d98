import { describe, expect, it } from 'vitest'
import { aRun, setUpCin7 } from '../../testing/cin7-setup'
import type { Shop, Simulator } from './simulator'

const orders = { changedSince: null, mostCalls: 200 }
const pages = { pageSize: 1_000, pageLimit: 1_000 }
const full = { kind: 'full', ...pages, changedSince: null, products: true, stock: true, orders } as const

/** Orders of the shop that will bring stock, with what each will still bring. */
function openOrders({ shop }: Simulator): Map<string, Map<string, number>> {
  const open = shop.purchaseOrders.filter(
    ({ stage, isDropShip, type, lines }) =>
      stage === 'ordered' &&
      !isDropShip &&
      type !== 'Service Purchase' &&
      lines.some(({ quantity, received }) => quantity > received),
  )
  return new Map(
    open.map(({ id, lines }) => [
      id,
      new Map(lines.map(({ productId, quantity, received }) => [productId, quantity - received])),
    ]),
  )
}

async function setUp(options: Parameters<typeof setUpCin7>[0] = {}) {
  const cin7 = await setUpCin7({ plan: { products: 150, locations: 2 }, ...options })
  const detailsAsked = () =>
    cin7.simulator.calls.filter(({ path }) => path === 'advanced-purchase').map(({ query }) => query.ID)
  return { ...cin7, detailsAsked }
}

type Order = Shop['purchaseOrders'][number]

describe('purchase orders', () => {
  it('are not asked for unless they are wanted', async () => {
    const { simulator, sync } = await setUp()
    await sync(aRun().run)
    expect(simulator.calls.filter(({ path }) => path.includes('purchase'))).toEqual([])
  })

  it('come after stock: the whole list, then each open one alone, with what is outstanding', async () => {
    const { simulator, sync, detailsAsked } = await setUp()
    const { run, writer, failures, rowsOf, pages } = aRun(full)
    await sync(run)
    const expected = openOrders(simulator)
    expect(expected.size).toBeGreaterThan(10)
    expect(detailsAsked()).toEqual([...expected.keys()])
    const outstanding = [...writer.goods].map(
      ([id, { lines }]) =>
        [id, new Map(lines.map((line) => [line.productExternalId, line.ordered - line.received]))] as const,
    )
    expect(new Map(outstanding)).toEqual(expected)
    expect(writer.orderReadings).toMatchObject([{ isOfChanges: false, isWhole: true }])
    expect(rowsOf('purchaseOrders')).toBe(simulator.shop.purchaseOrders.length)
    expect(pages.at(-1)).toMatchObject({ resource: 'purchaseOrders', pagesDone: expected.size + 1 })
    expect(failures).toEqual([])
  })

  it('carry number, supplier, date and location', async () => {
    const { simulator, sync } = await setUp()
    const { run, writer } = aRun(full)
    await sync(run)
    for (const { id, orderNumber, requiredBy, supplierId, locationId } of simulator.shop.purchaseOrders) {
      const supplier = simulator.shop.suppliers.find((candidate) => candidate.id === supplierId)?.name
      const expectedAt = requiredBy === null ? null : Date.parse(requiredBy)
      const put = writer.ordersPut.find(({ externalId }) => externalId === id)
      expect(put).toMatchObject({ orderNumber, supplier, expectedAt })
      if (!put?.isOpen) continue
      const location = simulator.shop.locations.find((candidate) => candidate.id === locationId)?.name
      expect(writer.goods.get(id)?.location).toBe(location)
    }
  })

  it('of a quick run are those changed since then, closed ones as well', async () => {
    const { simulator, clock, sync, detailsAsked } = await setUp()
    const since = clock.now()
    const [voided, changed] = simulator.shop.purchaseOrders.filter(({ id }) => openOrders(simulator).has(id))
    for (const order of simulator.shop.purchaseOrders) order.modifiedAt = since - 60_000
    const at = { modifiedAt: since + 1_000 }
    simulator.changePurchaseOrder(voided?.orderNumber ?? '', { ...at, stage: 'voided' })
    simulator.changePurchaseOrder(changed?.orderNumber ?? '', { ...at, requiredBy: '2026-12-24' })
    const { run, writer } = aRun({
      kind: 'quick',
      ...pages,
      changedSince: since,
      stock: { stockCalls: 20, productCalls: 10 },
      orders: { changedSince: since, mostCalls: 10 },
    })
    await sync(run)
    expect(writer.ordersPut).toMatchObject([
      { externalId: voided?.id, isOpen: false },
      { externalId: changed?.id, isOpen: true, expectedAt: Date.UTC(2026, 11, 24) },
    ])
    expect(detailsAsked()).toEqual([changed?.id])
    expect(writer.orderReadings).toMatchObject([{ isOfChanges: true, isWhole: true }])
  })

  it('are read up to the share of calls, and the run says how many were left', async () => {
    const { simulator, sync, detailsAsked } = await setUp()
    const { run, failures } = aRun({ ...full, orders: { ...orders, mostCalls: 3 } })
    await sync(run)
    expect(detailsAsked()).toHaveLength(3)
    const all = openOrders(simulator).size
    expect(failures).toMatchObject([{ resource: 'purchaseOrders', code: 'page_limit', isWholePage: false }])
    expect(failures[0]?.message).toContain(`${all - 3} of ${all} new or changed purchase orders`)
  })

  it('change their stamp when a status changes, even where the date of the change stays', async () => {
    const { simulator, sync } = await setUp()
    const [first] = simulator.shop.purchaseOrders as [Order]
    const stampOf = async () => {
      const { run, writer } = aRun(full)
      await sync(run)
      return writer.ordersPut.find(({ externalId }) => externalId === first.id)?.changeStamp
    }
    const before = await stampOf()
    expect(await stampOf()).toBe(before)
    const [line, ...others] = first.lines
    if (line)
      simulator.changePurchaseOrder(first.orderNumber, {
        modifiedAt: first.modifiedAt,
        lines: [{ ...line, received: 1 }, ...others],
      })
    expect(await stampOf()).not.toBe(before)
  })
})

describe('a purchase order that cannot be read', () => {
  it('is told by its number and left out, and the others are read', async () => {
    const { simulator, sync } = await setUp()
    simulator.addFault({
      path: 'advanced-purchase',
      status: 400,
      body: '[{"ErrorCode":400,"Exception":"No."}]',
      times: 1,
    })
    const { run, writer, failures } = aRun(full)
    await sync(run)
    const { size } = openOrders(simulator)
    expect(writer.goods.size).toBe(size - 1)
    const [id = ''] = openOrders(simulator).keys()
    const number = simulator.shop.purchaseOrders.find((order) => order.id === id)?.orderNumber
    expect(failures).toMatchObject([{ resource: 'purchaseOrders', code: 'provider_refused' }])
    expect(failures[0]?.message).toBe(
      `Purchase order ${number} could not be read. Cin7 refused the request: No.`,
    )
  })

  it.each([
    ['has another form', '{"Order":[]}'],
    ['is another order', '{"ID":"00000000-0000-0000-0000-000000000001","Order":{"Lines":[]}}'],
  ])('because the answer %s is told and left out', async (_, body) => {
    const { simulator, sync } = await setUp()
    simulator.addFault({ path: 'advanced-purchase', body, times: 1 })
    const { run, writer, failures } = aRun(full)
    await sync(run)
    expect(writer.goods.size).toBe(openOrders(simulator).size - 1)
    expect(failures).toMatchObject([{ code: 'provider_changed' }])
  })

  it('ends the reading of orders when three in a row fail, and keeps what was read', async () => {
    const { simulator, sync } = await setUp()
    simulator.addFault({ path: 'advanced-purchase', status: 500, times: Number.POSITIVE_INFINITY })
    const { run, writer, failures } = aRun(full)
    await sync(run)
    const calls = simulator.calls.filter(({ path }) => path === 'advanced-purchase').length
    expect(calls).toBe(3 * 5)
    const { size } = openOrders(simulator)
    expect(failures).toHaveLength(4)
    expect(failures[3]?.message).toContain(`${size - 3} of ${size} new or changed purchase orders were left`)
    expect(writer.orderReadings).toHaveLength(1)
  })

  it('is told when there is none at all any more', async () => {
    const { simulator, sync } = await setUp()
    simulator.shop.purchaseOrders.length = 0
    const { run, failures } = aRun(full)
    await sync(run)
    expect(failures).toMatchObject([{ resource: 'purchaseOrders', code: 'provider_changed' }])
  })

  it('does not cost the run: stock is there when the whole list is refused', async () => {
    const { simulator, sync } = await setUp()
    simulator.addFault({
      path: 'purchaseList',
      status: 403,
      body: '{"ErrorCode":403,"Exception":"Not allowed."}',
      times: Number.POSITIVE_INFINITY,
    })
    const { run, writer, failures } = aRun(full)
    await sync(run)
    expect(writer.commits).toEqual([{ isAtEnd: true }])
    expect(writer.orderReadings).toEqual([])
    expect(failures).toMatchObject([{ resource: 'purchaseOrders', code: 'provider_refused' }])
  })

  it('waits out the limit in the form it has here: status 400 with its words', async () => {
    const { simulator, sync } = await setUp()
    const body = '[{"ErrorCode":400,"Exception":"You have reached 60 calls per 60 seconds API limit."}]'
    simulator.addFault({ path: 'advanced-purchase', status: 400, body, times: 1 })
    const { run, writer, failures, waits } = aRun(full)
    await sync(run)
    expect(waits.some((wait) => wait.for === 'limit')).toBe(true)
    expect(failures).toEqual([])
    expect(writer.goods.size).toBe(openOrders(simulator).size)
  })

  it('passes a lost page of the list on as a gap, not as a page to read again', async () => {
    const { simulator, sync } = await setUp({ pageCap: 5 })
    simulator.addFault({ path: 'purchaseList', page: 2, status: 500, times: Number.POSITIVE_INFINITY })
    const { run, writer, failures } = aRun(full)
    await sync(run)
    expect(writer.orderReadings).toMatchObject([{ isWhole: false }])
    expect(failures).toMatchObject([{ resource: 'purchaseOrders', page: 2, isWholePage: false }])
  })
})
