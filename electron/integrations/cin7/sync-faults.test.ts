import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors'
import { aRun, expectEverythingRead, setUpCin7 } from '../../testing/cin7-setup'

describe('a sync that meets a fault', () => {
  const forEver = { times: Number.POSITIVE_INFINITY }

  it.each([
    ['a cut connection', { cut: 'before' as const }],
    ['a connection cut after the headers', { cut: 'after-headers' as const }],
    ['a connection cut in the body', { cut: 100 }],
    ['a truncated body', { truncate: 200 }],
    ['an empty body', { body: '' }],
    ['status 500', { status: 500, body: '' }],
    ['status 502 with HTML', { status: 502, body: '<html>Bad gateway</html>' }],
    ['status 503 without the limit’s words', { status: 503, body: '' }],
    ['a 403 in a burst', { status: 403, body: 'Incorrect credentials!' }],
  ])('gets over %s', async (_, fault) => {
    const { simulator, sync } = await setUpCin7({ pageCap: 15 })
    simulator.addFault({ ...fault, path: 'ref/productavailability', page: 2, times: 2 })
    const { run, writer, failures } = aRun()
    await sync(run)
    expectEverythingRead(simulator, writer)
    expect(failures).toEqual([])
  })

  it.each([
    ['HTML', { body: '<html></html>', headers: { 'Content-Type': 'text/html' } }, 'not_the_provider', 1],
    ['a refusal', { status: 400, body: { ErrorCode: 400, Exception: 'No.' } }, 'provider_refused', 1],
    [
      'an error object with status 200',
      { body: { ErrorCode: 404, Exception: 'No.' } },
      'provider_refused',
      1,
    ],
    ['an unknown shape', { body: { Total: 3, Rows: [] } }, 'provider_changed', 1],
    ['refused keys', { status: 403, body: 'Incorrect credentials!' }, 'credentials_rejected', 3],
  ])('keeps the old figures when %s lasts', async (_, fault, code, calls) => {
    const { simulator, sync } = await setUpCin7({ pageCap: 15 })
    simulator.addFault({ ...fault, ...forEver, path: 'ref/productavailability', page: 2 })
    const { run, writer } = aRun()
    await expect(sync(run)).rejects.toMatchObject({ code })
    expect(writer.steps).not.toContain('commit')
    const tries = simulator.calls.filter(({ path, page }) => path === 'ref/productavailability' && page === 2)
    expect(tries).toHaveLength(calls)
  })

  it('stops calling a service that is down', async () => {
    const { simulator, sync } = await setUpCin7({ pageCap: 5 })
    simulator.addFault({ status: 500, body: '', ...forEver, path: 'product' })
    await expect(sync(aRun().run)).rejects.toMatchObject({ code: 'provider_unavailable' })
    expect(simulator.calls.filter(({ path }) => path === 'product')).toHaveLength(10)
  })

  it('goes on without suppliers when only these are refused, and retires none', async () => {
    const { simulator, sync } = await setUpCin7()
    simulator.addFault({
      path: 'supplier',
      status: 403,
      body: { ErrorCode: 403, Exception: 'No access.' },
      ...forEver,
    })
    const { run, writer, failures } = aRun()
    await sync(run)
    expectEverythingRead(simulator, writer)
    expect(writer.steps).not.toContain('finish suppliers')
    expect(failures).toEqual([
      {
        resource: 'suppliers',
        page: null,
        code: 'provider_refused',
        message: 'Cin7 refused the request: No access.',
        isWholePage: false,
      },
    ])
  })

  it('says a thousand times nothing about a thousand strange rows, and loses no good one', async () => {
    const { simulator, sync } = await setUpCin7()
    const strange = Array.from({ length: 1_000 }, (_, index) => ({
      ID: `x${index}`,
      Location: 'Here',
      OnHand: 'many',
    }))
    simulator.addFault({
      path: 'ref/productavailability',
      page: 1,
      change: (json) => {
        const page = json as { ProductAvailabilityList: unknown[] }
        return { ...page, ProductAvailabilityList: [...strange, ...page.ProductAvailabilityList] }
      },
    })
    const { run, writer, failures, pages } = aRun()
    await sync(run)
    expectEverythingRead(simulator, writer)
    expect(pages.find(({ resource }) => resource === 'availability')?.failed).toBe(1_000)
    expect(failures).toHaveLength(21)
    expect(failures[0]).toMatchObject({ resource: 'availability', page: 1, code: 'provider_changed' })
    expect(failures[0]?.message).toContain('Row 1 of page 1 (x0)')
    expect(failures[20]?.message).toContain('980 more')
  })

  it('retires no product when a row of the list could not be read', async () => {
    const { simulator, sync } = await setUpCin7()
    simulator.addFault({
      path: 'product',
      page: 1,
      change: (json) => {
        const page = json as { Products: unknown[] }
        return { ...page, Products: [null, ...page.Products.slice(1)] }
      },
    })
    const { run, writer } = aRun()
    await sync(run)
    expect(writer.steps).not.toContain('finish products')
    expect(writer.steps).toContain('commit')
  })

  it('takes upper- and lower-case GUIDs for the same product', async () => {
    const { simulator, sync } = await setUpCin7()
    simulator.addFault({
      path: 'ref/productavailability',
      page: 1,
      change: (json) =>
        JSON.parse(JSON.stringify(json).replaceAll(/"ID":"[^"]+"/g, (id) => id.toUpperCase())),
    })
    const { run, writer } = aRun()
    await sync(run)
    const known = new Set(writer.products.map(({ externalId }) => externalId))
    expect(writer.stock.every(({ productExternalId }) => known.has(productExternalId))).toBe(true)
  })

  it.each([
    ['says what it could not deliver', (page: object) => ({ ...page, Errors: ['Two rows are locked.'] })],
    ['leaves the list out', (page: object) => ({ ...page, ProductAvailabilityList: null })],
  ])('takes the stock list for one with gaps when Cin7 %s', async (_, change) => {
    const { simulator, sync } = await setUpCin7()
    simulator.addFault({ path: 'ref/productavailability', page: 1, change: (json) => change(json as object) })
    const { run, writer, failures } = aRun()
    await sync(run)
    expect(writer.isWhole).toBe(false)
    expect(writer.commits).toEqual([{ isAtEnd: true }])
    expect(failures).toMatchObject([{ resource: 'availability', page: 1, code: 'provider_changed' }])
  })

  it('retires no supplier when Cin7 could not deliver them all', async () => {
    const { simulator, sync } = await setUpCin7()
    simulator.addFault({
      path: 'supplier',
      page: 1,
      change: (json) => ({ ...(json as object), SupplierList: null }),
    })
    const { run, writer, failures } = aRun()
    await sync(run)
    expect(writer.steps).not.toContain('finish suppliers')
    expect(writer.steps).toContain('commit')
    expect(failures).toMatchObject([{ resource: 'suppliers', page: 1 }])
  })

  it.each(['categories', 'suppliers'] as const)(
    'reads the stock although the list of %s came back empty',
    async (resource) => {
      const { simulator, sync } = await setUpCin7()
      const { run, writer, failures } = aRun()
      const { finishList } = writer
      writer.finishList = (list, signal) =>
        list === resource
          ? Promise.reject(new AppError('provider_changed', 'The list came back empty.'))
          : finishList(list, signal)
      await sync(run)
      expectEverythingRead(simulator, writer)
      expect(writer.steps).toContain('commit')
      expect(failures).toEqual([
        {
          resource,
          page: null,
          code: 'provider_changed',
          message: 'The list came back empty.',
          isWholePage: false,
        },
      ])
    },
  )

  it.each([
    ['an unknown form', { body: { Total: 3, Rows: [] } }, 'provider_changed'],
    ['status 500', { status: 500, body: '' }, 'provider_unavailable'],
  ])('reads the stock although the supplier list fails with %s', async (_, fault, code) => {
    const { simulator, sync } = await setUpCin7()
    simulator.addFault({ ...fault, ...forEver, path: 'supplier' })
    const { run, writer, failures } = aRun()
    await sync(run)
    expectEverythingRead(simulator, writer)
    expect(failures).toMatchObject([{ resource: 'suppliers', code }])
  })

  it.each([
    'storage_full',
    'credentials_rejected',
    'offline',
    'rate_limited',
    'cancelled',
    'internal',
  ] as const)('ends when the supplier list meets %s, which is not a matter of that list', async (code) => {
    const { sync } = await setUpCin7()
    const { run, writer, failures } = aRun()
    writer.putSuppliers = () => {
      throw new AppError(code, 'It went wrong.')
    }
    await expect(sync(run)).rejects.toMatchObject({ code })
    expect(writer.steps).not.toContain('stock')
    expect(failures).toEqual([])
  })

  it('passes on what the writer refuses', async () => {
    const { sync } = await setUpCin7()
    const { run, writer } = aRun()
    writer.commitStock = () => Promise.reject(new AppError('provider_changed', 'The list is empty.'))
    await expect(sync(run)).rejects.toThrow('The list is empty.')
  })

  it('stops reading on when a page cannot be stored', async () => {
    const { simulator, sync } = await setUpCin7({ pageCap: 5 })
    const { run, writer } = aRun()
    writer.putProducts = () => {
      throw new AppError('storage_full', 'The disk is full.')
    }
    await expect(sync(run)).rejects.toMatchObject({ code: 'storage_full' })
    expect(simulator.calls.filter(({ path }) => path === 'product').length).toBeLessThanOrEqual(2)
  })
})
