import { z } from 'zod'
import { errorCodes } from '../errors'

/** What the newest call to the provider told of it. Times are epoch ms. */
export const Reachability = z.object({
  /** The provider itself answered, be it with a refusal, and did not say that it is down. */
  isReachable: z.boolean(),
  /** Since when `isReachable` is what it is. */
  since: z.number(),
  /** When the call ended. */
  at: z.number(),
  /** When a call last succeeded, and how long that took in ms; null: none did yet. */
  lastSuccessAt: z.number().nullable(),
  responseMs: z.number().int().nullable(),
  /** Why the call did not succeed, in words; null: it did. */
  problem: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
})
export type Reachability = z.infer<typeof Reachability>

/** Every call of the last day, those of syncs included. */
export const CallFigures = z.object({
  calls: z.number().int(),
  /** Calls without an answer, or with one that was neither a success nor about the call limit. */
  errors: z.number().int(),
  limitHits: z.number().int(),
  /** Ms within which 50 and 95 of 100 successful calls were answered, true to 5 % or 1 ms; null without any. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  /** Minutes in which the provider was called, and those of them in which it was reachable at least once. */
  minutesCalled: z.number().int(),
  minutesReachable: z.number().int(),
})
export type CallFigures = z.infer<typeof CallFigures>

export const ConnectionHealth = z.object({
  /** null: no call yet. */
  latest: Reachability.nullable(),
  lastDay: CallFigures,
})
export type ConnectionHealth = z.infer<typeof ConnectionHealth>
