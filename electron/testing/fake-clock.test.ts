import { describe, expect, it } from 'vitest'
import { FakeClock } from './fake-clock'

describe('FakeClock', () => {
  it('wakes sleepers in order and only when their time has come', async () => {
    const clock = new FakeClock()
    const woken: string[] = []
    void clock.sleep(20).then(() => woken.push('late'))
    void clock.sleep(10).then(() => woken.push('early'))
    await clock.advance(15)
    expect(woken).toEqual(['early'])
    await clock.advance(5)
    expect(woken).toEqual(['early', 'late'])
  })

  it('moves both clocks together, but sets only the wall clock on a jump', async () => {
    const clock = new FakeClock({ now: 5_000 })
    const start = clock.monotonic()
    await clock.advance(1_000)
    clock.jumpWallClock(-3_000)
    expect([clock.now(), clock.monotonic() - start]).toEqual([3_000, 1_000])
  })

  it('rejects a sleep with the reason of its signal', async () => {
    const clock = new FakeClock()
    const abort = new AbortController()
    const sleep = clock.sleep(1_000, abort.signal)
    abort.abort(new Error('enough'))
    await expect(sleep).rejects.toThrow('enough')
    await expect(clock.sleep(1, abort.signal)).rejects.toThrow('enough')
  })

  it('lets short sleeps pass by themselves and leaves long ones asleep', async () => {
    const clock = new FakeClock({ passUpToMs: 1_000 })
    let isLongOver = false
    void clock.sleep(5_000).then(() => {
      isLongOver = true
    })
    await clock.sleep(1_000)
    await clock.sleep(1_000)
    expect(isLongOver).toBe(false)
    await clock.sleep(1_000)
    await clock.sleep(1_000)
    await clock.sleep(1_000)
    expect(isLongOver).toBe(true)
  })

  it('lets no time pass while a tracked request is under way', async () => {
    const clock = new FakeClock({ passUpToMs: 1_000 })
    const start = clock.monotonic()
    let send: (body: string) => void = () => {}
    const fetch = clock.tracking(
      () =>
        new Promise((resolve) => {
          send = (body) => resolve(new Response(body))
        }),
    )
    const order: string[] = []
    const request = fetch('http://example.test/', {}).then(async (response) =>
      order.push(await response.text()),
    )
    const sleep = clock.sleep(500).then(() => order.push('slept'))
    await clock.advance(0)
    expect(clock.monotonic()).toBe(start)
    send('answered')
    await Promise.all([request, sleep])
    expect(order).toEqual(['answered', 'slept'])
  })
})
