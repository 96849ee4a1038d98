import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { simulatorCredentials } from './integrations/cin7/simulator'
import type { Fetch } from './ports'
import { readStore } from './testing/expect-shop'
import { smallShop } from './testing/small-shop'
import { createTestApp, type TestApp } from './testing/test-app'
import { waitUntil } from './testing/wait-until'

const MINUTE = 60_000
const forEver = { times: Number.POSITIVE_INFINITY }

let app: TestApp

beforeEach(async () => {
  app = await createTestApp({
    simulator: {
      shop: smallShop({ products: 60, locations: 2 }),
      credentials: { ...simulatorCredentials },
    },
  })
  await app.call('settings.set', { syncAutomatically: false })
})

afterEach(() => app.close())

function health(connectionId: string) {
  return app.call('connections.health', { connectionId })
}

function verify(connectionId: string) {
  return app.call('connections.verify', { connectionId })
}

const noNetwork: Fetch = () => Promise.reject(new TypeError('net::ERR_INTERNET_DISCONNECTED'))
const network: Fetch = (url, init) => fetch(url, init)

function countRows(table: string): unknown {
  return readStore(app, (db) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
}

describe('the health of a connection', () => {
  it('counts the calls of the key check and of every sync, and still knows them after a restart', async () => {
    const { connectionId } = await app.connect()
    await app.sync(connectionId)
    const { latest, lastDay } = await health(connectionId)
    expect(lastDay).toMatchObject({ calls: app.cin7.calls.length, errors: 0, limitHits: 0 })
    expect(lastDay.minutesReachable).toBe(lastDay.minutesCalled)
    expect(latest).toMatchObject({ isReachable: true, problem: null, lastSuccessAt: latest?.at })

    await app.restart()
    expect(await health(connectionId)).toEqual({ latest, lastDay })
  })

  it('counts the calls that try new keys, and loses none of them at a quit', async () => {
    const { connectionId } = await app.connect()
    const { credentials } = app.cin7
    await app.call('connections.replaceKeys', { connectionId, credentials, keepIn: 'keychain' })
    await app.restart()
    expect((await health(connectionId)).lastDay.calls).toBe(app.cin7.calls.length)
  })

  it('counts limit hits and faults apart', async () => {
    const { connectionId } = await app.connect()
    const before = (await health(connectionId)).lastDay.calls
    app.cin7.addFault({ status: 429, body: 'You have reached 60 calls per 60 seconds API limit.', times: 2 })
    app.cin7.addFault({ status: 500, body: '', after: 2, times: 3 })
    app.cin7.clearCalls()
    await app.sync(connectionId)
    expect((await health(connectionId)).lastDay).toMatchObject({
      calls: before + app.cin7.calls.length,
      errors: 3,
      limitHits: 2,
    })
  })

  it('tells how long the newest answer took, without the wait for its turn', async () => {
    const { connectionId } = await app.connect()
    app.fetchThrough(async (url, init) => {
      const answer = await fetch(url, init)
      await app.clock.advance(700)
      return answer
    })
    const { latest, lastDay } = await verify(connectionId)
    expect(latest?.responseMs).toBe(700)
    expect(lastDay.p95Ms).toBeLessThan(700 * 1.05)
  })

  it('says since when nobody could be reached, also at a start without a network, until somebody can', async () => {
    const { connectionId } = await app.connect()
    const before = (await health(connectionId)).latest
    app.fetchThrough(noNetwork)
    await app.clock.advance(10 * MINUTE)
    const { latest } = await verify(connectionId)
    expect(latest).toMatchObject({ isReachable: false, problem: { code: 'offline' } })
    expect(latest?.lastSuccessAt).toBe(before?.lastSuccessAt)

    await app.restart()
    await app.clock.advance(60 * MINUTE)
    const still = await verify(connectionId)
    expect(still.latest).toMatchObject({ isReachable: false, since: latest?.since })
    expect(still.lastDay).toMatchObject({ errors: 2 })
    expect(still.lastDay.minutesCalled - still.lastDay.minutesReachable).toBe(2)

    app.fetchThrough(network)
    await app.clock.advance(MINUTE)
    expect((await verify(connectionId)).latest).toMatchObject({ isReachable: true, problem: null })
  })

  it('forgets what is more than a day ago', async () => {
    const { connectionId } = await app.connect()
    await app.clock.advance(25 * 60 * MINUTE)
    const { latest, lastDay } = await health(connectionId)
    expect(lastDay).toMatchObject({ calls: 0, p50Ms: null, minutesCalled: 0 })
    expect(latest?.isReachable).toBe(true)
  })

  it('tells the screen when the provider is gone and when it is back', async () => {
    const { connectionId } = await app.connect()
    const gone = app.next('health.changed')
    app.fetchThrough(noNetwork)
    await app.clock.advance(MINUTE)
    await verify(connectionId)
    expect(await gone).toEqual({ connectionId })
    const back = app.next('health.changed')
    app.fetchThrough(network)
    await app.sync(connectionId)
    expect(await back).toEqual({ connectionId })
    expect((await health(connectionId)).latest?.isReachable).toBe(true)
  })

  it('is gone with the connection', async () => {
    const { connectionId } = await app.connect()
    await verify(connectionId)
    expect(countRows('call_minutes')).not.toBe(0)
    await app.call('connections.disconnect', { connectionId })
    await waitUntil(() => countRows('connections') === 0)
    expect([countRows('call_minutes'), countRows('reachability')]).toEqual([0, 0])
    await expect(health(connectionId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(verify(connectionId)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is known of the sample shop as well', async () => {
    const finished = app.next('sync.finished')
    const { id } = await app.call('connections.connectSample', {})
    await finished
    expect((await verify(id)).latest).toMatchObject({ isReachable: true, problem: null })
    expect((await health(id)).lastDay.calls).toBeGreaterThan(10)
  })

  it('keeps no call of keys that were refused before there was a connection', async () => {
    const wrong = { ...app.cin7.credentials, applicationKey: 'wrong' }
    await expect(app.connectWith(wrong)).rejects.toMatchObject({ code: 'credentials_rejected' })
    const { connectionId } = await app.connect()
    expect((await health(connectionId)).lastDay.errors).toBe(0)
    expect(countRows('reachability')).toBe(1)
  })
})

describe('a check of the connection', () => {
  it('makes one call for all who ask within 30 seconds', async () => {
    const { connectionId } = await app.connect()
    app.cin7.clearCalls()
    await Promise.all([verify(connectionId), verify(connectionId), verify(connectionId)])
    await app.clock.advance(29_000)
    await verify(connectionId)
    expect(app.cin7.calls).toHaveLength(1)
    expect((await app.call('sync.overview', { connectionId })).budget.used).toBeGreaterThanOrEqual(1)
    await app.clock.advance(1_000)
    await verify(connectionId)
    expect(app.cin7.calls).toHaveLength(2)
  })

  it('notices that Cin7 no longer takes the keys, and that it does again', async () => {
    const { connectionId } = await app.connect()
    const problemOf = async () => (await app.call('connections.list', {}))[0]?.problem?.code ?? null
    const takeBack = app.cin7.addFault({ status: 403, body: 'Incorrect credentials!', ...forEver })
    const refused = await verify(connectionId)
    expect(refused.latest).toMatchObject({ isReachable: true, problem: { code: 'credentials_rejected' } })
    expect(await problemOf()).toBe('credentials_rejected')

    takeBack()
    await app.clock.advance(MINUTE)
    expect((await verify(connectionId)).latest?.problem).toBeNull()
    expect(await problemOf()).toBeNull()
  })

  it('makes no call when the keys cannot be read, and says why', async () => {
    const { connectionId } = await app.connect()
    app.keychain.fail('keychain_locked')
    await app.restart()
    app.cin7.clearCalls()
    await expect(verify(connectionId)).rejects.toMatchObject({ code: 'keychain_locked' })
    expect(app.cin7.calls).toHaveLength(0)
    app.keychain.fail(null)
    expect((await verify(connectionId)).latest?.isReachable).toBe(true)
  })
})
