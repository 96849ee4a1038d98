import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import { FeedSetup } from '../testing/feed-setup'

const MINUTE_MS = 60_000
const refusal = new AppError('provider_refused', 'This account has no Automation module.')
const offline = new AppError('offline', 'Cin7 could not be reached.')

describe('the way for deliveries', () => {
  let setup: FeedSetup

  beforeEach(() => {
    setup = new FeedSetup()
  })

  afterEach(() => setup.close())

  const stage = () => setup.feed.state.stage
  const urls = () => [...setup.provider.hooks.values()].map(({ url }) => new URL(url).host)

  it('is built step by step, and registers only what was proved', async () => {
    await setup.feed.review()
    expect(setup.isListening).toBe(true)
    expect(setup.tunnel.wishes).toMatchObject([{ mode: 'quick', port: 4711 }])
    expect(stage()).toBe('starting')
    setup.say({ stage: 'addressKnown', host: 'one-two.trycloudflare.com' })
    expect(setup.feed.state).toMatchObject({ stage: 'addressKnown', host: 'one-two.trycloudflare.com' })
    setup.isReached = false
    setup.connect('one-two.trycloudflare.com')
    await setup.clock.advance(20_000)
    expect(stage()).toBe('connected')
    expect(setup.provider.hooks.size).toBe(0)
    setup.isReached = true
    await setup.clock.advance(5_000)
    expect(setup.feed.state).toMatchObject({ stage: 'registered', protocol: 'quic' })
    expect(urls()).toEqual(['one-two.trycloudflare.com', 'one-two.trycloudflare.com'])
    expect(setup.gaps).toEqual([setup.connectionId])
  })

  it('is taken down without a call and says what speaks against it, and is built again when nothing does', async () => {
    await setup.built()
    setup.obstacle = { code: 'credentials_rejected', message: 'Cin7 no longer accepts the stored keys.' }
    await setup.feed.review()
    expect(setup.feed.state).toMatchObject({ stage: 'down', problem: setup.obstacle })
    expect(setup.isListening).toBe(false)
    expect(urls()).toHaveLength(2)
    setup.obstacle = null
    await setup.built()
    expect(stage()).toBe('registered')
    expect(setup.gaps).toHaveLength(2)
  })

  it('opens the tunnel anew when its address does not lead here', async () => {
    setup.isReached = false
    await setup.built()
    await setup.clock.advance(2 * MINUTE_MS)
    expect(setup.tunnel.restarts).toHaveLength(1)
    expect(setup.provider.hooks.size).toBe(0)
  })

  it('moves its subscriptions to a new address, and reads the gap', async () => {
    await setup.built()
    const ids = [...setup.provider.hooks.keys()]
    setup.say({ stage: 'starting' })
    expect(stage()).toBe('starting')
    setup.connect('three-four.trycloudflare.com')
    await setup.clock.advance(3_000)
    expect(urls()).toEqual(['three-four.trycloudflare.com', 'three-four.trycloudflare.com'])
    expect([...setup.provider.hooks.keys()]).toEqual(ids)
    expect(setup.gaps).toHaveLength(2)
  })

  it('repairs within ten minutes what was switched off or changed elsewhere, and reads the gap', async () => {
    await setup.built()
    const [first, second] = [...setup.provider.hooks.values()]
    Object.assign(first!, { isActive: false })
    Object.assign(second!, { url: 'https://elsewhere.example/' })
    await setup.clock.advance(10 * MINUTE_MS)
    expect([...setup.provider.hooks.values()].every(({ isActive }) => isActive)).toBe(true)
    expect(urls()).not.toContain('elsewhere.example')
    expect(setup.gaps).toHaveLength(2)
    await setup.clock.advance(60 * MINUTE_MS)
    expect(setup.gaps).toHaveLength(2)
  })

  it('says once that the account has no right to it, and opens no tunnel', async () => {
    setup.provider.failure = refusal
    await setup.feed.review()
    await setup.feed.review()
    expect(setup.feed.state).toMatchObject({ stage: 'unavailable', problem: { message: refusal.message } })
    expect(setup.tunnel.wishes).toEqual([])
    expect(setup.provider.asked).toBe(1)
    setup.provider.failure = null
    await setup.feed.register()
    expect(setup.tunnel.wishes).toHaveLength(1)
  })

  it('asks again after a day whether the account has the right', async () => {
    setup.provider.failure = refusal
    await setup.feed.review()
    setup.provider.failure = null
    await setup.clock.advance(23 * 60 * MINUTE_MS)
    expect(stage()).toBe('unavailable')
    await setup.clock.advance(60 * MINUTE_MS)
    expect(setup.tunnel.isOpen).toBe(true)
  })

  it('is taken down when the right to it is lost', async () => {
    await setup.built()
    setup.say({ stage: 'starting' })
    setup.provider.failure = refusal
    setup.connect('three-four.trycloudflare.com')
    await setup.clock.advance(3_000)
    expect(stage()).toBe('unavailable')
    expect(setup.tunnel.isOpen).toBe(false)
    expect(setup.isListening).toBe(false)
  })

  it('goes on trying while the provider does not answer, and says so', async () => {
    setup.provider.failure = offline
    await setup.built()
    expect(setup.feed.state).toMatchObject({ stage: 'verified', problem: { code: 'offline' } })
    setup.provider.failure = null
    await setup.clock.advance(MINUTE_MS)
    expect(setup.feed.state).toMatchObject({ stage: 'registered', problem: null })
  })

  it('shows why the subscriptions could not be looked at, and keeps them', async () => {
    await setup.built()
    setup.provider.failure = offline
    await setup.clock.advance(10 * MINUTE_MS)
    expect(setup.feed.state).toMatchObject({ stage: 'registered', problem: { code: 'offline' } })
    setup.provider.failure = null
    await setup.feed.register()
    expect(setup.feed.state).toMatchObject({ stage: 'registered', problem: null })
  })

  it('takes its subscriptions away when it is switched off', async () => {
    await setup.built()
    setup.isWanted = false
    await setup.feed.review()
    await setup.clock.advance(0)
    expect(setup.provider.hooks.size).toBe(0)
    expect(setup.store.rows(setup.connectionId)).toEqual([])
    expect(setup.tunnel.isOpen).toBe(false)
    expect(setup.isListening).toBe(false)
    expect(stage()).toBe('off')
  })

  it('takes its subscriptions away later when that did not work as it was switched off', async () => {
    await setup.built()
    setup.provider.failure = offline
    setup.isWanted = false
    await setup.feed.review()
    await setup.clock.advance(MINUTE_MS)
    expect(setup.provider.hooks.size).toBe(2)
    setup.provider.failure = null
    await setup.clock.advance(15 * MINUTE_MS)
    expect(setup.provider.hooks.size).toBe(0)
  })

  it('takes away at the next start what was left when it was switched off', async () => {
    await setup.built()
    setup.provider.failure = offline
    setup.isWanted = false
    await setup.feed.review()
    await setup.feed.stop()
    setup.provider.failure = null
    setup.newFeed()
    await setup.feed.review()
    await setup.clock.advance(0)
    expect(setup.provider.hooks.size).toBe(0)
  })

  it('keeps its subscriptions when it is switched on again before they could be taken away', async () => {
    await setup.built()
    setup.provider.failure = offline
    setup.isWanted = false
    await setup.feed.review()
    await setup.clock.advance(0)
    setup.provider.failure = null
    setup.isWanted = true
    await setup.built('three-four.trycloudflare.com')
    await setup.clock.advance(20 * MINUTE_MS)
    expect(urls()).toEqual(['three-four.trycloudflare.com', 'three-four.trycloudflare.com'])
  })

  it('keeps its subscriptions while the connection cannot be used', async () => {
    await setup.built()
    setup.isUsable = false
    await setup.feed.review()
    await setup.clock.advance(0)
    expect(stage()).toBe('off')
    expect(setup.provider.hooks.size).toBe(2)
  })

  it.each([
    ['the port cannot be had', (failure: Error | null) => (setup.listenFailure = failure)],
    ['the keychain is locked', (failure: Error | null) => (setup.wayFailure = failure)],
  ])('says so when %s, and tries again by itself', async (_, fail) => {
    fail(new AppError('keychain_locked', 'It cannot be used now.'))
    await setup.feed.review()
    const retryAt = setup.clock.now() + 30_000
    const problem = { code: 'keychain_locked', message: 'It cannot be used now.' }
    expect(setup.feed.state).toMatchObject({ stage: 'down', problem, retryAt })
    await setup.clock.advance(29_000)
    fail(null)
    expect(stage()).toBe('down')
    await setup.clock.advance(1_000)
    expect(stage()).toBe('starting')
    expect(setup.tunnel.isOpen).toBe(true)
  })

  it('says that something went wrong when that is a bug, and tries again', async () => {
    setup.listenFailure = new TypeError('undefined is not a function')
    await setup.feed.review()
    expect(setup.feed.state).toMatchObject({ stage: 'down', problem: { code: 'internal' } })
    expect(setup.feed.state.problem?.message).not.toContain('undefined')
  })

  it('tries again at once when the computer has slept', async () => {
    setup.listenFailure = new AppError('tunnel_unavailable', 'No port.')
    await setup.feed.review()
    setup.listenFailure = null
    setup.feed.wake()
    await setup.clock.advance(0)
    expect(stage()).toBe('starting')
  })

  it('is switched off at once although the provider does not answer whether it may be used', async () => {
    setup.provider.isSilent = true
    const asking = setup.feed.review()
    await setup.clock.advance(0)
    expect(stage()).toBe('starting')
    setup.isWanted = false
    await setup.feed.review()
    await asking
    expect(stage()).toBe('off')
  })

  it('opens the tunnel although the provider does not answer whether it may be used', async () => {
    setup.provider.isSilent = true
    const asking = setup.feed.review()
    await setup.clock.advance(20_000)
    await asking
    expect(setup.tunnel.isOpen).toBe(true)
  })

  it('leaves an account within seconds although a look at its subscriptions gets no answer', async () => {
    await setup.built()
    setup.provider.isSilent = true
    await setup.clock.advance(10 * MINUTE_MS)
    const leaving = setup.feed.leave(setup.owner)
    await setup.clock.advance(5_000)
    await leaving
    expect(setup.provider.hooks.size).toBe(2)
  })

  it('stands again after an account was to be left, and was not', async () => {
    await setup.built()
    await setup.feed.leave(setup.owner)
    expect(setup.provider.hooks.size).toBe(0)
    await setup.feed.review()
    await setup.clock.advance(3_000)
    expect(stage()).toBe('registered')
    expect(setup.provider.hooks.size).toBe(2)
  })

  it('looks after everything at once when the computer has slept', async () => {
    await setup.built()
    const { probes } = setup
    const { asked } = setup.provider
    setup.feed.wake()
    await setup.clock.advance(0)
    expect(setup.tunnel.checks).toBe(1)
    expect(setup.probes).toBe(probes + 1)
    expect(setup.provider.asked).toBe(asked + 1)
  })

  it('says what is missing, and goes on once it is there', async () => {
    const { way } = setup
    setup.way = { missing: 'needsProgram' }
    await setup.feed.review()
    expect(stage()).toBe('needsProgram')
    setup.way = { missing: 'needsToken' }
    await setup.feed.review()
    expect(stage()).toBe('needsToken')
    setup.way = way
    await setup.built()
    expect(stage()).toBe('registered')
  })

  it('notices within ten minutes that the tunnel program was installed', async () => {
    const { way } = setup
    setup.way = { missing: 'needsProgram' }
    await setup.feed.review()
    setup.way = way
    await setup.clock.advance(10 * MINUTE_MS)
    expect(stage()).toBe('starting')
  })

  it('says why the tunnel is down and when it is tried again', async () => {
    await setup.built()
    const problem = new AppError('tunnel_unavailable', 'The tunnel ended.')
    setup.say({ stage: 'down', problem, retryAt: 5 })
    expect(setup.feed.state).toMatchObject({
      stage: 'down',
      problem: { code: 'tunnel_unavailable', message: 'The tunnel ended.' },
      retryAt: 5,
      host: null,
    })
  })

  it('asks for purchase orders when they are wanted, and no longer when they are not', async () => {
    await setup.built()
    setup.wantsOrders = true
    await setup.feed.review()
    await setup.clock.advance(0)
    expect([...setup.provider.hooks.values()].map(({ type }) => type)).toContain('Purchase')
    setup.wantsOrders = false
    await setup.feed.review()
    await setup.clock.advance(0)
    expect([...setup.provider.hooks.values()].map(({ type }) => type)).toEqual(['Sale', 'Stock'])
  })

  it('still tells of a refused subscription after others were taken away', async () => {
    setup.provider.refused.add('Stock')
    setup.wantsOrders = true
    await setup.built()
    const stock = () => setup.store.rows(setup.connectionId).find(({ type }) => type === 'Stock')
    const before = stock()
    expect(before?.problem?.code).toBe('provider_refused')
    setup.wantsOrders = false
    await setup.feed.review()
    await setup.clock.advance(0)
    expect(stock()).toMatchObject({ path: before?.path, problem: before?.problem })
    expect([...setup.provider.hooks.values()].map(({ type }) => type)).toEqual(['Sale'])
  })

  it('expects deliveries where the subscriptions lead, before and after a restart', async () => {
    await setup.built()
    const paths = () => [...setup.provider.hooks.values()].map(({ url }) => new URL(url).pathname)
    const before = paths()
    expect(before.map((path) => setup.registrar.route(path)?.type)).toEqual(['Sale', 'Stock'])
    expect(setup.registrar.route('/elsewhere')).toBeNull()
    await setup.feed.stop()
    setup.newFeed()
    expect(setup.registrar.route(before[0]!)).toBeNull()
    await setup.built('three-four.trycloudflare.com')
    expect(paths()).toEqual(before)
    expect(before.map((path) => setup.registrar.route(path)?.type)).toEqual(['Sale', 'Stock'])
  })

  it('tells the provider a new secret at new addresses when the old one is lost', async () => {
    await setup.built()
    const before = [...setup.provider.hooks.values()]
    await setup.feed.stop()
    setup.keychain.entries.clear()
    setup.newFeed()
    await setup.built()
    const after = [...setup.provider.hooks.values()]
    expect(after).toHaveLength(before.length)
    for (const [index, { url, bearer }] of after.entries()) {
      expect(url).not.toBe(before[index]!.url)
      expect(bearer.reveal()).not.toBe(before[index]!.bearer.reveal())
    }
  })
})
