import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeClock } from '../../../testing/fake-clock'
import { publicCertificate } from '../../../testing/public-certificate'
import { waitUntil } from '../../../testing/wait-until'
import { type Simulator, type SimulatorOptions, startSimulator } from './index'
import { TestClient } from './test-client'
import { TestReceiver } from './test-receiver'
import type { WireWebhook } from './wire'

const STOCK = 'Stock/AvailableStockLevelChanged'
const MINUTE = 60_000
const sku = 'TEST-1'

let receiver: TestReceiver
let simulator: Simulator

beforeEach(async () => {
  receiver = await TestReceiver.start()
})
afterEach(async () => {
  await simulator.close()
  await receiver.close()
})

async function start(options: SimulatorOptions = {}): Promise<void> {
  simulator = await startSimulator({ plan: { products: 20 }, webhooks: { delayMs: 0 }, ...options })
  simulator.addProduct({ sku, name: 'Test mug', category: 'Kitchen', averageCost: 2.5 })
  await simulator.delivered()
}

async function hook(Type: string, changes: Partial<WireWebhook> = {}): Promise<string> {
  const { text } = await new TestClient(simulator).send('POST', 'webhooks', {
    Type,
    IsActive: true,
    ExternalURL: `http://127.0.0.1:${receiver.port}/in/${Type}?k=1`,
    ExternalAuthorizationType: 'bearerauth',
    ExternalBearerToken: 'made up',
    ExternalHeaders: [{ Key: 'X-Hook-Type', Value: Type }],
    ...changes,
  })
  return (JSON.parse(text) as { Webhooks: WireWebhook[] }).Webhooks[0]!.ID
}

const attempts = () => simulator.deliveries.map(({ attempt, status }) => [attempt, status])

describe('how the simulated service tries', () => {
  it('a minute after the event, then after 5, 10, 15, 20 and 25 minutes, and switches the hook off', async () => {
    const clock = new FakeClock()
    await start({ clock, webhooks: {} })
    const id = await hook(STOCK)
    receiver.answers.push(500, 503, 404, 301, 204, 400)
    const raisedAt = clock.now()
    simulator.setStock({ sku, location: 'Queen St Shop' }, { onHand: 5 })
    const pass = async (ms: number) => {
      await clock.advance(ms)
      await simulator.delivered()
      await clock.advance(0)
    }
    await pass(MINUTE - 1)
    expect(simulator.deliveries).toEqual([])
    await pass(1)
    for (const minutes of [5, 10, 15, 20]) await pass(minutes * MINUTE)
    expect(simulator.webhooks).toMatchObject([{ ID: id, IsActive: true }])
    await pass(25 * MINUTE)
    const minutes = simulator.deliveries.map(({ at }) => (at - raisedAt) / MINUTE)
    expect(minutes).toEqual([1, 6, 16, 31, 51, 76])
    expect(attempts()).toEqual([
      [1, 500],
      [2, 503],
      [3, 404],
      [4, 301],
      [5, 204],
      [6, 400],
    ])
    expect(simulator.webhooks).toMatchObject([{ ID: id, IsActive: false }])
  })

  it('until it is answered with 200, at the address the hook has by then', async () => {
    await start({ clock: new FakeClock({ passUpToMs: 6 * MINUTE }) })
    const id = await hook(STOCK)
    receiver.answers.push(500)
    simulator.setStock({ sku, location: 'Queen St Shop' }, { onHand: 5 })
    simulator.setHook(id, { ExternalURL: `http://127.0.0.1:${receiver.port}/moved` })
    await waitUntil(() => receiver.posts.length === 2)
    await simulator.delivered()
    expect(receiver.posts.map(({ path }) => path)).toEqual(['/moved', '/moved'])
    expect(attempts()).toEqual([
      [1, 500],
      [2, 200],
    ])
    expect(simulator.webhooks).toMatchObject([{ IsActive: true }])
  })

  it('in vain when nobody answers in time', async () => {
    await start({ clock: new FakeClock(), webhooks: { delayMs: 0, timeoutMs: 50 } })
    await hook(STOCK)
    receiver.answers.push('hang')
    await simulator.deliver(STOCK, [])
    expect(attempts()).toEqual([[1, null]])
  })

  it('through a public address that is really on this computer, with its own certificate', async () => {
    const secure = await TestReceiver.start(publicCertificate)
    const asked: string[] = []
    const connect = (host: string) => {
      asked.push(host)
      return host === 'one-two.trycloudflare.com' ? { port: secure.port, ca: publicCertificate.cert } : null
    }
    try {
      await start({ clock: new FakeClock(), webhooks: { delayMs: 0, connect } })
      const id = await hook(STOCK, { ExternalURL: 'https://one-two.trycloudflare.com/secret' })
      await simulator.deliver(STOCK, [])
      expect(secure.posts).toMatchObject([
        { path: '/secret', headers: { host: 'one-two.trycloudflare.com' }, body: '[]' },
      ])
      simulator.setHook(id, { ExternalURL: 'https://gone.trycloudflare.com/secret' })
      await simulator.deliver(STOCK, [])
      expect(simulator.deliveries).toMatchObject([
        { host: 'one-two.trycloudflare.com', status: 200 },
        { host: 'gone.trycloudflare.com', status: null },
      ])
      expect(asked).toEqual(['one-two.trycloudflare.com', 'gone.trycloudflare.com'])
    } finally {
      await secure.close()
    }
  })
})
