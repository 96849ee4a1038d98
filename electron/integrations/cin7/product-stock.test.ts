import { describe, expect, it } from 'vitest'
import { aRun, setUpCin7 } from '../../testing/cin7-setup'

const stock = { stockCalls: 20, productCalls: 10 }
const plan = { kind: 'quick', pageSize: 1_000, pageLimit: 50, changedSince: 0, stock } as const

/** A list that is known to be longer than the run's share, one row a page. */
async function aLongList(behaviour: Parameters<typeof setUpCin7>[0] = {}) {
  const setup = await setUpCin7({ pageCap: 1, ...behaviour })
  const quick = aRun(plan)
  const { writer } = quick
  writer.pages = 60
  const { products } = setup.simulator.shop
  writer.worth = products.slice(5, 25).map(({ id }) => id)
  const stockCalls = () =>
    setup.simulator.calls.filter(({ path }) => path === 'ref/productavailability').map(({ query }) => query)
  return { ...setup, ...quick, products, stockCalls }
}

describe('a quick sync of a long stock list', () => {
  it('reads single products with half of its calls and the list with the rest', async () => {
    const { sync, run, writer, stockCalls, simulator } = await aLongList({ pageCap: 100 })
    simulator.behaviour.pageCap = 3
    await sync(run)
    const ids = stockCalls().flatMap(({ ID }) => (ID ? [ID] : []))
    expect(ids).toEqual(writer.worth.slice(0, 10))
    expect(stockCalls()).toHaveLength(20)
    expect(writer.position?.nextPage).toBe(11)
    expect(writer.commits).toEqual([{ isAtEnd: false }])
  })

  it('hands over every row of such a product, and none when it is sold out', async () => {
    const { sync, run, writer, products, simulator } = await aLongList({ pageCap: 100 })
    const [gone, there] = products.slice(5)
    simulator.clearStock(gone!.sku)
    await sync(run)
    expect(writer.readAlone.get(gone!.id)).toEqual([])
    const rows = there!.stock.filter((row) => Object.values(row).some((value) => Number(value) !== 0))
    expect(writer.readAlone.get(there!.id)?.map(({ onHand }) => onHand)).toEqual(
      rows.map(({ onHand }) => onHand),
    )
  })

  it('does not believe an answer that may lack rows or is about other products', async () => {
    const { sync, run, writer, products, simulator } = await aLongList({ pageCap: 100 })
    const [first, second, third] = products.slice(5)
    const change = (edit: (page: { Total: unknown; ProductAvailabilityList: { ID: string }[] }) => void) =>
      simulator.addFault({
        path: 'ref/productavailability',
        times: 1,
        change: (json) => {
          const page = json as { Total: unknown; ProductAvailabilityList: { ID: string }[] }
          edit(page)
          return page
        },
      })
    change((page) => {
      page.Total = 40
    })
    change(({ ProductAvailabilityList: [row] }) => {
      row!.ID = first!.id
    })
    change((page) => {
      page.Total = undefined
    })
    await sync(run)
    const believed = [first, second, third].map((product) => writer.readAlone.get(product!.id))
    expect(believed).toEqual([null, null, null])
    expect(writer.readAlone.get(products[8]!.id)).not.toBeNull()
  })

  it('goes on with the list when a product cannot be read', async () => {
    const { sync, run, writer, failures, simulator } = await aLongList({ pageCap: 100 })
    simulator.addFault({ path: 'ref/productavailability', status: 500, body: '', times: 5 })
    await sync(run)
    expect(writer.readAlone.size).toBe(0)
    expect(writer.position?.nextPage).toBeGreaterThan(1)
    expect(failures).toEqual([])
  })

  it('asks for no single product when the whole list takes no more calls', async () => {
    const { sync, run, writer, stockCalls } = await aLongList({ pageCap: 100 })
    writer.pages = 20
    await sync(run)
    expect(stockCalls().filter(({ ID }) => ID)).toEqual([])
    expect(writer.commits).toEqual([{ isAtEnd: true }])
  })
})
