import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ReorderTarget } from '../shared/domain/reorder'
import { type AlertSetup, createAlertSetup } from './testing/alert-setup'
import { readStore } from './testing/expect-shop'
import type { TestApp } from './testing/test-app'

const DAY_MS = 24 * 60 * 60_000

let setup: AlertSetup
let app: TestApp
let connectionId: string
let sku: string

beforeEach(() => start())

afterEach(() => app.close())

async function start(options?: Parameters<typeof createAlertSetup>[0]): Promise<void> {
  setup = await createAlertSetup(options)
  ;({ app, connectionId, sku } = setup)
}

const sells: AlertSetup['sells'] = (...figures) => setup.sells(...figures)
const alerts: AlertSetup['alerts'] = (...state) => setup.alerts(...state)

const notices = () =>
  readStore(app, (db) => db.prepare('SELECT band FROM alert_notices ORDER BY id').pluck().all())

async function log() {
  const { productId } = (await app.stock(connectionId)).rows[0]!
  const { log } = await app.call('alerts.ofProduct', { connectionId, productId })
  return log.map(({ kind, cause }) => `${kind} by ${cause}`).reverse()
}

describe('a low-stock alert', () => {
  it('opens when a figure crosses the reorder point, with what it was before and what to order', async () => {
    expect(await alerts()).toEqual([])
    await sells(12)
    expect(await alerts()).toMatchObject([
      {
        sku,
        name: 'Beard oil',
        location: 'Shop',
        band: 'low',
        available: 12,
        reorderPoint: 12,
        before: 50,
        suggestedQuantity: 24,
        coveredUntil: null,
      },
    ])
    expect(notices()).toEqual(['low'])
  })

  it('is one alert as long as it lasts, and is told once for each band it gets into', async () => {
    for (const available of [12, 11, 4, 11, 3, 0, 4, 0]) await sells(available)
    expect(await alerts()).toHaveLength(1)
    expect(notices()).toEqual(['low', 'critical', 'out'])
  })

  it('is resolved once the reorder point is cleared by more than the margin, and opens anew after that', async () => {
    await sells(12)
    await sells(13)
    await sells(12)
    expect(notices()).toEqual(['low'])
    expect(await log()).toEqual(['opened by figures'])
    await sells(14)
    expect(await alerts()).toEqual([])
    expect(await alerts('resolved')).toMatchObject([{ available: 14 }])
    await sells(9)
    expect(await alerts()).toMatchObject([{ before: 14 }])
    expect(notices()).toEqual(['low', 'low'])
  })

  it('is quiet once acknowledged, and opens again when it gets a band worse', async () => {
    await sells(12)
    const [alert] = await alerts()
    const ids = { connectionId, alertIds: [alert!.id] }
    expect(await app.call('alerts.acknowledge', { ...ids, note: 'ordered' })).toEqual({ changed: 1 })
    expect(await app.call('alerts.acknowledge', { ...ids, note: 'twice' })).toEqual({ changed: 0 })
    expect(await alerts('acknowledged')).toMatchObject([{ handledBy: 'Sam', note: 'ordered' }])
    await sells(10)
    expect(await alerts()).toEqual([])
    await sells(2)
    expect(await alerts()).toMatchObject([{ band: 'critical', handledBy: '', note: '' }])
    expect(notices()).toEqual(['low', 'critical'])
    expect(await log()).toEqual(['opened by figures', 'acknowledged by user', 'worse by figures'])
  })

  it('comes back when its snooze ends, without being told again', async () => {
    await sells(12)
    const [alert] = await alerts()
    const until = app.clock.now() + 2 * 60 * 60_000
    await app.call('alerts.snooze', { connectionId, alertIds: [alert!.id], until })
    expect(await app.call('alerts.counts', { connectionId })).toMatchObject({ open: 0, snoozed: 1 })
    const changed = app.next('alerts.changed')
    await app.clock.advance(2 * 60 * 60_000 + 1)
    await changed
    expect(await alerts()).toMatchObject([{ state: 'open', snoozedUntil: null }])
    expect(notices()).toEqual(['low'])
    expect((await log()).at(-1)).toBe('reopened by time')
  })

  it('is quiet while a delivery covers it, until the day of that has passed', async () => {
    const due = new Date(app.clock.now() + DAY_MS).toISOString().slice(0, 10)
    await sells(8, { onOrder: 4, nextDelivery: due })
    expect(await alerts()).toMatchObject([
      { band: 'low', coveredUntil: Date.parse(due), suggestedQuantity: 0 },
    ])
    expect((await app.stock(connectionId)).rows).toMatchObject([{ state: 'incoming' }])
    expect(notices()).toEqual([])
    await app.clock.advance(2 * DAY_MS)
    await sells(8)
    expect(await alerts()).toMatchObject([{ coveredUntil: null }])
    expect((await app.stock(connectionId)).rows).toMatchObject([{ state: 'low' }])
    expect(notices()).toEqual(['low'])
  })

  it('survives a restart without opening or telling anything twice', async () => {
    await sells(12)
    await app.restart()
    await app.clock.advance(10_000)
    await app.sync(connectionId)
    await app.app.afterSync()
    expect(await alerts()).toHaveLength(1)
    expect(notices()).toEqual(['low'])
  })

  it('is neither opened nor resolved by a stock list that was read with gaps', async () => {
    const addStrangeRow = (json: unknown) => {
      const { ProductAvailabilityList: rows } = json as { ProductAvailabilityList: unknown[] }
      return { ...(json as object), ProductAvailabilityList: [...rows, { ID: 7 }] }
    }
    app.cin7.addFault({
      path: 'ref/productavailability',
      change: addStrangeRow,
      times: Number.POSITIVE_INFINITY,
    })
    await sells(3)
    expect((await app.stock(connectionId)).rows).toMatchObject([{ available: 3 }])
    expect(await alerts()).toEqual([])
    app.cin7.clearFaults()
    await sells(3)
    expect(await alerts()).toMatchObject([{ available: 3 }])
  })

  it('follows a reorder point set here, and the way back', async () => {
    await sells(20)
    const { productId } = (await app.stock(connectionId)).rows[0]!
    const target: ReorderTarget = { kind: 'products', productIds: [productId], locationId: null }
    const levels = { reorderPoint: 30, reorderQuantity: 5 }
    expect(await app.call('reorder.preview', { connectionId, target, levels })).toMatchObject({
      products: 1,
      becomeLow: 1,
      recover: 0,
      examples: [{ sku, location: 'Shop', available: 20, before: 12, after: 30 }],
    })
    expect(await alerts()).toEqual([])
    await app.call('reorder.set', { connectionId, target, levels })
    expect(await alerts()).toMatchObject([
      { reorderPoint: 30, suggestedQuantity: 10, cause: 'reorderPoint', before: null },
    ])
    const product = await app.call('stock.product', { connectionId, productId })
    expect(product.locations).toMatchObject([
      { reorderPoint: 30, reorderQuantity: 5, reorderOrigin: 'hereProduct', state: 'low' },
    ])
    await app.call('reorder.set', { connectionId, target, levels: null })
    expect(await alerts()).toEqual([])
    expect(await log()).toEqual(['opened by reorderPoint', 'resolved by reorderPoint'])
    await sells(9)
    expect(await alerts()).toMatchObject([{ cause: 'figures', before: 20 }])
  })

  it('counts a product that is low already and would be at one location more', async () => {
    await app.close()
    await start({ locations: ['Shop', 'Depot'] })
    app.cin7.setStock({ sku, location: 'Depot' }, { onHand: 20 })
    await sells(3)
    const { productId } = (await app.stock(connectionId)).rows[0]!
    const target: ReorderTarget = { kind: 'products', productIds: [productId], locationId: null }
    const levels = { reorderPoint: 30, reorderQuantity: 0 }
    expect(await app.call('reorder.preview', { connectionId, target, levels })).toMatchObject({
      becomeLow: 1,
      recover: 0,
      examples: [{ location: 'Depot', available: 20 }],
    })
  })

  it('goes on missing what a location with a reorder point of its own lacks, whatever is set for all', async () => {
    await app.close()
    await start({ locations: ['Shop', 'Depot'] })
    app.cin7.clearStock(sku, 'Depot')
    app.cin7.setReorderLevel(sku, 'Depot', 5)
    await sells(20)
    const missed = { location: 'Depot', band: 'out' }
    expect(await alerts()).toMatchObject([{ ...missed, reorderPoint: 5 }])
    const { productId } = (await app.stock(connectionId)).rows[0]!
    const target: ReorderTarget = { kind: 'products', productIds: [productId], locationId: null }
    const levels = { reorderPoint: 8, reorderQuantity: 0 }
    const preview = await app.call('reorder.preview', { connectionId, target, levels })
    expect(preview).toMatchObject({ becomeLow: 0, recover: 0 })
    await app.call('reorder.set', { connectionId, target, levels })
    expect(await alerts()).toMatchObject([{ ...missed, reorderPoint: 8 }])
    const { locations } = await app.call('stock.product', { connectionId, productId })
    expect(locations.find(({ location }) => location === 'Depot')).toMatchObject({ state: 'out' })
  })

  it('follows a reorder point for a whole category, which the rules name', async () => {
    await sells(20)
    const { category } = (await app.stock(connectionId)).rows[0]!
    const target: ReorderTarget = { kind: 'category', category }
    await app.call('reorder.set', { connectionId, target, levels: { reorderPoint: 25, reorderQuantity: 0 } })
    expect(await alerts()).toMatchObject([{ reorderPoint: 25, suggestedQuantity: 24 }])
    expect(await app.call('reorder.rules', { connectionId })).toMatchObject([
      { name: category, products: 1, reorderPoint: 25, target },
    ])
    await app.call('reorder.set', { connectionId, target, levels: { reorderPoint: 0, reorderQuantity: 0 } })
    expect(await alerts()).toEqual([])
    expect((await app.stock(connectionId)).rows).toMatchObject([{ reorderPoint: null, state: 'ok' }])
  })
})
