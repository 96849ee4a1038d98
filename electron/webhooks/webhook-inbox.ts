import { AppError } from '../../shared/errors'
import type { Clock } from '../ports'
import type { DeliveryStore } from './delivery-store'
import type { Received } from './receiver'

/** Of more than so many nobody asks any more. */
const MOST_ARRIVALS = 10_000
/** Of one transaction, so that none holds up the main loop for long. */
const MOST_DELIVERIES = 200
const MOST_BYTES = 1024 * 1024

interface Waiting {
  received: Received
  arrivedAt: number
  resolve(): void
  reject(error: unknown): void
}

/** Stores deliveries before they are answered. Those of one turn of the event loop wait for the disk together. */
export class WebhookInbox {
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #store: Pick<DeliveryStore, 'insert'>
  readonly #onStored: (group: readonly Received[]) => void
  /** By id of the delivery. */
  readonly #arrivals = new Map<number, number>()
  #queue: Waiting[] = []
  #isDue = false
  #isStopped = false

  constructor(deps: {
    clock: Pick<Clock, 'monotonic'>
    store: Pick<DeliveryStore, 'insert'>
    onStored: (group: readonly Received[]) => void
  }) {
    this.#clock = deps.clock
    this.#store = deps.store
    this.#onStored = deps.onStored
  }

  /** Resolves when it is stored. */
  accept(received: Received): Promise<void> {
    if (this.#isStopped) return Promise.reject(new AppError('cancelled', 'Shelfwatch is closing.'))
    return new Promise((resolve, reject) => {
      this.#queue.push({ received, arrivedAt: this.#clock.monotonic(), resolve, reject })
      this.#storeSoon()
    })
  }

  /** When a delivery came, on the monotonic clock; told once. null: an earlier run of the program received it. */
  arrivedAt(deliveryId: number): number | null {
    const arrivedAt = this.#arrivals.get(deliveryId) ?? null
    this.#arrivals.delete(deliveryId)
    return arrivedAt
  }

  /** Stores what waits and accepts nothing more. */
  stop(): void {
    this.#isStopped = true
    while (this.#queue.length > 0) this.#storeGroup()
  }

  #storeSoon(): void {
    if (this.#isDue || this.#queue.length === 0) return
    this.#isDue = true
    setImmediate(() => {
      this.#isDue = false
      this.#storeGroup()
      this.#storeSoon()
    })
  }

  #storeGroup(): void {
    const group = this.#queue.splice(0, groupSize(this.#queue))
    if (group.length === 0) return
    try {
      const ids = this.#store.insert(group.map(({ received }) => received))
      for (const [at, id] of ids.entries()) if (id !== null) this.#noteArrival(id, group[at]!.arrivedAt)
    } catch (error) {
      for (const { reject } of group) reject(error)
      return
    }
    for (const { resolve } of group) resolve()
    this.#onStored(group.map(({ received }) => received))
  }

  #noteArrival(id: number, arrivedAt: number): void {
    this.#arrivals.set(id, arrivedAt)
    const [oldest] = this.#arrivals.keys()
    if (this.#arrivals.size > MOST_ARRIVALS && oldest !== undefined) this.#arrivals.delete(oldest)
  }
}

/** At least one. */
function groupSize(queue: readonly Waiting[]): number {
  let bytes = 0
  const tooMany = queue.findIndex(({ received }, at) => {
    bytes += received.body.length
    return at > 0 && (at >= MOST_DELIVERIES || bytes > MOST_BYTES)
  })
  return tooMany === -1 ? queue.length : tooMany
}
