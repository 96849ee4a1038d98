/** A stored delivery that waits to be used. */
export interface PendingDelivery {
  id: number
  type: string
  body: Buffer
  /** See `webhookDeliveries.isRepeat`. */
  isRepeat: boolean
  receivedAt: number
  /** How often it failed so far. */
  attempts: number
}

/** The queue of stored deliveries. Its calls join the `write` that they are made in. */
export interface DeliveryInbox {
  /** Oldest first. */
  pending(connectionId: string, limit: number): PendingDelivery[]
  /** They were used. `delayMs`: see `webhookDeliveries.delayMs`. */
  finish(ids: readonly number[], outcome: { delayMs: number | null }): void
  /** To be tried again, or put aside after so many tries; there is a usual number of them. */
  fail(id: number, problem: string, mostAttempts?: number): void
}
