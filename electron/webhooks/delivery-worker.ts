import { AppError, isAppError } from '../../shared/errors'
import { untilAborted } from '../lib/until-aborted'
import { yieldToLoop } from '../lib/yield'
import type { Clock, Log } from '../ports'
import { patienceMs } from './back-off'
import { readDeliveryBody } from './delivery-body'
import type { DeliveryInbox, PendingDelivery } from './delivery-inbox'
import { DeliveryIntake, type IntakeDeps, type PlainDelivery, type SaleDelivery } from './delivery-intake'
import type { DeliveryContents, Reading, SaleRef } from './provider-hooks'

/** What one transaction takes, so that it is short whatever deliveries hold. */
const DELIVERIES_PER_STEP = 50
const BYTES_PER_STEP = 128 * 1024
/** More sales than these are not looked up one by one. */
const MOST_SALES = 5

interface Deps extends IntakeDeps {
  clock: Clock
  log: Log
  inbox: DeliveryInbox
  /** See `ProviderHooks.readDelivery`. */
  readDelivery(connectionId: string, type: string, body: unknown): DeliveryContents
  /** See `ProviderHooks.productsOfSale`. */
  productsOfSale(connectionId: string, sale: SaleRef, reading: Reading): Promise<string[] | null>
  /** What can be used now is used, or put aside. */
  onWorked(connectionId: string): void
}

interface Queue {
  connectionId: string
  /** The work under way; null: none is. */
  working: Promise<void> | null
  isAskedAgain: boolean
  /** When a delivery that failed is tried again, by id, on the monotonic clock. */
  later: Map<number, number>
  /** When everything is, because the store could not be written. */
  againAt: number | null
  alarm: AbortController
  stopping: AbortController
}

/** Uses the deliveries that are stored: shows their figures at once, and marks what the provider has to confirm. */
export class DeliveryWorker {
  readonly #deps: Deps
  readonly #intake: DeliveryIntake
  readonly #queues = new Map<string, Queue>()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#intake = new DeliveryIntake(deps)
  }

  /** After deliveries were stored, and at the start. Resolves when all that can be used now is used. Never rejects. */
  work(connectionId: string): Promise<void> {
    const queue = this.#queue(connectionId)
    queue.isAskedAgain = true
    queue.working ??= this.#drain(queue)
    return queue.working
  }

  /** What is pending stays so. */
  async drop(connectionId: string): Promise<void> {
    const queue = this.#queues.get(connectionId)
    this.#queues.delete(connectionId)
    queue?.alarm.abort()
    queue?.stopping.abort(new AppError('cancelled', 'Live updates are being stopped.'))
    await queue?.working
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#queues.keys()].map((connectionId) => this.drop(connectionId)))
  }

  #queue(connectionId: string): Queue {
    const queue = this.#queues.get(connectionId) ?? {
      connectionId,
      working: null,
      isAskedAgain: false,
      later: new Map<number, number>(),
      againAt: null,
      alarm: new AbortController(),
      stopping: new AbortController(),
    }
    this.#queues.set(connectionId, queue)
    return queue
  }

  async #drain(queue: Queue): Promise<void> {
    const { clock, log, onWorked } = this.#deps
    try {
      while (queue.isAskedAgain) {
        queue.isAskedAgain = false
        for (const sale of await this.#takeAll(queue)) await this.#lookUp(queue, sale)
      }
      onWorked(queue.connectionId)
    } catch (error) {
      if (queue.stopping.signal.aborted) return
      // The store cannot be written, most likely. Nothing is lost.
      log.warn('deliveries could not be used', { connectionId: queue.connectionId, error })
      queue.againAt = clock.monotonic() + patienceMs(1)
    } finally {
      queue.working = null
      this.#arm(queue)
    }
  }

  /** Takes everything but sales that have to be looked up, and returns these. */
  async #takeAll(queue: Queue): Promise<SaleDelivery[]> {
    const sales: SaleDelivery[] = []
    let areSalesMany = false
    for (;;) {
      await yieldToLoop(queue.stopping.signal)
      const batch = this.#next(queue, new Set(sales.map(({ delivery }) => delivery.id)))
      if (batch.length === 0) return sales
      const plain = batch.flatMap((delivery) => {
        const contents = this.#read(queue, delivery)
        if (contents?.kind === 'sale') sales.push({ delivery, sale: contents.sale })
        return contents && contents.kind !== 'sale' ? [{ delivery, contents }] : []
      })
      this.#take(queue, plain)
      areSalesMany ||= sales.length > MOST_SALES
      if (areSalesMany) this.#intake.takeSales(queue.connectionId, sales.splice(0))
    }
  }

  /** The oldest that are not being put off, as many as one step takes. */
  #next({ connectionId, later }: Queue, known: ReadonlySet<number>): PendingDelivery[] {
    const pending = this.#deps.inbox
      .pending(connectionId, DELIVERIES_PER_STEP + later.size + known.size)
      // One that has not failed yet was put aside and given back.
      .filter(({ id, attempts }) => !known.has(id) && (attempts === 0 || !later.has(id)))
    let bytes = 0
    const end = pending.findIndex(({ body }, index) => {
      bytes += body.length
      return index === DELIVERIES_PER_STEP || (index > 0 && bytes > BYTES_PER_STEP)
    })
    return end < 0 ? pending : pending.slice(0, end)
  }

  /** null: that failed. */
  #read(queue: Queue, delivery: PendingDelivery): DeliveryContents | null {
    const body = readDeliveryBody(delivery.body)
    if ('problem' in body) return { kind: 'unusable', why: body.problem }
    try {
      return this.#deps.readDelivery(queue.connectionId, delivery.type, body.value)
    } catch (error) {
      this.#fail(queue, delivery, error)
      return null
    }
  }

  /** Together; if that fails for any other reason than the store itself, one by one. */
  #take(queue: Queue, deliveries: readonly PlainDelivery[]): void {
    const [first] = deliveries
    if (!first) return
    try {
      this.#intake.take(queue.connectionId, deliveries)
    } catch (error) {
      if (isAppError(error)) throw error
      if (deliveries.length > 1) for (const one of deliveries) this.#take(queue, [one])
      else this.#fail(queue, first.delivery, error)
    }
  }

  async #lookUp(queue: Queue, sale: SaleDelivery): Promise<void> {
    const { connectionId } = queue
    const { signal } = queue.stopping
    try {
      const reading = { signal, onCall: () => undefined }
      const asked = this.#deps.productsOfSale(connectionId, sale.sale, reading)
      const products = await untilAborted(asked, signal)
      this.#intake.takeSold(connectionId, sale, products ?? [])
    } catch (error) {
      signal.throwIfAborted()
      this.#fail(queue, sale.delivery, error)
    }
  }

  #fail(queue: Queue, { id, attempts }: PendingDelivery, error: unknown): void {
    const { inbox, clock, log } = this.#deps
    log.warn('a delivery could not be used', { deliveryId: id, error })
    inbox.fail(
      id,
      isAppError(error) ? error.message : 'Something in Shelfwatch went wrong with this delivery.',
    )
    queue.later.set(id, clock.monotonic() + patienceMs(attempts + 1))
  }

  /** Wakes up for what is to be tried again. */
  #arm(queue: Queue): void {
    const { clock } = this.#deps
    queue.alarm.abort()
    const dueAt = [...queue.later.values(), ...(queue.againAt === null ? [] : [queue.againAt])]
    if (dueAt.length === 0 || queue.stopping.signal.aborted) return
    queue.alarm = new AbortController()
    clock.sleep(Math.max(0, Math.min(...dueAt) - clock.monotonic()), queue.alarm.signal).then(
      () => this.#tryAgain(queue),
      () => undefined,
    )
  }

  #tryAgain(queue: Queue): void {
    const now = this.#deps.clock.monotonic()
    for (const [id, at] of queue.later) if (at <= now) queue.later.delete(id)
    queue.againAt = null
    void this.work(queue.connectionId)
  }
}
