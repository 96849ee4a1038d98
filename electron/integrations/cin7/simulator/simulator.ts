import { type Behaviour, usualBehaviour } from './behaviour'
import type { SimulatorCall } from './call-log'
import { type ExpectedFigures, expectedAt, expectedFigures } from './expected-figures'
import type { Fault } from './faults'
import { Front } from './front'
import { newProduct } from './new-product'
import { type SimulatorClock, type SimulatorOptions, simulatorCredentials, systemClock } from './options'
import { Service, type SimulatorCredentials } from './service'
import type { Shop, ShopProduct, ShopPurchaseOrder } from './shop'
import { ShopEvents } from './shop-events'
import { generateShop } from './shop-generator'
import type { ShopSale } from './shop-sales'
import { type NewProduct, type NewSale, ShopStore, type StockPatch, type StockPlace } from './shop-store'
import { type Delivery, usualWebhookPlan, type WebhookPlan, WebhookSender } from './webhook-sender'
import type { WireWebhook } from './wire'

const ignore = () => undefined

/** A running stand-in for Cin7 Core on this machine. Made by `startSimulator`. */
export class Simulator {
  readonly behaviour: Behaviour
  readonly credentials: SimulatorCredentials
  readonly shop: Shop
  readonly #store: ShopStore
  readonly #service: Service
  readonly #front: Front
  readonly #clock: SimulatorClock
  readonly #sender: WebhookSender | null
  readonly #events: ShopEvents

  constructor(options: SimulatorOptions) {
    const { shop, plan, credentials, port: _port, clock = systemClock, onCall, ...others } = options
    const { webhooks, ...behaviour } = others
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
    this.#sender = webhooks ? this.#makeSender(webhooks) : null
    this.#events = new ShopEvents(this.#store, this.#sender)
    this.#front = new Front({
      service: this.#service,
      behaviour: this.behaviour,
      clock,
      onCall: onCall ?? ignore,
    })
  }

  #makeSender(plan: Partial<WebhookPlan>): WebhookSender {
    const { clock, registry } = { clock: this.#clock, registry: this.#service.webhooks }
    const times = { now: () => clock.now(), sleep: clock.sleep?.bind(clock) ?? systemClock.sleep }
    return new WebhookSender({ registry, clock: times, plan: { ...usualWebhookPlan, ...plan } })
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
    this.#sender?.close()
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

  /** Changes a webhook as a user of the web app would. */
  setHook(id: string, change: Partial<Omit<WireWebhook, 'ID'>>): void {
    this.#service.webhooks.change(id, change)
  }

  removeHook(id: string): void {
    this.#service.webhooks.remove(id)
  }

  /** Every try to deliver so far, oldest first. */
  get deliveries(): readonly Delivery[] {
    return this.#sender?.deliveries ?? []
  }

  /** Resolves when no delivery is to be sent now; those that are due later wait on. */
  async delivered(): Promise<void> {
    await this.#sender?.delivered()
  }

  /** Sends a body, as it is or as JSON, to all active webhooks of a type at once, and waits for the first tries. */
  async deliver(type: string, body: unknown): Promise<void> {
    if (!this.#sender) throw new Error('The simulator was started without `webhooks`')
    this.#sender.raise(type, typeof body === 'string' ? body : JSON.stringify(body), 0)
    await this.#sender.delivered()
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
    const row = this.#store.setStock(place, patch)
    const product = this.#store.product(place.sku)
    this.#events.stock(product, [{ product, stock: row, location: place.location }])
  }

  /** An invoiced sale: on hand goes down, and the sale can be read by its id. */
  sell(sale: NewSale): ShopSale {
    const { made, row } = this.#store.sell(sale)
    this.#events.stock(made.product, [{ product: made.product, stock: row, location: made.location }])
    this.#events.sale(made)
    return made
  }

  /** Takes all stock of a product away, everywhere or at one location. */
  clearStock(sku: string, location?: string): void {
    const product = this.#store.product(sku)
    const gone = this.#store.clearStock(sku, location)
    if (gone.length > 0) this.#events.stock(product, gone)
  }

  /** Adds a product without stock unless `stock` is given. */
  addProduct(product: NewProduct, where: 'start' | 'end' = 'end'): ShopProduct {
    const added = newProduct(product, this.#clock.now())
    this.#store.addProduct(added, where)
    this.#events.product(added, 'Creation')
    return added
  }

  removeProduct(sku: string): void {
    this.#store.removeProduct(sku)
  }

  deprecateProduct(sku: string, isDeprecated = true): void {
    this.changeProduct(sku, { isDeprecated })
  }

  renameProduct(sku: string, change: { sku?: string; name?: string }): void {
    this.changeProduct(sku, change)
  }

  changeProduct(sku: string, change: Partial<Omit<ShopProduct, 'id' | 'stock'>>): void {
    const product = this.#store.product(sku)
    this.#store.changeProduct(sku, change)
    this.#events.product(product, 'Update')
  }

  /** Its stock goes on being listed, under the name it has then. */
  changeLocation(name: string, change: { name?: string; isDeprecated?: boolean }): void {
    this.#store.changeLocation(name, change)
  }

  /** Changes an order and its change stamp. */
  changePurchaseOrder(orderNumber: string, change: Partial<Omit<ShopPurchaseOrder, 'id'>>): void {
    const order = this.#store.purchaseOrder(orderNumber)
    const before = structuredClone(order)
    this.#store.changePurchaseOrder(orderNumber, change)
    this.#events.purchase(before, order)
  }

  /** `location` null sets the product's own level; 0 takes a level away. */
  setReorderLevel(sku: string, location: string | null, reorderPoint: number, reorderQuantity = 0): void {
    this.#store.setReorderLevel(sku, location, reorderPoint, reorderQuantity)
    this.#events.product(this.#store.product(sku), 'Update')
  }

  /** Moves the change stamp and changes nothing. */
  touch(sku: string): void {
    this.changeProduct(sku, {})
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
