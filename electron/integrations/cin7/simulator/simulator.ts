import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../../ports'
import { type Answer, htmlAnswer, textAnswer } from './answer'
import { type Behaviour, usualBehaviour } from './behaviour'
import { CallLog, type SimulatorCall } from './call-log'
import { type ExpectedFigures, expectedAt, expectedFigures } from './expected-figures'
import { type CallToMatch, type Fault, Faults, normalPath } from './faults'
import { newProduct } from './new-product'
import { Query } from './query'
import { send, withFault } from './send'
import { apiPath, BASE_PATH, Service, type SimulatorCredentials } from './service'
import type { Shop, ShopProduct } from './shop'
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
}

/** What the simulator accepts unless told otherwise. */
export const simulatorCredentials: SimulatorCredentials = {
  accountId: '0f3c8a52-6b1d-4e7a-9c40-5d2e8b7f1a63',
  applicationKey: 'a94d7e10-3c5f-4b82-8e6d-71f0c2b9d458',
}

const LARGEST_BODY_BYTES = 1024 * 1024
const systemClock = { now: () => Date.now(), monotonic: () => performance.now() }

interface Moment {
  call: Partial<CallToMatch>
  action: () => void
}

/** A running stand-in for Cin7 Core on this machine. Made by `startSimulator`. */
export class Simulator {
  readonly behaviour: Behaviour
  readonly credentials: SimulatorCredentials
  readonly shop: Shop
  readonly #store: ShopStore
  readonly #service: Service
  readonly #faults = new Faults()
  readonly #log = new CallLog()
  readonly #closing = new AbortController()
  readonly #clock: Pick<Clock, 'now' | 'monotonic'>
  readonly #server: Server
  #moments: Moment[] = []

  constructor(options: SimulatorOptions) {
    const { shop, plan, credentials, port: _port, clock, ...behaviour } = options
    this.behaviour = { ...usualBehaviour, ...behaviour }
    this.credentials = credentials ?? simulatorCredentials
    this.shop = shop ?? generateShop(plan)
    this.#clock = clock ?? systemClock
    this.#store = new ShopStore(this.shop, () => this.#clock.now())
    this.#service = new Service({
      store: this.#store,
      credentials: this.credentials,
      behaviour: this.behaviour,
      monotonic: () => this.#clock.monotonic(),
    })
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => this.#fail(response, error))
    })
  }

  /** @throws when the port is taken. */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', resolve)
    })
  }

  /** The API's base address, with a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${BASE_PATH}`
  }

  /** Drops every connection and waits until the port is free. */
  async close(): Promise<void> {
    this.#closing.abort()
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }

  /** Calls so far, oldest first. */
  get calls(): readonly SimulatorCall[] {
    return this.#log.calls
  }

  clearCalls(): void {
    this.#log.calls.length = 0
  }

  /** Webhooks as registered, true secrets included. */
  get webhooks(): readonly WireWebhook[] {
    return this.#service.webhooks.hooks
  }

  /** Returns a function that takes the fault back. */
  addFault(fault: Fault): () => void {
    return this.#faults.add(fault)
  }

  /** The next `times` calls for `path` (any, when left out) fail with this status. */
  failNext(status: number, { path, times = 1 }: { path?: string; times?: number } = {}): () => void {
    return this.addFault({ status, times, ...(path === undefined ? {} : { path }) })
  }

  clearFaults(): void {
    this.#faults.clear()
  }

  /** Faults that have calls left to hit. */
  get waitingFaults(): number {
    return this.#faults.waiting
  }

  /** Runs `action` once, just before the next such call is answered: to change the shop between two pages. */
  beforeAnswer(call: { path: string; page?: number }, action: () => void): void {
    this.#moments.push({ call: { ...call, path: normalPath(call.path) }, action })
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

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const path = apiPath(url.pathname)
    const method = request.method ?? 'GET'
    if (url.pathname === '/PageNotFound')
      return void (await this.#send(response, htmlAnswer('Page not found'), null))
    const call = {
      method,
      path: path ?? url.pathname,
      page: Number(new Query(url.searchParams).text('page') || 1),
    }
    const end = this.#log.begin({
      ...call,
      query: Object.fromEntries(url.searchParams),
      at: this.#clock.monotonic(),
    })
    let status: number | null = null
    try {
      const body = await readBody(request)
      const fault = this.#faults.take(call)
      await this.#pause(this.behaviour.latencyMs + (fault?.delayMs ?? 0))
      this.#runMoments(call)
      const query = new Query(url.searchParams)
      const credentials = readCredentials(request)
      const answer = withFault(
        this.#service.answer({ method, path: path ?? '', query, credentials, body }),
        fault,
      )
      if (await this.#send(response, answer, fault)) status = answer.status
    } finally {
      end(status)
    }
  }

  async #send(response: ServerResponse, answer: Answer, fault: Fault | null): Promise<boolean> {
    response.setHeader('Date', new Date(this.#clock.now()).toUTCString())
    return send(response, answer, fault, this.#closing.signal)
  }

  async #pause(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: this.#closing.signal })
  }

  #runMoments(call: CallToMatch): void {
    const due = this.#moments.filter(
      ({ call: wanted }) =>
        wanted.path === call.path && (wanted.page === undefined || wanted.page === call.page),
    )
    this.#moments = this.#moments.filter((moment) => !due.includes(moment))
    for (const { action } of due) action()
  }

  #fail(response: ServerResponse, error: unknown): void {
    if (this.#closing.signal.aborted || response.headersSent) response.destroy()
    else
      send(response, textAnswer(String(error), 500), null, this.#closing.signal).catch(() =>
        response.destroy(),
      )
  }
}

/** Starts a stand-in for Cin7 Core on 127.0.0.1. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = new Simulator(options)
  await simulator.listen(options.port ?? 0)
  return simulator
}

function readCredentials(request: IncomingMessage): SimulatorCredentials {
  const header = (name: string) => String(request.headers[name] ?? '').trim()
  return { accountId: header('api-auth-accountid'), applicationKey: header('api-auth-applicationkey') }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).byteLength
    if (size > LARGEST_BODY_BYTES) throw new Error('The request body is too large')
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts).toString('utf8')
}
