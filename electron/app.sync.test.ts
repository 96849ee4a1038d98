import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from './testing/test-app'
import { waitUntil } from './testing/wait-until'

const plan = { products: 150, locations: 3, seed: 5 }

describe('syncing', () => {
  let app: TestApp

  beforeEach(async () => {
    app = await createTestApp({ simulator: { plan } })
  })

  afterEach(() => app.close())

  const figuresBySku = async (connectionId: string, locationId: number | null = null) => {
    const { rows } = await app.stock(connectionId, { locationId })
    return new Map(rows.map((row) => [row.sku, row]))
  }

  /** Every figure on screen, against what the simulated shop says. */
  const expectScreenToMatchTheShop = async (connectionId: string) => {
    const { locations } = await app.call('stock.summary', { connectionId })
    let compared = 0
    for (const location of locations) {
      const shown = await figuresBySku(connectionId, location.id)
      for (const expected of app.cin7.expectedFigures().filter((row) => row.location === location.name)) {
        const { onHand, allocated, available, onOrder, inTransit } = expected
        const row = shown.get(expected.sku)
        // A location's view leaves out what was never there.
        if (!row && Math.max(onHand, allocated, onOrder, inTransit) === 0) continue
        compared += 1
        expect(row, `${expected.sku} at ${location.name}`).toMatchObject({
          onHand,
          allocated,
          available,
          onOrder,
          inTransit,
        })
      }
    }
    expect(compared).toBeGreaterThan(plan.products)
  }

  it('shows the same figures as the shop at every location', async () => {
    const { connectionId, run } = await app.connect()

    expect(run).toMatchObject({ status: 'success', trigger: 'connect', failed: 0 })
    await expectScreenToMatchTheShop(connectionId)
  })

  it('shows a change and remembers what changed', async () => {
    const { connectionId } = await app.connect()
    const [first] = (await app.stock(connectionId)).rows
    const sku = first?.sku ?? ''
    const location = app.cin7.shop.locations[0]?.name ?? ''
    app.cin7.clearStock(sku)
    app.cin7.setStock({ sku, location }, { onHand: 7, allocated: 9, onOrder: 4 })

    const run = await app.sync(connectionId)

    await expectScreenToMatchTheShop(connectionId)
    expect(run.changes).toBeGreaterThan(0)
    const { changes } = await app.call('sync.run', { runId: run.id, search: sku })
    expect(changes).toContainEqual(
      expect.objectContaining({ sku, location, figure: 'available', after: -2, source: 'full' }),
    )
  })

  it('changes nothing when nothing changed', async () => {
    const { connectionId } = await app.connect()

    const run = await app.sync(connectionId)

    expect(run).toMatchObject({ status: 'success', changes: 0 })
  })

  it('joins a second press to the run under way', async () => {
    const { connectionId } = await app.connect()
    const finished = app.next('sync.finished')

    const [one, two] = await Promise.all([
      app.call('sync.start', { connectionId, kind: 'full' }),
      app.call('sync.start', { connectionId, kind: 'full' }),
    ])

    expect(two.id).toBe(one.id)
    expect((await finished).id).toBe(one.id)
    expect((await app.call('sync.runs', { ...everyRun, connectionId })).total).toBe(2)
  })

  it('keeps the old figures when a later page fails', async () => {
    const { connectionId } = await app.connect()
    const before = await app.stock(connectionId)
    for (const row of before.rows.slice(0, 20)) app.cin7.clearStock(row.sku)
    app.cin7.addFault({
      path: 'ref/productavailability',
      status: 400,
      body: [{ ErrorCode: 400, Exception: 'No.' }],
    })

    const run = await app.sync(connectionId)

    expect(run).toMatchObject({ status: 'failed', failures: [{ code: 'provider_refused' }] })
    expect((await app.stock(connectionId)).rows).toEqual(before.rows)
  })

  it('keeps the old figures when it is cancelled, and says so in the history', async () => {
    const { connectionId } = await app.connect()
    const before = await app.stock(connectionId)
    app.cin7.clearStock(before.rows[0]?.sku ?? '')
    app.cin7.addFault({ path: 'ref/productavailability', hang: true })
    app.cin7.clearCalls()

    const finished = app.next('sync.finished')
    await app.call('sync.start', { connectionId, kind: 'full' })
    await waitUntil(() => app.cin7.calls.at(-1)?.path.includes('productavailability') ?? false)
    await app.call('sync.cancel', { connectionId })

    expect((await finished).status).toBe('cancelled')
    expect((await app.stock(connectionId)).rows).toEqual(before.rows)
    expect((await app.sync(connectionId)).status).toBe('success')
  })

  it('waits out a limit answer, says how long, and loses nothing', async () => {
    const { connectionId } = await app.connect()
    const message = [{ ErrorCode: 429, Exception: 'You have reached 60 calls per 60 seconds API limit.' }]
    app.cin7.addFault({
      path: 'product',
      status: 429,
      headers: { 'retry-after': '60 Seconds' },
      body: message,
      times: 2,
    })

    const run = await app.sync(connectionId)

    expect(run.status).toBe('success')
    expect(run.waitedMs).toBeGreaterThanOrEqual(120_000)
    const waits = app.events.flatMap((event) =>
      event.name === 'sync.progress' && event.payload.waitingUntil !== null ? [event.payload] : [],
    )
    expect(waits.length).toBeGreaterThan(0)
    await expectScreenToMatchTheShop(connectionId)
  })

  it('says when it tries again after an error of the service, and does not call that a limit', async () => {
    const { connectionId } = await app.connect()
    app.events.length = 0
    app.cin7.failNext(502, { path: 'product' })

    const run = await app.sync(connectionId)

    expect(run).toMatchObject({ status: 'success', limitWaits: 0, retries: 1 })
    expect(run.waitedMs).toBeGreaterThanOrEqual(1_000)
    const waits = app.events.flatMap(({ name, payload }) =>
      name === 'sync.progress' ? [payload.waitingUntil] : [],
    )
    expect(waits.some((until) => until !== null)).toBe(true)
    expect(waits.at(-1)).toBeNull()
  })

  it('goes on without one strange row and calls the run partial', async () => {
    const { connectionId } = await app.connect()
    app.cin7.addFault({
      path: 'product',
      change: (json) => {
        const page = json as { Products: { Name: unknown }[] }
        if (page.Products[3]) page.Products[3].Name = { nonsense: true }
        return page
      },
    })

    const run = await app.sync(connectionId)

    expect(run).toMatchObject({ status: 'partial', failed: 1 })
    expect(run.failures[0]).toMatchObject({ resource: 'products', page: 1 })
  })

  it('keeps the figures of a stock row that it could not read', async () => {
    const { connectionId } = await app.connect()
    const before = await figuresBySku(connectionId)
    let strangeSku = ''
    app.cin7.addFault({
      path: 'ref/productavailability',
      change: (json) => {
        const page = json as { ProductAvailabilityList: { SKU: string; OnHand: unknown }[] }
        const row = page.ProductAvailabilityList[5]
        strangeSku = row?.SKU ?? ''
        if (row) row.OnHand = 'a lot'
        return page
      },
    })

    const run = await app.sync(connectionId)

    expect(run).toMatchObject({ status: 'partial', failed: 1, changes: 0 })
    expect((await figuresBySku(connectionId)).get(strangeSku)).toEqual(before.get(strangeSku))
  })

  it('shows the first rows of a first sync before the last page was read', async () => {
    app.cin7.behaviour.pageCap = 40
    app.cin7.addFault({ path: 'ref/productavailability', page: 3, hang: true })
    const { id: connectionId } = await app.call('connections.connect', {
      provider: 'cin7',
      credentials: app.cin7.credentials,
      apiUrl: null,
      keepIn: 'keychain',
    })

    await waitUntil(() =>
      app.cin7.calls.some(({ path, page }) => path === 'ref/productavailability' && page === 3),
    )

    const { rows } = await app.stock(connectionId)
    expect(rows.some((row) => row.onHand > 0)).toBe(true)
    await app.call('sync.cancel', { connectionId })
  })

  const everyRun = { status: null, trigger: null, kind: null, offset: 0, limit: 50 }
})
