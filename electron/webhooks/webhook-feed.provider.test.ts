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
    await setup.clock.advance(15_000)
    await leaving
    expect(setup.provider.hooks.size).toBe(2)
  })
})
