import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { coreLimit } from './behaviour'
import type { CallLimitPlan } from './call-limit'
import { type Simulator, startSimulator } from './simulator'
import { TestClient } from './test-client'

const limitText = 'You have reached 60 calls per 60 seconds API limit.'

describe('the call limit', () => {
  let simulator: Simulator
  let client: TestClient
  let elapsed: number

  beforeEach(async () => {
    elapsed = 0
    const clock = { now: () => elapsed, monotonic: () => elapsed }
    simulator = await startSimulator({ plan: { products: 5 }, limit: coreLimit, errorShape: 'array', clock })
    client = new TestClient(simulator)
  })
  afterEach(() => simulator.close())

  const callTimes = async (times: number) => {
    const statuses: number[] = []
    for (let call = 0; call < times; call++) statuses.push((await client.call('me')).status)
    return statuses
  }

  it('refuses the 61st call of a minute and none before it', async () => {
    expect(new Set(await callTimes(60))).toEqual(new Set([200]))
    const refused = await client.call('me')
    expect(refused.status).toBe(429)
    expect(JSON.parse(refused.text)).toEqual([{ ErrorCode: 429, Exception: limitText }])
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '60 Seconds',
      'x-ratelimit-limit': '60',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '60',
    })
  })

  it('slides: each call is free again a minute after it was made, and refused ones do not count', async () => {
    await callTimes(20)
    elapsed = 30_000
    await callTimes(45)
    elapsed = 59_999
    expect(await callTimes(1)).toEqual([429])
    elapsed = 60_000
    expect(await callTimes(21)).toEqual([...Array<number>(20).fill(200), 429])
  })

  it('says nothing about the limit on calls that are let through', async () => {
    const { headers } = await client.call('me')
    expect([...headers.keys()].filter((name) => /ratelimit|retry/.test(name))).toEqual([])
  })

  it('is not used up by wrong keys or unknown paths', async () => {
    for (let call = 0; call < 61; call++) {
      await client.call('me', {}, { headers: { 'api-auth-accountid': 'x' } })
      await client.call('nowhere')
    }
    expect((await client.call('me')).status).toBe(200)
  })

  it.each<[Pick<CallLimitPlan, 'answer' | 'retryAfter'>, number, string | null]>([
    [{ answer: 503 }, 503, null],
    [{ answer: 400 }, 400, null],
    [{ answer: 429, retryAfter: '30 sec' }, 429, '30 sec'],
    [{ answer: 429, retryAfter: null }, 429, null],
    [{ answer: 503, retryAfter: '30' }, 503, '30'],
  ])('can be told as %o', async (form, status, retryAfter) => {
    simulator.behaviour.limit = { ...coreLimit, ...form }
    await callTimes(60)
    const refused = await client.call('me')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([status, retryAfter])
    expect(JSON.parse(refused.text)).toEqual([{ ErrorCode: status, Exception: limitText }])
  })

  it('can be any number of calls in any time', async () => {
    simulator.behaviour.limit = { calls: 2, windowMs: 5_000 }
    expect(await callTimes(3)).toEqual([200, 200, 429])
    elapsed = 5_000
    expect(await callTimes(1)).toEqual([200])
  })
})
