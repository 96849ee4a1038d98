import { describe, expect, it } from 'vitest'
import { Secret } from '../../lib/secret'
import type { Fetch } from '../../ports'
import { changes, STOCK, setUpHooks, signal, TOKEN, wish } from '../../testing/hook-setup'
import { seededRandom, silentLog } from '../../testing/node-ports'
import { createCin7 } from './index'
import { mostCallsWithin, shortestGap } from './simulator'

describe('subscribing that is refused or fails', () => {
  it.each([
    [
      403,
      'Automation module is not available for this account.',
      /does not let this account use webhooks: Automation module is not available/,
    ],
    [403, '', /does not let this account use webhooks: it gave no reason/],
    [400, 'Not allowed.', /Not allowed/],
  ])(
    'is refused without the module by a %i “%s”, and the keys are not blamed',
    async (status, words, message) => {
      const { simulator, ensure, check, ends, methods } = await setUpHooks()
      const body = words && { ErrorCode: status, Exception: words }
      simulator.addFault({ path: 'webhooks', status, body })
      const refused = expect.objectContaining({
        code: 'provider_refused',
        message: expect.stringMatching(message),
      })
      await expect(ensure([wish(STOCK)])).rejects.toEqual(refused)
      expect(methods()).toEqual(['GET'])
      expect(ends).toMatchObject([{ outcome: 'refused', problem: { code: 'provider_refused' } }])
      expect(await check()).toMatchObject({ companyName: simulator.shop.settings.company })
    },
  )

  it('says so when it is about the keys', async () => {
    const { ensure, cin7, access, simulator } = await setUpHooks()
    simulator.addFault({
      path: 'webhooks',
      method: 'POST',
      status: 403,
      body: 'Incorrect credentials!',
      times: 9,
    })
    const outcomes = await ensure([wish(STOCK), wish('Sale/Voided')])
    expect(outcomes.map(({ problem }) => problem?.code)).toEqual([
      'credentials_rejected',
      'credentials_rejected',
    ])
    expect(simulator.calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
    const credentials = new Secret({ ...simulator.credentials, applicationKey: 'wrong' })
    const refused = cin7.ensureHooks({ ...access, credentials, signal }, [wish(STOCK)])
    await expect(refused).rejects.toMatchObject({ code: 'credentials_rejected' })
  })

  it('takes our secrets out of the service’s words', async () => {
    const { ensure, simulator } = await setUpHooks()
    const { url } = wish(STOCK)
    const Exception = `Body was {"${url}", "${TOKEN}", "${new URL(url).pathname}"}`
    simulator.addFault({ path: 'webhooks', method: 'POST', status: 400, body: { ErrorCode: 400, Exception } })
    const [outcome] = await ensure([wish(STOCK)])
    expect(outcome?.problem?.message).toContain('Body was')
    expect(JSON.stringify(outcome)).not.toMatch(/0123456789abcdef|secret-of-our-own/)
  })

  it.each([
    ['fails', { status: 500, body: '' }],
    ['is cut off', { cut: 'before' } as const],
    ['breaks off', { truncate: 5 }],
    ['is denied', { status: 403, body: 'Busy' }],
  ])('sends no write again that %s', async (_, fault) => {
    const { ensure, simulator, methods } = await setUpHooks()
    simulator.addFault({ path: 'webhooks', method: 'POST', times: 5, ...fault })
    await ensure([wish(STOCK)])
    expect(methods().filter((method) => method === 'POST')).toHaveLength(1)
    expect(simulator.webhooks.length).toBeLessThanOrEqual(1)
  })

  it('sends a write again for which no connection was made', async () => {
    const { simulator, access, clock } = await setUpHooks()
    let refusals = 1
    const withoutNetwork: Fetch = (url, init) => {
      if (init.method === 'GET' || refusals-- <= 0) return fetch(url, init)
      const cause = Object.assign(new Error('No connection'), { code: 'ECONNREFUSED' })
      return Promise.reject(new TypeError('fetch failed', { cause }))
    }
    const deps = { clock, log: silentLog, random: seededRandom(3), onCallEnd: () => {} }
    const cin7 = createCin7({ ...deps, fetch: clock.tracking(withoutNetwork) })
    expect(changes(await cin7.ensureHooks({ ...access, signal }, [wish(STOCK)]))).toEqual(['created'])
    refusals = 99
    const outcomes = await cin7.ensureHooks({ ...access, signal }, [
      wish('Sale/Voided'),
      wish('Product/Updated'),
    ])
    expect(outcomes.map(({ problem }) => problem?.code)).toEqual(['offline', 'offline'])
    expect(simulator.webhooks).toHaveLength(1)
    expect(refusals).toBe(97)
  })

  it('sends a write again that met the call limit', async () => {
    const { ensure, simulator, methods } = await setUpHooks()
    const body = { ErrorCode: 429, Exception: 'You have reached 60 calls per 60 seconds API limit.' }
    simulator.addFault({
      path: 'webhooks',
      method: 'POST',
      status: 429,
      body,
      headers: { 'Retry-After': '5' },
    })
    expect(changes(await ensure([wish(STOCK)]))).toEqual(['created'])
    expect(methods()).toEqual(['GET', 'POST', 'POST', 'GET'])
    expect(simulator.webhooks).toHaveLength(1)
  })

  it('keeps to the pace of calls, beside everything else', async () => {
    const { ensure, types, simulator, check } = await setUpHooks({ limit: { calls: 60, windowMs: 60_000 } })
    const rounds = Array.from({ length: 8 }, () => ensure(types.map((type) => wish(type))))
    await Promise.all([...rounds, check()])
    expect(mostCallsWithin(simulator.calls, 60_000)).toBeLessThanOrEqual(55)
    expect(shortestGap(simulator.calls)).toBeGreaterThanOrEqual(350)
    expect(simulator.calls.filter(({ status }) => status === 429)).toEqual([])
  })

  it('ends at once when it is given up', async () => {
    const { ensure, simulator } = await setUpHooks()
    const abort = new AbortController()
    simulator.addFault({ path: 'webhooks', method: 'POST', hang: true })
    const ensured = ensure([wish(STOCK)], abort.signal)
    simulator.beforeAnswer({ path: 'webhooks' }, () =>
      simulator.beforeAnswer({ path: 'webhooks' }, () => abort.abort(new Error('Enough'))),
    )
    await expect(ensured).rejects.toThrow('Enough')
  })
})

describe('unsubscribing', () => {
  it('deletes these hooks and counts those that are gone as deleted', async () => {
    const { simulator, remove, registered, create, methods } = await setUpHooks()
    const known = await registered(STOCK, 'Sale/Voided')
    const other = await create({ Type: STOCK, ExternalURL: 'https://erp.example/in' })
    const ids = known.map(({ externalId }) => externalId!)
    simulator.removeHook(ids[0]!)
    await remove(ids)
    expect(simulator.webhooks.map(({ ID }) => ID)).toEqual([other.ID])
    expect(methods()).toEqual(['DELETE', 'DELETE'])
  })

  it('goes on after a failure and tells the first one at the end', async () => {
    const { simulator, remove, registered } = await setUpHooks()
    const known = await registered(STOCK, 'Sale/Voided', 'Product/Updated')
    simulator.addFault({ path: 'webhooks', method: 'DELETE', status: 500, body: '' })
    simulator.addFault({ path: 'webhooks', method: 'DELETE', status: 400, body: 'No' })
    const removed = remove(known.map(({ externalId }) => externalId!))
    await expect(removed).rejects.toMatchObject({ code: 'provider_unavailable' })
    expect(simulator.webhooks.map(({ Type }) => Type)).toEqual([STOCK, 'Sale/Voided'])
  })
})
