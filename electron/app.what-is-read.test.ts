import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectShopStored } from './testing/expect-shop'
import { smallShop } from './testing/small-shop'
import { createTestApp, type TestApp } from './testing/test-app'

const NEW_ID = '00000000-0000-4000-8000-00000000abcd'

let app: TestApp
let connectionId: string

beforeEach(async () => {
  app = await createTestApp({ simulator: { shop: smallShop({ products: 60, locations: 2 }) } })
  await app.call('settings.set', { syncAutomatically: false })
  connectionId = (await app.connect()).connectionId
})

afterEach(() => app.close())

const paths = () => new Set(app.cin7.calls.map(({ path }) => path))
const stockPages = () => app.cin7.calls.filter(({ path }) => path === 'ref/productavailability')

async function sync(kind: 'full' | 'quick') {
  app.cin7.clearCalls()
  return app.sync(connectionId, kind)
}

function addStocked(sku: string): void {
  app.cin7.addProduct({ id: NEW_ID, sku, name: 'Brought in', category: 'Tea' }, 'end')
  app.cin7.setStock({ sku, location: app.cin7.shop.locations[0]!.name }, { onHand: 12 })
}

describe('with stock levels left out', () => {
  beforeEach(() => app.call('settings.set', { syncStock: false }))

  it('reads everything else, keeps the figures, and says so in the history', async () => {
    const { rows } = await app.stock(connectionId)
    app.cin7.clearStock(rows[0]!.sku)
    app.cin7.renameProduct(rows[1]!.sku, { name: rows[1]!.name.toUpperCase() })
    expect(await sync('full')).toMatchObject({ status: 'success', leftOut: ['availability'], stockRows: 0 })
    expect(paths()).toEqual(new Set(['ref/location', 'ref/category', 'supplier', 'product']))
    const after = (await app.stock(connectionId)).rows
    expect(after.find(({ sku }) => sku === rows[0]!.sku)).toMatchObject(rows[0]!)
    expect(after.find(({ sku }) => sku === rows[1]!.sku)?.name).toBe(rows[1]!.name.toUpperCase())
  })

  it('reads only what changed in a quick sync, and first the stock of that once it is switched on', async () => {
    addStocked('BRAND-NEW-1')
    expect(await sync('quick')).toMatchObject({ kind: 'quick', products: 1, leftOut: ['availability'] })
    expect(paths()).toEqual(new Set(['product']))

    app.cin7.behaviour.pageCap = 4
    await app.call('settings.set', { syncStock: true, pageSize: 4 })
    expect(await sync('quick')).toMatchObject({ kind: 'quick', leftOut: [], status: 'success' })
    expect(stockPages()[0]?.query.ID).toBe(NEW_ID)
    expect((await app.stock(connectionId, { search: 'BRAND-NEW-1' })).rows).toMatchObject([{ onHand: 12 }])
  })
})

describe('with products left out', () => {
  beforeEach(() => app.call('settings.set', { syncProducts: false }))

  it('shows the stock of a product that is not known under what the stock list calls it', async () => {
    addStocked('BRAND-NEW-1')
    expect(await sync('full')).toMatchObject({ status: 'success', leftOut: ['products'], products: 0 })
    expect(paths()).toEqual(new Set(['ref/location', 'ref/productavailability']))
    expect((await app.stock(connectionId, { search: 'BRAND-NEW-1' })).rows).toMatchObject([
      { name: 'Brought in', onHand: 12, category: '' },
    ])
    expect(await sync('quick')).toMatchObject({ kind: 'quick', leftOut: ['products'] })
    expect(paths()).toEqual(new Set(['ref/productavailability']))
  })

  it('catches up with what changed meanwhile once they are switched on', async () => {
    addStocked('BRAND-NEW-1')
    await sync('quick')
    await app.call('settings.set', { syncProducts: true })
    expect(await sync('quick')).toMatchObject({ kind: 'quick', leftOut: [], status: 'success' })
    expect((await app.stock(connectionId, { search: 'BRAND-NEW-1' })).rows).toMatchObject([
      { category: 'Tea' },
    ])
    await expectShopStored(app, connectionId)
  })

  it('keeps stock levels on, so that a sync has something to read', async () => {
    await expect(app.call('settings.set', { syncStock: false })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('leave Products or Stock levels on'),
    })
    expect(await app.call('settings.get', {})).toMatchObject({ syncProducts: false, syncStock: true })
  })
})

describe('the rows of a page', () => {
  const down = { path: 'ref/productavailability', status: 500, body: '', times: Number.POSITIVE_INFINITY }

  it('are as many as set', async () => {
    await app.call('settings.set', { pageSize: 25 })
    await sync('full')
    expect(new Set(app.cin7.calls.map(({ query }) => query.limit))).toEqual(new Set(['25']))
    await expectShopStored(app, connectionId)
  })

  it('are a reason to read a list from its start when they are others than before', async () => {
    await app.call('settings.set', { pageSize: 20 })
    app.cin7.addFault({ ...down, after: 3 })
    expect((await sync('full')).status).toBe('failed')
    app.cin7.clearFaults()
    await app.call('settings.set', { pageSize: 10 })
    expect((await sync('full')).status).toBe('success')
    expect(stockPages()[0]?.page).toBe(1)
    await expectShopStored(app, connectionId)
  })

  it('stay what they were for a page that is read again', async () => {
    await app.call('settings.set', { pageSize: 20 })
    app.cin7.addFault({ ...down, page: 2 })
    const { id } = await sync('full')
    app.cin7.clearFaults()
    await app.call('settings.set', { pageSize: 10 })
    app.cin7.clearCalls()
    const finished = app.next('sync.finished')
    await app.call('sync.retryPages', { runId: id })
    expect((await finished).status).toBe('success')
    expect(stockPages()).toMatchObject([{ page: 2, query: { limit: '20' } }])
  })

  it('decide how soon every figure is read again', async () => {
    const runs = async () => (await app.call('sync.overview', { connectionId })).runsToReadAgain
    expect(await runs()).toBe(1)
    await app.call('settings.set', { pageSize: 1 })
    expect(await runs()).toBeGreaterThan(10)
  })
})
