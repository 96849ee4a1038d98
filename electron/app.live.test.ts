import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LiveStage } from '../shared/domain/live'
import { FakeClock } from './testing/fake-clock'
import { smallShop } from './testing/small-shop'
import { createTestApp, type TestApp } from './testing/test-app'

describe('live updates', () => {
  let app: TestApp
  let connectionId: string

  beforeEach(async () => {
    app = await createTestApp({
      clock: new FakeClock({ passUpToMs: 5_000 }),
      simulator: { shop: smallShop({ products: 5, locations: 2 }), webhooks: { delayMs: 0 } },
    })
    connectionId = (await app.connect()).connectionId
    await app.call('settings.set', { syncAutomatically: false })
  })

  afterEach(() => app.close())

  const status = () => app.call('live.status', { connectionId })

  /** Waits for news until it says so. */
  async function reaches(stage: LiveStage): Promise<void> {
    while ((await status()).stage !== stage) await app.next('live.changed')
  }

  async function turnOn(): Promise<void> {
    const caughtUp = app.next('sync.finished')
    await app.call('settings.set', { liveUpdates: true })
    await reaches('registered')
    await caughtUp
  }

  const row = async (sku: string) => (await app.stock(connectionId, { search: sku })).rows[0]!

  it('show a sale as soon as it is delivered, and have it confirmed', async () => {
    await turnOn()
    const { sku, stock } = app.cin7.shop.products[0]!
    const location = app.cin7.shop.locations.find(({ id }) => id === stock[0]!.locationId)!.name
    const before = await row(sku)
    app.cin7.clearCalls()
    const shown = app.next('stock.changed')
    app.cin7.sell({ sku, location, units: 1 })
    await shown
    expect((await row(sku)).available).toBe(before.available - 1)
    const { runs } = await app.call('sync.runs', {
      connectionId,
      status: null,
      trigger: 'webhook',
      kind: 'products',
      offset: 0,
      limit: 10,
    })
    expect(runs).toHaveLength(1)
  })
})
