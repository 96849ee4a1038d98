import { z } from 'zod'
import { errorCodes } from '../errors'

/** Whether the store can be written to, and if not, why, in words. */
export const StorageStatus = z.object({
  writable: z.boolean(),
  problem: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
})
export type StorageStatus = z.infer<typeof StorageStatus>

/** What the user pressed outside the window, such as a notice, leads to. */
export const Destination = z.discriminatedUnion('to', [
  z.object({ to: z.literal('product'), productId: z.number().int() }),
  z.object({ to: z.literal('alerts') }),
  z.object({ to: z.literal('today') }),
])
export type Destination = z.infer<typeof Destination>

export const AppStatus = z.object({
  version: z.string(),
  storage: StorageStatus,
  /** Each is said until it is dismissed, for example that a damaged database was moved aside. */
  notices: z.array(z.object({ id: z.string(), message: z.string() })),
})
export type AppStatus = z.infer<typeof AppStatus>
