import { describe, expect, it } from 'vitest'
import { aRun, expectEverythingRead, setUpCin7 } from '../../testing/cin7-setup'

describe('a sync that never gets a page', () => {
  const forEver = { times: Number.POSITIVE_INFINITY }

  it.each([
    ['status 500', { status: 500, body: '' }, 'provider_unavailable'],
    ['a cut connection', { cut: 50 }, 'provider_unavailable'],
    ['a truncated body', { truncate: 50 }, 'provider_changed'],
  ])('reads all other pages when %s lasts on one, and says which is missing', async (_, fault, code) => {
    const { simulator, sync } = await setUpCin7({ pageCap: 15 })
    simulator.addFault({ ...fault, ...forEver, path: 'ref/productavailability', page: 2 })
    const { run, writer, failures, rowsLost } = aRun()
    await sync(run)
    const tries = simulator.calls.filter(({ path, page }) => path === 'ref/productavailability' && page === 2)
    expect(tries).toHaveLength(5)
    expect(rowsLost()).toBe(15)
    expect(failures).toMatchObject([{ resource: 'availability', page: 2, code, isWholePage: true }])
    expect(writer.commits).toEqual([{ isAtEnd: true }])

    simulator.clearFaults()
    const again = aRun({ kind: 'pages', pageSize: 1_000, pages: [{ resource: 'availability', page: 2 }] })
    await sync(again.run)
    expect(again.calls()).toBe(1)
    writer.putStock(again.writer.stock, null)
    expectEverythingRead(simulator, writer)
  })

  it('tells how many rows the last page of a list held that could not be read', async () => {
    const { simulator, sync } = await setUpCin7({ pageCap: 15 })
    const whole = aRun()
    await sync(whole.run)
    const rows = whole.rowsOf('availability')
    const { length: pages } = whole.pages.filter(({ resource }) => resource === 'availability')
    simulator.addFault({ status: 500, body: '', ...forEver, path: 'ref/productavailability', page: pages })
    const { run, rowsLost } = aRun()
    await sync(run)
    expect(rowsLost()).toBe(rows - (pages - 1) * 15)
  })

  it('tells how far it is with pages that are read again', async () => {
    const { sync } = await setUpCin7({ pageCap: 15 })
    const again = [2, 1].map((page) => ({ resource: 'availability' as const, page }))
    const { run, pages } = aRun({
      kind: 'pages',
      pageSize: 1_000,
      pages: [...again, { resource: 'products', page: 1 }],
    })
    await sync(run)
    expect(pages.map(({ resource, pagesDone, pagesKnown }) => [resource, pagesDone, pagesKnown])).toEqual([
      ['availability', 1, 2],
      ['availability', 2, 2],
      ['products', 1, 1],
    ])
  })

  it('is read again as far as it goes: a page that still fails keeps no other one from being read', async () => {
    const { simulator, sync } = await setUpCin7({ pageCap: 15 })
    simulator.addFault({ status: 503, body: '', ...forEver, path: 'product', page: 2 })
    const pages = [
      { resource: 'products' as const, page: 2 },
      { resource: 'availability' as const, page: 3 },
    ]
    const { run, writer, failures } = aRun({ kind: 'pages', pageSize: 1_000, pages })
    await sync(run)
    expect(writer.stock).toHaveLength(15)
    expect(failures).toMatchObject([{ resource: 'products', page: 2, isWholePage: true }])
  })

  it('ends the run that reads it again when the next one fails as well', async () => {
    const { simulator, sync } = await setUpCin7({ pageCap: 15 })
    simulator.addFault({ status: 503, body: '', ...forEver })
    const pages = [1, 2, 3].map((page) => ({ resource: 'availability' as const, page }))
    const { run } = aRun({ kind: 'pages', pageSize: 1_000, pages })
    await expect(sync(run)).rejects.toMatchObject({ code: 'provider_unavailable' })
    expect(new Set(simulator.calls.map(({ page }) => page))).toEqual(new Set([1, 2]))
  })

  it('retires no product when a page of the list could not be read', async () => {
    const { simulator, sync } = await setUpCin7({ pageCap: 15 })
    simulator.addFault({ status: 500, body: '', ...forEver, path: 'product', page: 2 })
    const { run, writer, failures } = aRun()
    await sync(run)
    expect(writer.steps).not.toContain('finish products')
    expect(writer.productsReadAt).toBeNull()
    expect(failures).toMatchObject([{ resource: 'products', page: 2, isWholePage: true }])
  })
})
