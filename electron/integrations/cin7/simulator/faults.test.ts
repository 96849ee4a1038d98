import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SimulatorCall } from './call-log'
import { type Simulator, startSimulator } from './simulator'
import { TestClient } from './test-client'
import type { WireProduct } from './wire'

describe('faults', () => {
  let simulator: Simulator
  let client: TestClient

  beforeEach(async () => {
    simulator = await startSimulator({ plan: { products: 30 } })
    client = new TestClient(simulator)
  })
  afterEach(() => simulator.close())

  const statuses = async (...paths: string[]) => {
    const seen: number[] = []
    for (const path of paths) seen.push((await client.call(path)).status)
    return seen
  }

  it('hit the next calls for their path as often as told, and no others', async () => {
    simulator.failNext(500, { path: 'Ref/Location', times: 2 })
    expect(await statuses('me', 'ref/location', 'product', 'ref/location', 'ref/location')).toEqual([
      200, 500, 200, 500, 200,
    ])
    expect(simulator.waitingFaults).toBe(0)
  })

  it('hit one page, and can let calls through first', async () => {
    simulator.addFault({ path: 'product', page: 2, after: 1, status: 502, body: '' })
    const page = (number: number) => `product?limit=10&page=${number}`
    expect(await statuses(page(1), page(2), page(3), page(2), page(2))).toEqual([200, 200, 200, 502, 200])
  })

  it('can be taken back, one or all', async () => {
    const takeBack = simulator.addFault({ status: 500, times: Number.POSITIVE_INFINITY })
    expect(await statuses('me', 'me')).toEqual([500, 500])
    takeBack()
    expect(await statuses('me')).toEqual([200])
    simulator.failNext(503)
    simulator.clearFaults()
    expect(await statuses('me')).toEqual([200])
  })

  it('replace headers and body, so that another site seems to answer', async () => {
    simulator.addFault({
      body: '<html>Sign in to the guest network</html>',
      headers: { 'content-type': 'text/html' },
    })
    const answer = await client.call('me')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html'])
    expect(answer.text).toContain('guest network')
  })

  it('change the records of an answer on their way', async () => {
    simulator.addFault({
      path: 'product',
      change: (json) => {
        const page = json as { Products: object[] }
        return { ...page, Products: [{ ...page.Products[0], SKU: 7 }] }
      },
    })
    const [strange] = await client.rows<WireProduct>('product')
    expect([strange?.SKU, strange?.ID]).toEqual([7, simulator.shop.products[0]?.id])
    expect(await client.rows('product')).toHaveLength(30)
  })

  it.each<'before' | 'after-headers' | number>(['before', 'after-headers', 0, 1, 500])(
    'cut the connection: %s',
    async (cut) => {
      simulator.addFault({ path: 'product', cut })
      await expect(client.call('product')).rejects.toThrow()
      expect(simulator.calls.at(-1)?.status).toBeNull()
      expect(await statuses('product')).toEqual([200])
    },
  )

  it('deliver what was sent before the cut', async () => {
    simulator.addFault({ path: 'product', cut: 500 })
    const { accountId, applicationKey } = simulator.credentials
    const headers = { 'api-auth-accountid': accountId, 'api-auth-applicationkey': applicationKey }
    const response = await fetch(`${simulator.url}product`, { headers })
    const reader = response.body?.getReader()
    expect(response.status).toBe(200)
    expect((await reader?.read())?.value?.byteLength).toBe(500)
    await expect(reader?.read()).rejects.toThrow()
  })

  it('send half a body as if it were whole', async () => {
    simulator.addFault({ path: 'product', truncate: 100 })
    const answer = await client.call('product')
    expect([answer.status, answer.text.length]).toEqual([200, 100])
    expect(() => JSON.parse(answer.text) as unknown).toThrow(SyntaxError)
  })

  it('send a body in small pieces', async () => {
    simulator.addFault({ path: 'me', drip: { bytes: 50, everyMs: 1 } })
    const whole = await client.call('me')
    expect(whole.text).toBe((await client.call('me')).text)
  })

  it('keep a caller waiting until it gives up', async () => {
    simulator.addFault({ path: 'me', hang: true })
    const givingUp = new AbortController()
    const call = client.call('me', {}, { signal: givingUp.signal })
    await new Promise((resolve) => simulator.beforeAnswer({ path: 'me' }, () => resolve(undefined)))
    givingUp.abort(new Error('given up'))
    await expect(call).rejects.toThrow('given up')
    expect(await statuses('me')).toEqual([200])
  })

  it('end for the log when the caller hangs up', async () => {
    let noteEnd: (call: SimulatorCall) => void = () => undefined
    const over = new Promise<SimulatorCall>((resolve) => {
      noteEnd = resolve
    })
    const watched = await startSimulator({ plan: { products: 1 }, latencyMs: 3_600_000, onCall: noteEnd })
    const givingUp = new AbortController()
    const call = new TestClient(watched).call('me', {}, { signal: givingUp.signal })
    await vi.waitUntil(() => watched.calls.length === 1)
    givingUp.abort(new Error('given up'))
    await expect(call).rejects.toThrow('given up')
    expect(await over).toMatchObject({ path: 'me', status: null })
    await watched.close()
  })

  it('do not keep the simulator from closing', async () => {
    simulator.addFault({ hang: true })
    simulator.addFault({ delayMs: 3_600_000 })
    simulator.addFault({ drip: { bytes: 1, everyMs: 3_600_000 } })
    const calls = Promise.allSettled([client.call('me'), client.call('product'), client.call('supplier')])
    await new Promise((resolve) => simulator.beforeAnswer({ path: 'supplier' }, () => resolve(undefined)))
    await simulator.close()
    expect((await calls).map((call) => call.status)).toEqual(['rejected', 'rejected', 'rejected'])
  })

  it('count towards the limit like any other call', async () => {
    simulator.behaviour.limit = { calls: 2, windowMs: 60_000 }
    simulator.failNext(500)
    expect(await statuses('me', 'me', 'me')).toEqual([500, 200, 429])
  })

  it('leave undone what the call asked for when they replace its answer', async () => {
    simulator.failNext(503)
    await client.send('POST', 'webhooks', {
      Type: 'Product/Updated',
      ExternalURL: 'https://shop.example/hook',
    })
    expect(simulator.webhooks).toEqual([])
  })
})
