import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator'
import { TestClient } from './test-client'
import type { WireError, WireProduct } from './wire'

interface ProductPage {
  Total?: number
  Page: number
  Products: WireProduct[]
}

describe('the simulated service', () => {
  let simulator: Simulator
  let client: TestClient

  beforeEach(async () => {
    const clock = { now: () => Date.UTC(2026, 11, 1), monotonic: () => 0 }
    simulator = await startSimulator({ plan: { products: 250 }, clock })
    client = new TestClient(simulator)
  })
  afterEach(() => simulator.close())

  describe('calls', () => {
    it('answers who the company is', async () => {
      const company = await client.json('me')
      expect(company).toMatchObject({
        Company: 'Harbour Supply Co',
        Currency: 'NZD',
        TimeZone: 'Pacific/Auckland',
      })
    })

    it.each(['api-auth-accountid', 'api-auth-applicationkey'])(
      'refuses a wrong %s with 403 and plain text',
      async (name) => {
        const answer = await client.call(
          'me',
          {},
          { headers: { [name]: '00000000-0000-4000-8000-000000000000' } },
        )
        expect([answer.status, answer.text]).toEqual([403, 'Incorrect credentials!'])
        expect(answer.headers.get('content-type')).toContain('text/plain')
      },
    )

    it('takes paths and credentials in any case', async () => {
      const { accountId } = simulator.credentials
      const headers = { 'api-auth-accountid': accountId.toUpperCase() }
      const base = simulator.url.toLowerCase()
      expect((await client.call(`${base}REF/ProductAvailability`, {}, { headers })).status).toBe(200)
    })

    it('leads an unknown path to a page for people with status 200', async () => {
      const moved = await client.call('products')
      expect(moved.status).toBe(302)
      const page = await client.call(new URL(moved.headers.get('location') ?? '', simulator.url).href)
      expect(page.status).toBe(200)
      expect(page.headers.get('content-type')).toContain('text/html')
      expect(page.text).toContain('Page not found')
    })

    it('refuses to change products, with 405', async () => {
      expect((await client.send('POST', 'product', { SKU: 'X' })).status).toBe(405)
    })

    it('writes errors as a list and as a single object in turn', async () => {
      const bodies = [await client.call('product', { page: 0 }), await client.call('product', { page: 'x' })]
      expect(bodies.map((answer) => answer.status)).toEqual([400, 400])
      const [first, second] = bodies.map((answer) => JSON.parse(answer.text) as WireError[] | WireError)
      expect(first).toEqual([{ ErrorCode: 400, Exception: 'page is not valid' }])
      expect(second).toEqual({ ErrorCode: 400, Exception: 'page is not valid' })
    })

    it('notes each call with its path, parameters, page and status', async () => {
      await client.json('ref/location', { page: 2, limit: 10 })
      await client.call('me', {}, { headers: { 'api-auth-accountid': '' } })
      expect(simulator.calls).toMatchObject([
        {
          method: 'GET',
          path: 'ref/location',
          query: { page: '2', limit: '10' },
          page: 2,
          status: 200,
          inFlight: 1,
        },
        { path: 'me', page: 1, status: 403 },
      ])
    })
  })

  describe('pages', () => {
    it('holds 100 rows unless told otherwise, with the total and the page number', async () => {
      const page = await client.json<ProductPage>('product')
      expect([page.Total, page.Page, page.Products.length]).toEqual([250, 1, 100])
      const last = await client.json<ProductPage>('product', { PAGE: 3 })
      expect([last.Total, last.Page, last.Products.length]).toEqual([250, 3, 50])
    })

    it('cover the list without gaps or repeats', async () => {
      const walked: string[] = []
      for (const page of [1, 2, 3, 4]) {
        for (const row of await client.rows<WireProduct>('product', { page, Limit: 70 })) walked.push(row.ID)
      }
      expect(walked).toEqual(simulator.shop.products.map((product) => product.id))
    })

    it('are empty past the end, with status 200 and the same total', async () => {
      expect(await client.json('product', { page: 99 })).toEqual({ Total: 250, Page: 99, Products: [] })
    })

    it('hold at most 1,000 rows, and a larger limit is refused where that is set', async () => {
      simulator.addProduct({ sku: 'X', name: 'X' })
      expect(await client.rows('product', { limit: 5_000 })).toHaveLength(251)
      simulator.behaviour.overLimit = 'reject'
      expect((await client.call('product', { limit: 1_001 })).status).toBe(400)
      expect((await client.call('product', { limit: 1_000 })).status).toBe(200)
    })

    it('are shorter than asked for when there is a hidden cap', async () => {
      simulator.behaviour.pageCap = 60
      const second = await client.rows<WireProduct>('product', { page: 2, limit: 1_000 })
      expect(second).toHaveLength(60)
      expect(second[0]?.ID).toBe(simulator.shop.products[60]?.id)
    })

    it('say a wrong total, a different one each time, or none', async () => {
      simulator.behaviour.total = { offBy: -40 }
      expect((await client.json<ProductPage>('product')).Total).toBe(210)
      simulator.behaviour.total = 'drifting'
      expect((await client.json<ProductPage>('product', { page: 2 })).Total).toBe(252)
      simulator.behaviour.total = 'absent'
      expect(await client.json<ProductPage>('product')).not.toHaveProperty('Total')
    })

    it('repeat a row when rows come in before it, for one walk', async () => {
      simulator.behaviour.rowShift = { path: 'product', fromPage: 2, rows: 1 }
      const walk = async () => {
        const ids: string[] = []
        for (let page = 1; page <= 3; page++) {
          for (const row of await client.rows<WireProduct>('product', { page })) ids.push(row.ID)
        }
        return ids
      }
      const shifted = await walk()
      expect(shifted).toHaveLength(251)
      expect(shifted[100]).toBe(shifted[99])
      expect(await walk()).toEqual(simulator.shop.products.map((product) => product.id))
    })

    it('miss a row when one before it goes', async () => {
      simulator.behaviour.rowShift = { path: 'product', fromPage: 3, rows: -1 }
      const pages = [1, 2, 3].map((page) => client.rows<WireProduct>('product', { page }))
      const ids = (await Promise.all(pages)).flat().map((row) => row.ID)
      expect(ids).toHaveLength(249)
      expect(ids).not.toContain(simulator.shop.products[200]?.id)
    })

    it('let a test change the shop just before one of them is answered', async () => {
      simulator.beforeAnswer({ path: '/product', page: 2 }, () => {
        simulator.addProduct({ sku: 'NEW-1', name: 'New one' }, 'start')
      })
      const first = await client.json<ProductPage>('product')
      const second = await client.json<ProductPage>('product', { page: 2 })
      expect([first.Total, second.Total]).toEqual([250, 251])
      expect(second.Products[0]?.ID).toBe(first.Products[99]?.ID)
    })
  })
})
