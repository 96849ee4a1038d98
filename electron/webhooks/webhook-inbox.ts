import { AppError } from '../../shared/errors'
import type { DeliveryStore } from './delivery-store'
import type { Received } from './receiver'

/** Of one transaction, so that none holds up the main loop for long. */
const MOST_DELIVERIES = 200
const MOST_BYTES = 1024 * 1024

interface Waiting {
  received: Received
  resolve(): void
  reject(error: unknown): void
}

/** Stores deliveries before they are answered. Those of one turn of the event loop wait for the disk together. */
export class WebhookInbox {
  readonly #store: Pick<DeliveryStore, 'insert'>
  readonly #onStored: () => void
  #queue: Waiting[] = []
  #isDue = false
  #isStopped = false

  constructor(deps: { store: Pick<DeliveryStore, 'insert'>; onStored: () => void }) {
    this.#store = deps.store
    this.#onStored = deps.onStored
  }

  /** Resolves when it is stored. */
  accept(received: Received): Promise<void> {
    if (this.#isStopped) return Promise.reject(new AppError('cancelled', 'Shelfwatch is closing.'))
    return new Promise((resolve, reject) => {
      this.#queue.push({ received, resolve, reject })
      this.#storeSoon()
    })
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
      this.#store.insert(group.map(({ received }) => received))
    } catch (error) {
      for (const { reject } of group) reject(error)
      return
    }
    for (const { resolve } of group) resolve()
    this.#onStored()
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
