import { describe, expect, it } from 'vitest'
import { aRun, expectEverythingRead, setUpCin7 } from '../../testing/cin7-setup'

const limitText = 'You have reached 60 calls per 60 seconds API limit.'

describe('a sync that is told to slow down', () => {
  const object = { ErrorCode: 429, Exception: limitText }
  it.each([
    [
      '429 with “60 Seconds”',
      { status: 429, headers: { 'Retry-After': '60 Seconds' }, body: [object] },
      60_000,
    ],
    ['429 with “30 sec”', { status: 429, headers: { 'Retry-After': '30 sec' }, body: object }, 30_000],
    ['429 with “30”', { status: 429, headers: { 'Retry-After': '30' }, body: '' }, 30_000],
    ['429 with nonsense', { status: 429, headers: { 'Retry-After': 'soon' }, body: object }, 10_000],
    ['429 without Retry-After', { status: 429, headers: { 'Retry-After': '' }, body: object }, 10_000],
    ['429 with an endless wait', { status: 429, headers: { 'Retry-After': '86400' }, body: object }, 300_000],
    [
      '503 with the text',
      { status: 503, headers: { 'Retry-After': '' }, body: [{ ...object, ErrorCode: 503 }] },
      10_000,
    ],
    [
      '400 with the text',
      { status: 400, headers: { 'Retry-After': '' }, body: [{ ...object, ErrorCode: 400 }] },
      10_000,
    ],
    ['an error object with status 200', { status: 200, headers: {}, body: [object] }, 10_000],
  ])('waits out %s and loses no page', async (_, fault, expectedMs) => {
    const { simulator, sync } = await setUpCin7({ pageCap: 15 })
    simulator.addFault({ ...fault, path: 'product', page: 2 })
    const { run, writer, waits, waitedMs } = aRun()
    await sync(run)
    expectEverythingRead(simulator, writer)
    expect(waitedMs()).toBe(expectedMs)
    expect(waits.map(({ until }) => until === null)).toEqual([false, true])
  })

  it('waits until the date the service names, by the service’s own clock', async () => {
    const { simulator, sync, clock } = await setUpCin7()
    const serverNow = clock.now() + 86_400_000
    const headers = {
      Date: new Date(serverNow).toUTCString(),
      'Retry-After': new Date(serverNow + 40_000).toUTCString(),
    }
    simulator.addFault({ status: 429, headers, body: limitText, path: 'product' })
    const { run, waitedMs } = aRun()
    await sync(run)
    expect(waitedMs()).toBe(40_000)
  })

  it('waits longer each time when refused three times in a row', async () => {
    const { simulator, sync, clock } = await setUpCin7()
    simulator.addFault({
      status: 429,
      headers: { 'Retry-After': '' },
      body: limitText,
      path: 'supplier',
      times: 3,
    })
    const { run, writer, waits, waitedMs } = aRun()
    const startedAt = clock.now()
    await sync(run)
    expectEverythingRead(simulator, writer)
    expect(waitedMs()).toBe(70_000)
    expect(waits[0]?.until).toBeGreaterThanOrEqual(startedAt + 10_000)
  })

  it.each([
    ['429 without Retry-After', { status: 429, headers: { 'Retry-After': '' }, body: '' }],
    ['503 with the limit’s text', { status: 503, headers: { 'Retry-After': '' }, body: limitText }],
  ])('does not take %s, twelve times in a row, for a service that is down', async (_, fault) => {
    const { simulator, sync } = await setUpCin7({ pageCap: 15 })
    simulator.addFault({ ...fault, path: 'ref/productavailability', page: 2, times: 12 })
    const { run, writer, failures } = aRun()
    await sync(run)
    expectEverythingRead(simulator, writer)
    expect(failures).toEqual([])
    expect(writer.isWhole).toBe(true)
  })

  it('comes through although other software uses the same key', async () => {
    const { simulator, sync } = await setUpCin7({ pageCap: 2, limit: { calls: 20, windowMs: 60_000 } })
    const { run, writer } = aRun()
    await sync(run)
    expectEverythingRead(simulator, writer)
  })

  it('holds up every other call of the connection for as long', async () => {
    const { simulator, sync, check } = await setUpCin7()
    simulator.addFault({
      path: 'product',
      status: 429,
      headers: { 'Retry-After': '60 Seconds' },
      body: limitText,
    })
    const { run } = aRun()
    run.onWait = ({ until }) => {
      if (until !== null) checks.push(check())
    }
    const checks: Promise<unknown>[] = []
    await sync(run)
    await Promise.all(checks)
    const refused = simulator.calls.findIndex(({ status }) => status === 429)
    const [at, nextAt] = simulator.calls.slice(refused).map((call) => call.at)
    expect((nextAt ?? 0) - (at ?? 0)).toBeGreaterThanOrEqual(60_000)
  })

  it('calls half as often for a while', async () => {
    const { simulator, sync } = await setUpCin7({ pageCap: 1 })
    simulator.addFault({
      path: 'product',
      page: 2,
      status: 429,
      headers: { 'Retry-After': '' },
      body: limitText,
    })
    await sync(aRun().run)
    const refused = simulator.calls.findIndex(({ status }) => status === 429)
    const after = simulator.calls.slice(refused + 1)
    expect(after.length).toBeGreaterThan(60)
    const firstAt = after[0]?.at ?? 0
    expect(after.filter(({ at }) => at < firstAt + 60_000).length).toBeLessThan(35)
  })

  it('gives up when the limit never ends', async () => {
    const { simulator, sync } = await setUpCin7()
    simulator.addFault({ status: 429, body: limitText, path: 'product', times: Number.POSITIVE_INFINITY })
    await expect(sync(aRun().run)).rejects.toMatchObject({ code: 'rate_limited' })
  })
})
