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
  /** Sales that wait to be looked up, or are, by delivery. */
  sales: Map<number, SaleDelivery>
  /** Beside the other work: a call may have to wait for its turn, and figures shall not wait for it. */
  lookingUp: Promise<void> | null
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
    return queue.working.then(() => queue.lookingUp ?? undefined)
  }

  /** What is pending stays so. */
  async drop(connectionId: string): Promise<void> {
    const queue = this.#queues.get(connectionId)
    this.#queues.delete(connectionId)
    queue?.alarm.abort()
    queue?.stopping.abort(new AppError('cancelled', 'Live updates are being stopped.'))
    await queue?.working
    await queue?.lookingUp
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#queues.keys()].map((connectionId) => this.drop(connectionId)))
  }

  #queue(connectionId: string): Queue {
    const queue = this.#queues.get(connectionId) ?? {
      connectionId,
      working: null,
      sales: new Map<number, SaleDelivery>(),
      lookingUp: null,
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
    try {
      while (queue.isAskedAgain) {
        queue.isAskedAgain = false
        await this.#takeAll(queue)
      }
      if (queue.sales.size > 0) queue.lookingUp ??= this.#lookUpAll(queue)
      this.#deps.onWorked(queue.connectionId)
    } catch (error) {
      this.#putOff(queue, error)
    } finally {
      queue.working = null
      this.#arm(queue)
    }
  }

  /** Takes everything but sales, unless these are many: they wait to be looked up. */
  async #takeAll(queue: Queue): Promise<void> {
    for (;;) {
      await yieldToLoop(queue.stopping.signal)
      const batch = this.#next(queue)
      if (batch.length === 0) return
      const plain = batch.flatMap((delivery) => {
        const contents = this.#read(queue, delivery)
        if (contents?.kind === 'sale') queue.sales.set(delivery.id, { delivery, sale: contents.sale })
        return contents && contents.kind !== 'sale' ? [{ delivery, contents }] : []
      })
      this.#take(queue, plain)
      if (queue.sales.size <= MOST_SALES) continue
      this.#intake.takeSales(queue.connectionId, [...queue.sales.values()])
      queue.sales.clear()
    }
  }

  async #lookUpAll(queue: Queue): Promise<void> {
    try {
      for (const [id, sale] of queue.sales) {
        await this.#lookUp(queue, sale)
        queue.sales.delete(id)
      }
      this.#deps.onWorked(queue.connectionId)
    } catch (error) {
      this.#putOff(queue, error)
    } finally {
      queue.sales.clear()
      queue.lookingUp = null
      this.#arm(queue)
    }
  }

  /** The store cannot be written, most likely. Nothing is lost. */
  #putOff(queue: Queue, error: unknown): void {
    const { clock, log } = this.#deps
    if (queue.stopping.signal.aborted) return
    log.warn('deliveries could not be used', { connectionId: queue.connectionId, error })
    queue.againAt = clock.monotonic() + patienceMs(1)
  }

  /** The oldest that are not being put off, as many as one step takes. */
  #next({ connectionId, later, sales }: Queue): PendingDelivery[] {
    const pending = this.#deps.inbox
      .pending(connectionId, DELIVERIES_PER_STEP + later.size + sales.size)
      // One that has not failed yet was put aside and given back.
      .filter(({ id, attempts }) => !sales.has(id) && (attempts === 0 || !later.has(id)))
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
