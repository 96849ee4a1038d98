import { z } from 'zod'
import { errorCodes } from '../errors'

/** `quick`: without an account at the tunnel's service, with another address at each start. `named`: by a token, at a fixed host name. */
export const TunnelMode = z.enum(['quick', 'named'])
export type TunnelMode = z.infer<typeof TunnelMode>

const Problem = z.object({ code: z.enum(errorCodes), message: z.string() })

/**
 * How far the way for deliveries is built. `needsProgram`: no tunnel program was found. `needsToken`: a named tunnel lacks its
 * token or its host name. `unavailable`: the account has no Automation module. `down`: broken; `retryAt` tells when it is tried
 * again. Without a way everything is read by the usual syncs.
 */
export const LiveStage = z.enum([
  'off',
  'needsProgram',
  'needsToken',
  'starting',
  'addressKnown',
  'connected',
  'verified',
  'registered',
  'unavailable',
  'down',
])
export type LiveStage = z.infer<typeof LiveStage>

/** One subscription at the provider, under its own name for it. */
export const LiveHook = z.object({
  type: z.string(),
  /** The provider's id; null: not registered. */
  externalId: z.string().nullable(),
  /** As it was when last looked at. */
  isActive: z.boolean(),
  /** Why it is not registered; null: it is, or that was not tried yet. */
  problem: Problem.nullable(),
  checkedAt: z.number().nullable(),
})
export type LiveHook = z.infer<typeof LiveHook>

/** Deliveries of the last 24 hours; what waits and what is put aside, of all time. */
export const LiveDeliveries = z.object({
  received: z.number().int(),
  processed: z.number().int(),
  pending: z.number().int(),
  /** Could not be used; kept to be tried again. */
  quarantined: z.number().int(),
  /** Share of those that ended which were used, 0 to 1; null: none has ended. */
  successRate: z.number().nullable(),
  /** Ms from a delivery's arrival until its figures were stored for the screen; null: none was measured. */
  delayP50: z.number().nullable(),
  delayP95: z.number().nullable(),
  /** `delayMs`: of the newest that was measured; most kinds carry no figures, so that none is. */
  last: z.object({ at: z.number(), delayMs: z.number().nullable() }).nullable(),
})
export type LiveDeliveries = z.infer<typeof LiveDeliveries>

/** Where the tunnel program was found; see `electron/tunnel/program-finder.ts`. */
export const TunnelProgram = z.object({
  path: z.string(),
  source: z.enum(['setting', 'environment', 'fetched', 'path']),
})
export type TunnelProgram = z.infer<typeof TunnelProgram>

/** The state of fetching the tunnel program. `totalBytes` null: not known. */
export const ProgramFetch = z.discriminatedUnion('state', [
  z.object({ state: z.literal('fetching'), receivedBytes: z.number(), totalBytes: z.number().nullable() }),
  z.object({ state: z.literal('failed'), problem: Problem }),
])
export type ProgramFetch = z.infer<typeof ProgramFetch>

export const LiveStatus = z.object({
  stage: LiveStage,
  /** When it came into its stage. */
  since: z.number(),
  problem: Problem.nullable(),
  retryAt: z.number().nullable(),
  /** The public address, without the secret part of its paths. */
  address: z.string().nullable(),
  /** Where deliveries come in on this computer; what a named tunnel has to be pointed at. null: nothing listens. */
  localAddress: z.string().nullable(),
  /** How the tunnel's program reaches its service. */
  protocol: z.enum(['quic', 'http2']).nullable(),
  hasToken: z.boolean(),
  program: TunnelProgram.nullable(),
  /** Why the program of the setting cannot be used. */
  programProblem: z.string().nullable(),
  /** null: none is under way, and the last one did not fail. */
  fetch: ProgramFetch.nullable(),
  /** Whether the app knows where to fetch the program for this computer. */
  canFetch: z.boolean(),
  hooks: z.array(LiveHook),
  deliveries: LiveDeliveries,
})
export type LiveStatus = z.infer<typeof LiveStatus>
