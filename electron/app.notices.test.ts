import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AlertSetup, createAlertSetup } from './testing/alert-setup'
import type { TestApp } from './testing/test-app'

const HOUR_MS = 60 * 60_000
/** Nine in the evening of the computer's own time. */
const EVENING = new Date(2026, 10, 24, 21).getTime()

let setup: AlertSetup
let app: TestApp

beforeEach(async () => {
  setup = await createAlertSetup({ now: EVENING })
  ;({ app } = setup)
})

afterEach(() => app.close())

const bodies = () => app.notifier.shown.map(({ body }) => body)

describe('when quiet hours end', () => {
  const quiet = { quietHours: true, quietFrom: 20 * 60, quietTo: 7 * 60 }
  const morning = () => app.clock.advance(11 * HOUR_MS)

  beforeEach(() => app.call('settings.set', quiet))

  it('what was out meanwhile and is only low by then is told as low, once', async () => {
    await setup.sells(0)
    await setup.sells(9)
    expect(app.notifier.shown).toEqual([])
    await morning()
    await app.restart()
    await app.clock.advance(HOUR_MS)
    expect(bodies()).toEqual(['9 available at Shop · reorder point 12 · none on order'])
    await setup.sells(0)
    expect(app.notifier.titles()).toEqual(['Low stock: Beard oil', 'Out of stock: Beard oil'])
  })

  it('what was told in the same band before is not told again, and is when it gets worse after that', async () => {
    await app.call('settings.set', { quietHours: false })
    await setup.sells(9)
    await app.call('settings.set', quiet)
    await setup.sells(0)
    await setup.sells(9)
    await morning()
    expect(app.notifier.titles()).toEqual(['Low stock: Beard oil'])
    await setup.sells(0)
    expect(app.notifier.titles()).toEqual(['Low stock: Beard oil', 'Out of stock: Beard oil'])
  })

  it('what is covered by then is told once its delivery did not come', async () => {
    await setup.sells(9)
    const due = new Date(app.clock.now() + 48 * HOUR_MS).toISOString().slice(0, 10)
    await setup.sells(9, { onOrder: 24, nextDelivery: due })
    await morning()
    expect(app.notifier.shown).toEqual([])
    await app.clock.advance(72 * HOUR_MS)
    await setup.sells(9)
    await morning()
    expect(app.notifier.titles()).toEqual(['Low stock: Beard oil'])
  })
})
