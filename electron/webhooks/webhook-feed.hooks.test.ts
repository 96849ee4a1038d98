import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import { FeedSetup } from '../testing/feed-setup'

const MINUTE_MS = 60_000
const offline = new AppError('offline', 'Cin7 could not be reached.')

describe('the way for deliveries', () => {
  let setup: FeedSetup

  beforeEach(() => {
    setup = new FeedSetup()
  })

  afterEach(() => setup.close())

  const stage = () => setup.feed.state.stage
  const urls = () => [...setup.provider.hooks.values()].map(({ url }) => new URL(url).host)

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

  it('stands again after an account was to be left, and was not', async () => {
    await setup.built()
    await setup.feed.leave(setup.owner)
    expect(setup.provider.hooks.size).toBe(0)
    await setup.feed.review()
    await setup.clock.advance(3_000)
    expect(stage()).toBe('registered')
    expect(setup.provider.hooks.size).toBe(2)
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
