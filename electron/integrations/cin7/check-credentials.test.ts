import { describe, expect, it } from 'vitest'
import { Secret } from '../../lib/secret'
import { setUpCin7 } from '../../testing/cin7-setup'
import { mostCallsWithin, shortestGap } from './simulator'

const limitText = 'You have reached 60 calls per 60 seconds API limit.'

describe('checking credentials', () => {
  it('tells whose account it is', async () => {
    const { simulator, check } = await setUpCin7()
    expect(await check()).toMatchObject({
      companyName: 'Harbour Supply Co',
      currency: 'NZD',
      timeZone: 'Pacific/Auckland',
    })
    expect(simulator.calls.map(({ path }) => path)).toEqual(['me', 'product'])
  })

  it('refuses wrong keys after no more calls than needed', async () => {
    const { simulator, check } = await setUpCin7()
    const credentials = new Secret({ accountId: 'wrong', applicationKey: 'wrong' })
    await expect(check({ credentials })).rejects.toMatchObject({ code: 'credentials_rejected' })
    expect(simulator.calls).toHaveLength(2)
  })

  it('stays within the limit of the key however often it is tried anew', async () => {
    const { simulator, check } = await setUpCin7()
    for (let attempt = 1; attempt <= 37; attempt += 1) await check({ connectionId: `attempt ${attempt}` })
    expect(simulator.calls).toHaveLength(74)
    expect(mostCallsWithin(simulator.calls, 60_000)).toBeLessThanOrEqual(55)
    expect(shortestGap(simulator.calls)).toBeGreaterThanOrEqual(350)
  })

  it('never sends, nor repeats, keys with characters that no header takes', async () => {
    const { simulator, check } = await setUpCin7()
    const credentials = new Secret({ accountId: 'ключ-1', applicationKey: 'a\nb' })
    const failure = await check({ credentials }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'credentials_rejected' })
    expect(String((failure as Error).message)).not.toContain('ключ')
    expect(simulator.calls).toHaveLength(0)
  })

  it('accepts keys that may read products but not the company', async () => {
    const { simulator, check } = await setUpCin7()
    simulator.addFault({
      path: 'me',
      status: 403,
      body: { ErrorCode: 403, Exception: 'No access' },
      times: 9,
    })
    expect(await check()).toMatchObject({ companyName: 'Cin7 Core account', currency: '', timeZone: '' })
  })

  it('refuses keys that may not read products', async () => {
    const { simulator, check } = await setUpCin7()
    simulator.addFault({ path: 'product', status: 403, body: 'Incorrect credentials!', times: 9 })
    await expect(check()).rejects.toMatchObject({ code: 'credentials_rejected' })
  })

  it.each([
    [
      'a captive portal',
      { status: 200, body: '<html>Sign in</html>', headers: { 'Content-Type': 'text/html' } },
      'not_the_provider',
    ],
    [
      'a redirect',
      { status: 302, body: '', headers: { Location: 'https://example.com/' } },
      'not_the_provider',
    ],
    ['another service', { status: 200, body: { hello: 'world' } }, 'provider_changed'],
    ['a service that is down', { status: 503, body: '' }, 'provider_unavailable'],
    ['a connection that is cut', { cut: 'before' as const }, 'provider_unavailable'],
  ])('tells %s', async (_, fault, code) => {
    const { simulator, check } = await setUpCin7()
    simulator.addFault({ ...fault, times: Number.POSITIVE_INFINITY })
    await expect(check()).rejects.toMatchObject({ code })
  })

  it('tells an address with a wrong path', async () => {
    const { simulator, check } = await setUpCin7()
    const apiUrl = simulator.url.replace('v2', 'v9')
    await expect(check({ apiUrl })).rejects.toMatchObject({ code: 'not_the_provider' })
  })

  it('tells that nobody listens', async () => {
    const { simulator, check } = await setUpCin7()
    await simulator.close()
    await expect(check()).rejects.toMatchObject({ code: 'offline' })
  })

  it('waits out a short limit, and says so when it lasts', async () => {
    const { simulator, check } = await setUpCin7()
    simulator.addFault({ status: 429, headers: { 'Retry-After': '60 Seconds' }, body: limitText })
    expect(await check()).toMatchObject({ companyName: 'Harbour Supply Co' })
    simulator.addFault({
      status: 429,
      headers: { 'Retry-After': '' },
      body: limitText,
      times: Number.POSITIVE_INFINITY,
    })
    await expect(check()).rejects.toMatchObject({ code: 'rate_limited' })
  })
})
