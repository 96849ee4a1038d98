import { describe, expect, it } from 'vitest'
import { aRun, setUpCin7 } from '../../testing/cin7-setup'
import { waitUntil } from '../../testing/wait-until'
import type { Fault } from './simulator'

const limitWords = 'You have reached 60 calls per 60 seconds API limit.'

const cases: [string, Fault, outcome: string, code: string][] = [
  ['a 429', { status: 429, body: limitWords }, 'limited', 'rate_limited'],
  ['a 503 that speaks of the limit', { status: 503, body: limitWords }, 'limited', 'rate_limited'],
  ['refused keys', { status: 403, body: 'Incorrect credentials!' }, 'refused', 'credentials_rejected'],
  ['a refusal', { status: 400, body: { ErrorCode: 400, Exception: 'No' } }, 'refused', 'provider_refused'],
  ['an empty answer', { body: '' }, 'refused', 'provider_changed'],
  ['status 502', { status: 502, body: '' }, 'unanswered', 'provider_unavailable'],
  ['a connection cut', { cut: 'before' }, 'unanswered', 'provider_unavailable'],
  [
    'a sign-in page',
    { status: 200, body: '<html>Sign in</html>', headers: { 'Content-Type': 'text/html' } },
    'unanswered',
    'not_the_provider',
  ],
]

describe('how a call ended', () => {
  it('is told of every call of a sync, with the time it took', async () => {
    const { sync, ends, simulator } = await setUpCin7()
    await sync(aRun().run)
    expect(ends).toHaveLength(simulator.calls.length)
    expect(new Set(ends.map(({ outcome }) => outcome))).toEqual(new Set(['success']))
  })

  it('is told of both calls that check keys, one of which may be refused', async () => {
    const { check, ends, simulator } = await setUpCin7()
    simulator.addFault({ path: 'me', status: 403, body: 'No access' })
    await check()
    expect(ends.map(({ outcome }) => outcome)).toEqual(['refused', 'success'])
  })

  it.each(cases)('tells %s apart', async (_, fault, outcome, code) => {
    const { ask, ends, simulator } = await setUpCin7()
    simulator.addFault(fault)
    await expect(ask()).rejects.toMatchObject({ code })
    expect(ends).toMatchObject([{ outcome, problem: { code } }])
  })

  it('tells that nobody listens', async () => {
    const { ask, ends, simulator } = await setUpCin7()
    await simulator.close()
    await expect(ask()).rejects.toMatchObject({ code: 'offline' })
    expect(ends).toMatchObject([{ outcome: 'unanswered', problem: { code: 'offline' } }])
  })

  it('tells that nobody answers in time', async () => {
    const { ask, clock, ends, simulator } = await setUpCin7()
    simulator.addFault({ hang: true })
    const asked = expect(ask()).rejects.toMatchObject({ code: 'timed_out' })
    await waitUntil(() => simulator.waitingFaults === 0)
    await clock.advance(30_000)
    await asked
    expect(ends).toMatchObject([{ outcome: 'unanswered', problem: { code: 'timed_out' } }])
  })

  it('is not told of a call that was given up', async () => {
    const { sync, ends, simulator } = await setUpCin7()
    simulator.addFault({ hang: true })
    const { run, abort } = aRun()
    const running = sync(run)
    await waitUntil(() => simulator.waitingFaults === 0)
    abort.abort(new Error('given up'))
    await expect(running).rejects.toThrow('given up')
    expect(ends).toEqual([])
  })
})

describe('asking whether Cin7 answers', () => {
  it('costs one call for one row of a list that a sync needs', async () => {
    const { ask, simulator, cin7 } = await setUpCin7()
    await ask()
    expect(simulator.calls).toMatchObject([{ path: 'product', query: { page: '1', limit: '1' } }])
    expect(cin7.budget('one').used).toBe(1)
  })

  it('is not tried again after a fault', async () => {
    const { ask, simulator } = await setUpCin7()
    simulator.addFault({ status: 500, body: '', times: 9 })
    await expect(ask()).rejects.toMatchObject({ code: 'provider_unavailable' })
    expect(simulator.calls).toHaveLength(1)
  })

  it('goes before the calls of a sync that wait for their turn', async () => {
    const { ask, sync, simulator } = await setUpCin7({ pageCap: 5 })
    const asked: Promise<void>[] = []
    simulator.beforeAnswer({ path: 'product', page: 2 }, () => void asked.push(ask()))
    await sync(aRun().run)
    await Promise.all(asked)
    const isCheck = simulator.calls.map(({ query }) => query.limit === '1')
    const secondPage = simulator.calls.findIndex(({ path, page }) => path === 'product' && page === 2)
    expect(isCheck.indexOf(true)).toBe(secondPage + 1)
  })
})
