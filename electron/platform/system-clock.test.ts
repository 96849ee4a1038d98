import { describe, expect, it } from 'vitest'
import { systemClock } from './system-clock'

describe('systemClock', () => {
  it('wakes with the reason of the signal, before or during the sleep, also from a sleep of months', async () => {
    const reason = new Error('stop')
    await expect(systemClock.sleep(1, AbortSignal.abort(reason))).rejects.toBe(reason)
    const controller = new AbortController()
    const sleeping = systemClock.sleep(2 ** 32, controller.signal)
    controller.abort(reason)
    await expect(sleeping).rejects.toBe(reason)
  })
})
