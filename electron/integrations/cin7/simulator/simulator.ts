import type { Clock } from '../../../ports'
import { type Behaviour, usualBehaviour } from './behaviour'
import type { SimulatorCall } from './call-log'
import { type ExpectedFigures, expectedAt, expectedFigures } from './expected-figures'
import type { Fault } from './faults'
import { Front } from './front'
import { newProduct } from './new-product'
import { Service, type SimulatorCredentials } from './service'
import type { Shop, ShopProduct, ShopPurchaseOrder } from './shop'
import { generateShop, type ShopPlan } from './shop-generator'
import { type NewProduct, ShopStore, type StockPatch, type StockPlace } from './shop-store'
import type { WireWebhook } from './wire'

export interface SimulatorOptions extends Partial<Behaviour> {
  /** A shop of your own, else one is made up from `plan`. It is changed in place. */
  shop?: Shop
  plan?: Partial<ShopPlan>
  credentials?: SimulatorCredentials
  /** Default 0: any free one. */
  port?: number
  /** For the limit's window, the log and change stamps; pass a test's own to let time stand still. */
  clock?: Pick<Clock, 'now' | 'monotonic'>
  /** Told of each call when it is over. */
  onCall?: (call: SimulatorCall) => void
}

/** What the simulator accepts unless told otherwise. */
export const simulatorCredentials: SimulatorCredentials = {
  accountId: '0f3c8a52-6b1d-4e7a-9c40-5d2e8b7f1a63',
  applicationKey: 'a94d7e10-3c5f-4b82-8e6d-71f0c2b9d458',
}

const ignore = () => undefined
const systemClock = { now: () => Date.now(), monotonic: () => performance.now() }

/** A running stand-in for Cin7 Core on this machine. Made by `startSimulator`. */
export class Simulator {
  readonly behaviour: Behaviour
  readonly credentials: SimulatorCredentials
  readonly shop: Shop
  readonly #store: ShopStore
  readonly #service: Service
  readonly #front: Front
  readonly #clock: Pick<Clock, 'now' | 'monotonic'>

  constructor(options: SimulatorOptions) {
    const { shop, plan, credentials, port: _port, clock = systemClock, onCall, ...behaviour } = options
    this.behaviour = { ...usualBehaviour, ...behaviour }
    this.credentials = credentials ?? simulatorCredentials
    this.shop = shop ?? generateShop(plan)
    this.#clock = clock
    this.#store = new ShopStore(this.shop, () => clock.now())
    this.#service = new Service({
      store: this.#store,
      credentials: this.credentials,
      behaviour: this.behaviour,
      monotonic: () => clock.monotonic(),
    })
    this.#front = new Front({
      service: this.#service,
      behaviour: this.behaviour,
      clock,
      onCall: onCall ?? ignore,
    })
  }

  /** @throws when the port is taken. */
  listen(port: number): Promise<void> {
    return this.#front.listen(port)
  }

  /** The API's base address, with a slash at the end. */
  get url(): string {
    return this.#front.url
  }

  /** Drops every connection and waits until the port is free. */
  close(): Promise<void> {
    return this.#front.close()
  }

  /** Calls so far, oldest first. */
  get calls(): readonly SimulatorCall[] {
    return this.#front.log.calls
  }

  clearCalls(): void {
    this.#front.log.calls.length = 0
  }

  /** Webhooks as registered, true secrets included. */
  get webhooks(): readonly WireWebhook[] {
    return this.#service.webhooks.hooks
  }

  /** Returns a function that takes the fault back. */
  addFault(fault: Fault): () => void {
    return this.#front.faults.add(fault)
  }

  /** The next `times` calls for `path` (any, when left out) fail with this status. */
  failNext(status: number, { path, times = 1 }: { path?: string; times?: number } = {}): () => void {
    return this.addFault({ status, times, ...(path === undefined ? {} : { path }) })
  }

  clearFaults(): void {
    this.#front.faults.clear()
  }

  /** Faults that have calls left to hit. */
  get waitingFaults(): number {
    return this.#front.faults.waiting
  }

  /** Runs `action` once, just before the next such call is answered: to change the shop between two pages. */
  beforeAnswer(call: { path: string; page?: number }, action: () => void): void {
    this.#front.beforeAnswer(call, action)
  }

  product(sku: string): ShopProduct {
    return this.#store.product(sku)
  }

  /** Sums over bins and batches, for every active product at every location, zero where there is none. */
  expectedFigures(): ExpectedFigures[] {
    return expectedFigures(this.shop)
  }

  expectedAt(sku: string, location: string): ExpectedFigures {
    return expectedAt(this.#store.product(sku), this.#store.location(location))
  }

  /** Changes one row of stock; see `ShopStore.setStock` for how available follows. */
  setStock(place: StockPlace, patch: StockPatch): void {
    this.#store.setStock(place, patch)
  }

  /** Takes all stock of a product away, everywhere or at one location. */
  clearStock(sku: string, location?: string): void {
    this.#store.clearStock(sku, location)
  }

  /** Adds a product without stock unless `stock` is given. */
  addProduct(product: NewProduct, where: 'start' | 'end' = 'end'): ShopProduct {
    const added = newProduct(product, this.#clock.now())
    this.#store.addProduct(added, where)
    return added
  }

  removeProduct(sku: string): void {
    this.#store.removeProduct(sku)
  }

  deprecateProduct(sku: string, isDeprecated = true): void {
    this.#store.changeProduct(sku, { isDeprecated })
  }

  renameProduct(sku: string, change: { sku?: string; name?: string }): void {
    this.#store.changeProduct(sku, change)
  }

  changeProduct(sku: string, change: Partial<Omit<ShopProduct, 'id' | 'stock'>>): void {
    this.#store.changeProduct(sku, change)
  }

  /** Its stock goes on being listed, under the name it has then. */
  changeLocation(name: string, change: { name?: string; isDeprecated?: boolean }): void {
    this.#store.changeLocation(name, change)
  }

  /** Changes an order and its change stamp. */
  changePurchaseOrder(orderNumber: string, change: Partial<Omit<ShopPurchaseOrder, 'id'>>): void {
    this.#store.changePurchaseOrder(orderNumber, change)
  }

  /** `location` null sets the product's own level; 0 takes a level away. */
  setReorderLevel(sku: string, location: string | null, reorderPoint: number, reorderQuantity = 0): void {
    this.#store.setReorderLevel(sku, location, reorderPoint, reorderQuantity)
  }

  /** Moves the change stamp and changes nothing. */
  touch(sku: string): void {
    this.#store.changeProduct(sku, {})
  }

  /** To be called after `shop` was changed by hand. */
  shopChanged(): void {
    this.#store.revision++
  }
}

/** Starts a stand-in for Cin7 Core on 127.0.0.1. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = new Simulator(options)
  await simulator.listen(options.port ?? 0)
  return simulator
}
