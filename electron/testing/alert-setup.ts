import type { Alert, AlertState } from '../../shared/domain/alert'
import { FakeClock } from './fake-clock'
import { smallShop } from './small-shop'
import { createTestApp, type TestApp } from './test-app'

/** The app on a shop of one product, Beard oil, at one location, Shop, with 50 there and a reorder point of 12. */
export class AlertSetup {
  readonly app: TestApp
  readonly connectionId: string
  readonly sku: string

  constructor(app: TestApp, connectionId: string, sku: string) {
    this.app = app
    this.connectionId = connectionId
    this.sku = sku
  }

  /** So much is available, and a sync saw it. */
  async sells(available: number, order: { onOrder?: number; nextDelivery?: string } = {}): Promise<void> {
    const { app, connectionId, sku } = this
    app.cin7.setStock({ sku, location: 'Shop' }, { onHand: available, allocated: 0, ...order })
    await app.sync(connectionId)
    await app.app.afterSync()
  }

  async alerts(state: AlertState = 'open'): Promise<Alert[]> {
    const { app, connectionId } = this
    const asked = { connectionId, state, locationId: null, groupBy: 'none', offset: 0, limit: 500 } as const
    return (await app.call('alerts.list', asked)).alerts
  }

  async productId(): Promise<number> {
    return (await this.app.stock(this.connectionId)).rows[0]!.productId
  }
}

interface AlertSetupOptions {
  locations?: string[]
  now?: number
}

export async function createAlertSetup({
  locations = ['Shop'],
  now,
}: AlertSetupOptions = {}): Promise<AlertSetup> {
  const shop = smallShop({ products: 1, locations: locations.length })
  const [product] = shop.products
  const { sku } = product!
  product!.name = 'Beard oil'
  product!.reorderPoint = 12
  product!.reorderQuantity = 24
  product!.reorderLevels = []
  product!.stock = []
  for (const [index, name] of locations.entries()) shop.locations[index]!.name = name
  const clock = new FakeClock({ passUpToMs: 5 * 60_000, ...(now === undefined ? {} : { now }) })
  const app = await createTestApp({ simulator: { shop }, clock })
  await app.call('settings.set', { syncAutomatically: false })
  app.cin7.setStock({ sku, location: 'Shop' }, { onHand: 50 })
  const { connectionId } = await app.connect()
  await app.app.afterSync()
  return new AlertSetup(app, connectionId, sku)
}
