import type { OrderPlan } from './read-plan'

/** Purchase orders whose goods a run reads, at one call each: some four minutes of calls, and a dozen seconds. */
const ORDER_CALLS = { full: 200, quick: 10 }

/** Changes are asked for from a little before the last reading, as clocks and databases lag. */
const OVERLAP_MS = 15 * 60_000

/**
 * A quick run asks what changed since the last whole reading, a full one for every order.
 *
 * @param readAt when the list was last read whole, epoch ms by the provider's clock; null: never
 */
export function planOrders(kind: 'full' | 'quick', readAt: number | null): OrderPlan {
  const changedSince = kind === 'full' || readAt === null ? null : readAt - OVERLAP_MS
  return { changedSince, mostCalls: ORDER_CALLS[kind] }
}
