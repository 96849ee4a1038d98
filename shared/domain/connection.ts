import { z } from 'zod'
import { errorCodes } from '../errors'
import { ProviderId } from '../provider'

/** Where a connection's keys live: sealed on disk with the key in the keychain, in memory until quit, or fixed (sample data). */
export const KeysHeldIn = z.enum(['keychain', 'session', 'sample'])
export type KeysHeldIn = z.infer<typeof KeysHeldIn>

/** One account that the user linked. Carries no secret: account ID and key are masked. */
export const Connection = z.object({
  id: z.uuid(),
  provider: ProviderId,
  source: z.enum(['account', 'sample']),
  companyName: z.string(),
  /** ISO 4217 code as the provider reports it; empty when it does not. */
  currency: z.string(),
  /** IANA name; empty when the provider does not say. */
  timeZone: z.string(),
  apiUrl: z.string(),
  keysHeldIn: KeysHeldIn,
  accountIdMasked: z.string(),
  applicationKeyMasked: z.string(),
  /** What stops the connection from being used, or null. */
  problem: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
  verifiedAt: z.number().nullable(),
  createdAt: z.number(),
})
export type Connection = z.infer<typeof Connection>
