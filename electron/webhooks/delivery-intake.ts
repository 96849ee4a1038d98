import type { Database } from '../db/database'
import type { Clock } from '../ports'
import { DeliveredStock } from '../stock/delivered-stock'
import type { DeliveryInbox, PendingDelivery } from './delivery-inbox'
import type { FeedStore } from './feed-store'
import type { ProductRuns } from './product-runs'
import type { DeliveryContents, SaleRef } from './provider-hooks'

export interface IntakeDeps {
  db: Database
  clock: Pick<Clock, 'now' | 'monotonic'>
  inbox: DeliveryInbox
  feeds: FeedStore
  runs: ProductRuns
  /** Whether purchase orders are synced. */
  areOrdersWanted(): boolean
  /** When this run of the program received it, on the monotonic clock; null: an earlier one did. */
  arrivedAt(deliveryId: number): number | null
  /** The view is to show these. */
  onChanged(connectionId: string, productIds: readonly number[]): void
  /** Products were marked or something is wanted. `isProvisional`: and figures of deliveries are shown. */
  onMarked(connectionId: string, marked: { isProvisional: boolean }): void
}

/** A delivery that tells by itself what it means. */
export interface PlainDelivery {
  delivery: PendingDelivery
  contents: Exclude<DeliveryContents, { kind: 'sale' }>
}

/** One that tells only which sale it is about. */
export interface SaleDelivery {
  delivery: PendingDelivery
  sale: SaleRef
}

/** Puts what deliveries mean into the store, together with the note that they were used. */
export class DeliveryIntake {
  readonly #deps: IntakeDeps

  constructor(deps: IntakeDeps) {
    this.#deps = deps
  }

  /** All of them in one transaction. */
  take(connectionId: string, deliveries: readonly PlainDelivery[]): void {
    const { db, clock, runs, onChanged, onMarked } = this.#deps
    const productIds = db.write(() => {
      const stock = new DeliveredStock({ db, clock, connectionId })
      const withFigures = new Set(deliveries.filter((one) => this.#takeOne(connectionId, stock, one)))
      this.#wantMissing(connectionId, stock)
      const applied = stock.hasFigures ? stock.apply(runs.open(connectionId)) : null
      if (applied) runs.changed(connectionId, applied.changes)
      for (const one of deliveries) this.#end(one, withFigures.has(one))
      return applied?.productIds ?? []
    })
    if (productIds.length > 0) onChanged(connectionId, productIds)
    onMarked(connectionId, { isProvisional: productIds.length > 0 })
  }

  /** So many sales that the list is quicker than to look each up. */
  takeSales(connectionId: string, sales: readonly SaleDelivery[]): void {
    const { db, clock, inbox, feeds, onMarked } = this.#deps
    const ids = sales.map(({ delivery }) => delivery.id)
    if (ids.length === 0) return
    db.write(() => {
      feeds.want(connectionId, 'sweep', clock.now())
      inbox.finish(ids, { delayMs: null })
    })
    onMarked(connectionId, { isProvisional: false })
  }

  /** `products`: external ids; none of a sale that the provider does not know. The deliveries about stock tell the rest. */
  takeSold(connectionId: string, { delivery }: SaleDelivery, products: readonly string[]): void {
    const { db, clock, inbox, onMarked } = this.#deps
    db.write(() => {
      const stock = new DeliveredStock({ db, clock, connectionId })
      stock.markDirty(products)
      this.#wantMissing(connectionId, stock)
      inbox.finish([delivery.id], { delayMs: null })
    })
    if (products.length > 0) onMarked(connectionId, { isProvisional: false })
  }

  /** Returns whether its figures are used. */
  #takeOne(connectionId: string, stock: DeliveredStock, { delivery, contents }: PlainDelivery): boolean {
    const { clock, feeds, areOrdersWanted } = this.#deps
    if (contents.kind === 'stock') return stock.take(contents.rows, delivery)
    // What one that cannot be used was about nobody knows, but something happened.
    if (contents.kind === 'products' || contents.kind === 'unusable')
      feeds.want(connectionId, 'products', clock.now())
    if (contents.kind === 'orders' && areOrdersWanted()) feeds.want(connectionId, 'orders', clock.now())
    return false
  }

  #wantMissing(connectionId: string, stock: DeliveredStock): void {
    const { clock, feeds } = this.#deps
    if (stock.isProductMissing) feeds.want(connectionId, 'products', clock.now())
  }

  #end({ delivery: { id }, contents }: PlainDelivery, hasFigures: boolean): void {
    const { inbox, clock, arrivedAt } = this.#deps
    if (contents.kind === 'unusable') {
      // It can never be used as it is.
      inbox.fail(id, contents.why, 1)
      return
    }
    const arrived = hasFigures ? arrivedAt(id) : null
    inbox.finish([id], { delayMs: arrived === null ? null : Math.round(clock.monotonic() - arrived) })
  }
}
