import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import { FeedSetup } from '../testing/feed-setup'

const MINUTE_MS = 60_000

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

  it('says what to look at when nothing comes through for a while, until it does', async () => {
    setup.isReached = false
    await setup.built()
    expect(setup.feed.state.problem).toBeNull()
    await setup.clock.advance(15_000)
    expect(setup.feed.state).toMatchObject({
      stage: 'connected',
      problem: { message: 'Look at the service of the tunnel.' },
    })
    setup.isReached = true
    await setup.clock.advance(5_000)
    expect(setup.feed.state).toMatchObject({ stage: 'registered', problem: null })
  })

  it('opens the tunnel anew when its address does not lead here', async () => {
    setup.isReached = false
    await setup.built()
    await setup.clock.advance(2 * MINUTE_MS)
    expect(setup.tunnel.restarts).toHaveLength(1)
    expect(setup.provider.hooks.size).toBe(0)
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
})
