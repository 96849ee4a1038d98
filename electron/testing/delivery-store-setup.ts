import { webhookDeliveries } from '../../drizzle/schema'
import { DeliveryStore } from '../webhooks/delivery-store'
import type { Received } from '../webhooks/receiver'
import { storeConnection } from './factories'
import { FakeClock } from './fake-clock'
import { openTestDatabase } from './test-database'

export const TYPE = 'Sale/Created'

/** A store of deliveries with two connections. */
export class DeliveryStoreSetup {
  readonly clock = new FakeClock()
  readonly db = openTestDatabase({ clock: this.clock })
  readonly store = new DeliveryStore({ db: this.db, clock: this.clock })
  readonly shop = storeConnection(this.db)
  readonly other = storeConnection(this.db)

  rows() {
    return this.db.orm.select().from(webhookDeliveries).all()
  }

  pending() {
    return this.store.pending(this.shop, 10_000)
  }

  receive(body: string, values: Partial<Received> = {}): void {
    this.store.insert([
      { connectionId: this.shop, type: TYPE, body: Buffer.from(body), unusable: null, ...values },
    ])
  }

  /** Ids of these, just received. */
  receiveAll(...bodies: string[]): number[] {
    for (const body of bodies) this.receive(body)
    return this.pending()
      .slice(-bodies.length)
      .map(({ id }) => id)
  }
}
