import { describe, expect, it } from 'vitest'
import { changes, origin, STOCK, setUpHooks, TOKEN, wish } from '../../testing/hook-setup'
import type { WireWebhook } from './simulator'

describe('subscribing', () => {
  it('creates one active hook of each type with our secret, and reads back what is there', async () => {
    const { simulator, types, ensure, methods } = await setUpHooks()
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
      const { simulator, ensure, registered, types, methods } = await setUpHooks({ maskedTokens })
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
    const { simulator, ensure, registered, methods } = await setUpHooks()
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
    const { simulator, ensure, registered } = await setUpHooks({ maskedTokens: false })
    const known = await registered(STOCK)
    simulator.setHook(known[0]!.externalId!, { ExternalBearerToken: 'older' })
    expect(changes(await ensure(known))).toEqual(['repaired'])
    expect(simulator.webhooks[0]?.ExternalBearerToken).toBe(TOKEN)
  })

  it('creates a hook again that somebody deleted', async () => {
    const { simulator, ensure, registered } = await setUpHooks()
    const known = await registered(STOCK, 'Sale/Voided')
    simulator.removeHook(known[0]!.externalId!)
    const outcomes = await ensure(known)
    expect(changes(outcomes)).toEqual(['created', 'kept'])
    expect(outcomes[0]?.externalId).not.toBe(known[0]!.externalId)
    expect(simulator.webhooks.map(({ Type }) => Type).sort()).toEqual(['Sale/Voided', STOCK])
  })

  it('takes a hook as its own whose creation was not answered, and never makes a second one', async () => {
    const { simulator, ensure, methods } = await setUpHooks()
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
    const { simulator, ensure, methods } = await setUpHooks()
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
    const { simulator, ensure } = await setUpHooks()
    simulator.addFault({
      path: 'webhooks',
      method: 'POST',
      change: (json) => answer((json as { Webhooks: WireWebhook[] }).Webhooks[0]!),
    })
    const [outcome] = await ensure([wish(STOCK)])
    expect(outcome).toMatchObject({ externalId: simulator.webhooks[0]!.ID, change: 'created', problem: null })
  })

  it('tells of a type that is full, in the service’s words, and goes on with the others', async () => {
    const { simulator, ensure, create } = await setUpHooks()
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
    const { simulator, ensure, remove, create, types } = await setUpHooks()
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
    const { simulator, ensure, create } = await setUpHooks()
    for (let hook = 0; hook < 2; hook++) await create({ Type: STOCK, ExternalURL: wish(STOCK).url })
    const before = structuredClone(simulator.webhooks)
    const [outcome] = await ensure([wish(STOCK)])
    expect(outcome?.problem?.message).toContain('more than once')
    expect(simulator.webhooks).toEqual(before)
  })

  it('tells of a change that the service took and did not keep', async () => {
    const { simulator, ensure, registered } = await setUpHooks()
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
})
