import { describe, expect, it } from 'vitest'
import { Secret } from '../../lib/secret'
import type { Fetch } from '../../ports'
import { setUpCin7 } from '../../testing/cin7-setup'
import { seededRandom, silentLog } from '../../testing/node-ports'
import type { HookOutcome, HookWish } from '../../webhooks/provider-hooks'
import { createCin7 } from './index'
import { mostCallsWithin, type SimulatorOptions, shortestGap, type WireWebhook } from './simulator'
import { TestClient } from './simulator/test-client'

const STOCK = 'Stock/AvailableStockLevelChanged'
const origin = 'https://one-two.trycloudflare.com'
const TOKEN = 'a-secret-of-our-own'

function wish(type: string, changes: Partial<HookWish> = {}): HookWish {
  const url = `${origin}/hooks/0123456789abcdef${type.length}`
  return { type, url, bearer: new Secret(TOKEN), externalId: null, ...changes }
}

const signal = new AbortController().signal

async function setUp(options: SimulatorOptions = {}) {
  const setup = await setUpCin7(options)
  const { simulator, cin7, access } = setup
  const types = cin7.hookTypes({ orders: true })
  const ensure = (wishes: HookWish[], given: AbortSignal = signal) =>
    cin7.ensureHooks({ ...access, signal: given }, wishes)
  const remove = (ids: string[]) => cin7.removeHooks({ ...access, signal }, ids)
  const create = async (hook: Partial<WireWebhook>) => {
    const { text } = await new TestClient(simulator).send('POST', 'webhooks', { IsActive: true, ...hook })
    simulator.clearCalls()
    return (JSON.parse(text) as { Webhooks: WireWebhook[] }).Webhooks[0]!
  }
  const methods = () => simulator.calls.map(({ method }) => method)
  /** Registered wishes, with the ids they got. */
  const registered = async (...kinds: string[]) => {
    const outcomes = await ensure(kinds.map((type) => wish(type)))
    simulator.clearCalls()
    return outcomes.map(({ type, externalId }) => wish(type, { externalId }))
  }
  return { ...setup, types, ensure, remove, create, methods, registered }
}

const changes = (outcomes: HookOutcome[]) => outcomes.map(({ change }) => change)

describe('subscribing', () => {
  it('creates one active hook of each type with our secret, and reads back what is there', async () => {
    const { simulator, types, ensure, methods } = await setUp()
    const outcomes = await ensure(types.map((type) => wish(type)))
    expect(outcomes).toEqual(
      simulator.webhooks.map(({ ID, Type }) => ({
        type: Type,
        externalId: ID,
        isActive: true,
        change: 'created',
        problem: null,
      })),
    )
    expect(simulator.webhooks.map(({ Type }) => Type)).toEqual(types)
    expect(simulator.webhooks[0]).toMatchObject({
      ExternalURL: wish(STOCK).url,
      ExternalAuthorizationType: 'bearerauth',
      ExternalBearerToken: TOKEN,
      ExternalHeaders: [{ Key: 'X-Hook-Type', Value: STOCK }],
    })
    expect(methods()).toEqual(['GET', ...types.map(() => 'POST'), 'GET'])
  })

  it.each([true, false])(
    'leaves what is right as it is, for one call (tokens masked: %s)',
    async (maskedTokens) => {
      const { simulator, ensure, registered, types, methods } = await setUp({ maskedTokens })
      const known = await registered(...types)
      const before = structuredClone(simulator.webhooks)
      expect(changes(await ensure(known))).toEqual(types.map(() => 'kept'))
      expect(methods()).toEqual(['GET'])
      expect(simulator.webhooks).toEqual(before)
    },
  )

  it.each<[string, Partial<WireWebhook>]>([
    ['was switched off', { IsActive: false }],
    ['was given another address', { ExternalURL: 'https://elsewhere.example/hooks' }],
    ['was given our address in other letters', { ExternalURL: wish(STOCK).url.toUpperCase() }],
    ['lost its secret', { ExternalAuthorizationType: 'noauth', ExternalBearerToken: '' }],
    ['was given another type', { Type: 'Customer/Updated' }],
  ])('repairs a hook that %s, secret included', async (_, change) => {
    const { simulator, ensure, registered, methods } = await setUp()
    const known = await registered(STOCK, 'Sale/Voided')
    simulator.setHook(known[0]!.externalId!, change)
    const outcomes = await ensure(known)
    expect(changes(outcomes)).toEqual(['repaired', 'kept'])
    expect(outcomes[0]).toMatchObject({ externalId: known[0]!.externalId, isActive: true, problem: null })
    expect(methods()).toEqual(['GET', 'PUT', 'GET'])
    expect(simulator.webhooks).toHaveLength(2)
    expect(simulator.webhooks[0]).toMatchObject({
      Type: STOCK,
      IsActive: true,
      ExternalURL: wish(STOCK).url,
      ExternalBearerToken: TOKEN,
      ExternalHeaders: [{ Key: 'X-Hook-Type', Value: STOCK }],
    })
  })

  it('repairs a hook whose secret can be seen to be another one', async () => {
    const { simulator, ensure, registered } = await setUp({ maskedTokens: false })
    const known = await registered(STOCK)
    simulator.setHook(known[0]!.externalId!, { ExternalBearerToken: 'older' })
    expect(changes(await ensure(known))).toEqual(['repaired'])
    expect(simulator.webhooks[0]?.ExternalBearerToken).toBe(TOKEN)
  })

  it('creates a hook again that somebody deleted', async () => {
    const { simulator, ensure, registered } = await setUp()
    const known = await registered(STOCK, 'Sale/Voided')
    simulator.removeHook(known[0]!.externalId!)
    const outcomes = await ensure(known)
    expect(changes(outcomes)).toEqual(['created', 'kept'])
    expect(outcomes[0]?.externalId).not.toBe(known[0]!.externalId)
    expect(simulator.webhooks.map(({ Type }) => Type).sort()).toEqual(['Sale/Voided', STOCK])
  })

  it('takes a hook as its own whose creation was not answered, and never makes a second one', async () => {
    const { simulator, ensure, methods } = await setUp()
    simulator.addFault({ path: 'webhooks', method: 'POST', cut: 'before' })
    simulator.addFault({ path: 'webhooks', method: 'GET', after: 1, status: 500, body: '', times: 2 })
    const [lost] = await ensure([wish(STOCK)])
    expect(lost).toMatchObject({
      externalId: null,
      isActive: false,
      problem: { code: 'provider_unavailable' },
    })
    expect(methods()).toEqual(['GET', 'POST', 'GET', 'GET'])
    simulator.clearFaults()
    simulator.setHook(simulator.webhooks[0]!.ID, { IsActive: false })
    const [found] = await ensure([wish(STOCK)])
    expect(found).toEqual({
      type: STOCK,
      externalId: simulator.webhooks[0]!.ID,
      isActive: true,
      change: 'repaired',
      problem: null,
    })
    expect(simulator.webhooks).toHaveLength(1)
  })

  it('finds it at once where the list can be read after the lost answer', async () => {
    const { simulator, ensure, methods } = await setUp()
    simulator.addFault({ path: 'webhooks', method: 'POST', cut: 'after-headers' })
    expect(await ensure([wish(STOCK)])).toMatchObject([
      { externalId: simulator.webhooks[0]!.ID, change: 'created', isActive: true, problem: null },
    ])
    expect(methods()).toEqual(['GET', 'POST', 'GET'])
  })

  it.each([
    ['an object with its id', (hook: WireWebhook): unknown => hook],
    ['nothing of it', (): unknown => ({ Webhooks: [] })],
  ])('understands an answer to the creation that is %s', async (_, answer) => {
    const { simulator, ensure } = await setUp()
    simulator.addFault({
      path: 'webhooks',
      method: 'POST',
      change: (json) => answer((json as { Webhooks: WireWebhook[] }).Webhooks[0]!),
    })
    const [outcome] = await ensure([wish(STOCK)])
    expect(outcome).toMatchObject({ externalId: simulator.webhooks[0]!.ID, change: 'created', problem: null })
  })

  it('tells of a type that is full, in the service’s words, and goes on with the others', async () => {
    const { simulator, ensure, create } = await setUp()
    const ExternalURL = 'https://elsewhere.example/'
    for (let hook = 0; hook < 5; hook++) await create({ Type: STOCK, ExternalURL })
    const [full, made] = await ensure([wish(STOCK), wish('Sale/Voided')])
    expect(full).toEqual({
      type: STOCK,
      externalId: null,
      isActive: false,
      change: 'none',
      problem: {
        code: 'provider_refused',
        message: 'Cin7 refused the request: Only 5 webhooks of one type are allowed.',
      },
    })
    expect(made).toMatchObject({ change: 'created', problem: null })
    expect(simulator.webhooks).toHaveLength(6)
  })

  it('touches nobody else’s hook, byte for byte, whatever it looks like', async () => {
    const { simulator, ensure, remove, create, types } = await setUp()
    const ours = wish(STOCK)
    await create({ Type: STOCK, ExternalURL: `${origin}/other`, ExternalBearerToken: 'theirs' })
    await create({ Type: 'Sale/Created', ExternalURL: ours.url, IsActive: false })
    await create({ Type: STOCK, ExternalURL: 'https://erp.example/in', IsActive: false })
    const foreign = JSON.stringify(simulator.webhooks)
    const outcomes = await ensure(types.map((type) => wish(type)))
    const known = outcomes.map(({ type, externalId }) => wish(type, { externalId }))
    simulator.setHook(known[0]!.externalId!, { IsActive: false })
    await ensure(known)
    await remove(known.map(({ externalId }) => externalId!))
    expect(JSON.stringify(simulator.webhooks)).toBe(foreign)
  })

  it('chooses none where its address is there twice, and adds no third', async () => {
    const { simulator, ensure, create } = await setUp()
    for (let hook = 0; hook < 2; hook++) await create({ Type: STOCK, ExternalURL: wish(STOCK).url })
    const before = structuredClone(simulator.webhooks)
    const [outcome] = await ensure([wish(STOCK)])
    expect(outcome?.problem?.message).toContain('more than once')
    expect(simulator.webhooks).toEqual(before)
  })

  it('tells of a change that the service took and did not keep', async () => {
    const { simulator, ensure, registered } = await setUp()
    const known = await registered(STOCK)
    simulator.setHook(known[0]!.externalId!, { IsActive: false })
    simulator.addFault({ path: 'webhooks', method: 'PUT', body: { Webhooks: [] } })
    expect(await ensure(known)).toMatchObject([
      {
        externalId: known[0]!.externalId,
        isActive: false,
        change: 'none',
        problem: { code: 'provider_changed' },
      },
    ])
    simulator.addFault({ path: 'webhooks', method: 'POST', body: { Webhooks: [] } })
    const [, missing] = await ensure([...known, wish('Sale/Voided')])
    expect(missing).toMatchObject({
      externalId: null,
      problem: { message: expect.stringContaining('does not list it') },
    })
  })

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
      const { simulator, ensure, check, ends, methods } = await setUp()
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
    const { ensure, cin7, access, simulator } = await setUp()
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
    const { ensure, simulator } = await setUp()
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
    const { ensure, simulator, methods } = await setUp()
    simulator.addFault({ path: 'webhooks', method: 'POST', times: 5, ...fault })
    await ensure([wish(STOCK)])
    expect(methods().filter((method) => method === 'POST')).toHaveLength(1)
    expect(simulator.webhooks.length).toBeLessThanOrEqual(1)
  })

  it('sends a write again for which no connection was made', async () => {
    const { simulator, access, clock } = await setUp()
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
    const { ensure, simulator, methods } = await setUp()
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
    const { ensure, types, simulator, check } = await setUp({ limit: { calls: 60, windowMs: 60_000 } })
    const rounds = Array.from({ length: 8 }, () => ensure(types.map((type) => wish(type))))
    await Promise.all([...rounds, check()])
    expect(mostCallsWithin(simulator.calls, 60_000)).toBeLessThanOrEqual(55)
    expect(shortestGap(simulator.calls)).toBeGreaterThanOrEqual(350)
    expect(simulator.calls.filter(({ status }) => status === 429)).toEqual([])
  })

  it('ends at once when it is given up', async () => {
    const { ensure, simulator } = await setUp()
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
    const { simulator, remove, registered, create, methods } = await setUp()
    const known = await registered(STOCK, 'Sale/Voided')
    const other = await create({ Type: STOCK, ExternalURL: 'https://erp.example/in' })
    const ids = known.map(({ externalId }) => externalId!)
    simulator.removeHook(ids[0]!)
    await remove(ids)
    expect(simulator.webhooks.map(({ ID }) => ID)).toEqual([other.ID])
    expect(methods()).toEqual(['DELETE', 'DELETE'])
  })

  it('goes on after a failure and tells the first one at the end', async () => {
    const { simulator, remove, registered } = await setUp()
    const known = await registered(STOCK, 'Sale/Voided', 'Product/Updated')
    simulator.addFault({ path: 'webhooks', method: 'DELETE', status: 500, body: '' })
    simulator.addFault({ path: 'webhooks', method: 'DELETE', status: 400, body: 'No' })
    const removed = remove(known.map(({ externalId }) => externalId!))
    await expect(removed).rejects.toMatchObject({ code: 'provider_unavailable' })
    expect(simulator.webhooks.map(({ Type }) => Type)).toEqual([STOCK, 'Sale/Voided'])
  })
})
