import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator'
import { TestClient } from './test-client'
import { webhookTypes } from './webhook-types'
import type { WireWebhook } from './wire'

const stockHook = {
  Type: 'Stock/AvailableStockLevelChanged',
  IsActive: true,
  ExternalURL: 'https://shop.example/hooks/stock',
  ExternalAuthorizationType: 'bearerauth',
  ExternalBearerToken: 'made up for this test',
  ExternalHeaders: [{ Key: 'X-Kind', Value: 'stock' }],
}

describe('the webhook registry', () => {
  let simulator: Simulator
  let client: TestClient

  beforeEach(async () => {
    simulator = await startSimulator({ plan: { products: 1 } })
    client = new TestClient(simulator)
  })
  afterEach(() => simulator.close())

  const create = async (hook: object = stockHook) => {
    const { status, text } = await client.send('POST', 'webhooks', hook)
    if (status !== 200) throw new Error(`${status} ${text}`)
    return (JSON.parse(text) as { Webhooks: WireWebhook[] }).Webhooks[0] as WireWebhook
  }
  const listed = () => client.rows<WireWebhook>('webhooks')

  it('keeps a hook, lists it without its secret, and knows the 32 event types', async () => {
    const created = await create()
    expect(await listed()).toEqual([created])
    expect(created).toMatchObject({ ...stockHook, ExternalBearerToken: '' })
    expect(simulator.webhooks).toMatchObject([{ ExternalBearerToken: 'made up for this test' }])
    expect(new Set(webhookTypes).size).toBe(32)
  })

  it('shows secrets in clear where the account is such a one', async () => {
    simulator.behaviour.maskedTokens = false
    await create()
    expect(await listed()).toMatchObject([{ ExternalBearerToken: 'made up for this test' }])
  })

  it('lets a user change and delete hooks', async () => {
    const [first, second] = [await create(), await create()]
    simulator.setHook(first.ID, { IsActive: false })
    simulator.removeHook(second.ID)
    expect(await listed()).toMatchObject([{ ID: first.ID, IsActive: false }])
    expect(() => simulator.setHook(second.ID, {})).toThrow(second.ID)
  })

  it('replaces a hook whole: what is not sent again is lost, the secret included', async () => {
    const { ID } = await create()
    const change = { ID: ID.toUpperCase(), Type: stockHook.Type, ExternalURL: 'https://shop.example/other' }
    expect((await client.send('PUT', 'webhooks', change)).status).toBe(200)
    expect(simulator.webhooks).toMatchObject([
      {
        ID,
        IsActive: false,
        ExternalURL: 'https://shop.example/other',
        ExternalBearerToken: '',
        ExternalHeaders: [],
      },
    ])
  })

  it('removes a hook', async () => {
    const { ID } = await create()
    expect((await client.call('webhooks', { ID }, { method: 'DELETE' })).status).toBe(200)
    expect(await listed()).toEqual([])
    expect((await client.call('webhooks', { ID }, { method: 'DELETE' })).status).toBe(404)
  })

  it('allows five hooks of one type and no sixth', async () => {
    for (let hook = 0; hook < 5; hook++) await create()
    await expect(create()).rejects.toThrow('400')
    await create({ ...stockHook, Type: 'Product/Updated' })
    expect(await listed()).toHaveLength(6)
  })

  it.each([
    ['an event that does not exist', { ...stockHook, Type: 'Stock.Updated' }],
    ['an address that is none', { ...stockHook, ExternalURL: 'shop' }],
  ])('refuses %s', async (_name, hook) => {
    await expect(create(hook)).rejects.toThrow('400')
    expect(simulator.webhooks).toEqual([])
  })

  it('answers 500 to a body that is no JSON', async () => {
    expect((await client.call('webhooks', {}, { method: 'POST', body: '{"Type":' })).status).toBe(500)
  })

  it('refuses an account without the Automation module', async () => {
    simulator.behaviour.automation = false
    expect((await client.call('webhooks')).status).toBe(403)
  })
})
