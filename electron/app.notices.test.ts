import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ReorderTarget } from '../shared/domain/reorder'
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

describe('a reorder point set here', () => {
  const setPoint = async (reorderPoint: number | null, { atShop = false } = {}) => {
    const product = await app.call('stock.product', {
      connectionId: setup.connectionId,
      productId: await setup.productId(),
    })
    const target: ReorderTarget = {
      kind: 'products',
      productIds: [product.productId],
      locationId: atShop ? product.locations[0]!.locationId : null,
    }
    const levels = reorderPoint === null ? null : { reorderPoint, reorderQuantity: 0 }
    await app.call('reorder.set', { connectionId: setup.connectionId, target, levels })
  }
  const later = async () => {
    await app.restart()
    await app.clock.advance(24 * HOUR_MS)
    await setup.sells((await setup.alerts())[0]!.available)
    await app.clock.advance(24 * HOUR_MS)
  }

  it('opens an alert that is in the list and counted, and is told by no notice, now or later', async () => {
    await app.call('settings.set', { noticeMode: 'both' })
    const changed = app.next('alerts.changed')
    await setPoint(60)
    await changed
    expect(await setup.alerts()).toMatchObject([{ band: 'low', reorderPoint: 60 }])
    expect(app.app.standing()).toMatchObject({ openAlerts: 1 })
    await later()
    expect(app.notifier.shown).toEqual([])
  })

  it('is told of when the stock gets a band worse after that, and when it falls again', async () => {
    await setPoint(60, { atShop: true })
    await setup.sells(45)
    expect(app.notifier.shown).toEqual([])
    await setup.sells(10)
    expect(bodies()).toEqual([expect.stringContaining('10 available at Shop · reorder point 60')])
    await setup.sells(70)
    await setup.sells(50)
    expect(bodies().slice(1)).toEqual([expect.stringContaining('50 available at Shop')])
  })

  it('worsens an alert without a notice, and opens one without when it is taken back', async () => {
    await setup.sells(12)
    await setPoint(1000)
    expect(await setup.alerts()).toMatchObject([{ band: 'critical' }])
    await setPoint(0)
    expect(await setup.alerts()).toEqual([])
    await setPoint(null)
    expect(await setup.alerts()).toMatchObject([{ band: 'low', reorderPoint: 12 }])
    await later()
    expect(app.notifier.titles()).toEqual(['Low stock: Beard oil'])
  })

  it('takes nothing from what the stock had done before, though it waits to be told', async () => {
    await app.call('settings.set', { quietHours: true, quietFrom: 20 * 60, quietTo: 7 * 60 })
    await setup.sells(9)
    await setPoint(20)
    await app.clock.advance(11 * HOUR_MS)
    expect(bodies()).toEqual(['9 available at Shop · reorder point 20 · none on order'])
  })
})
