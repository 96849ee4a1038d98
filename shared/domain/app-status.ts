import { z } from 'zod'
import { errorCodes } from '../errors'

/** Whether the store can be written to, and if not, why, in words. */
export const StorageStatus = z.object({
  writable: z.boolean(),
  problem: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
})
export type StorageStatus = z.infer<typeof StorageStatus>

export const AppStatus = z.object({
  version: z.string(),
  storage: StorageStatus,
  /** Said once at this start, for example that a damaged database was moved aside. */
  notices: z.array(z.object({ id: z.string(), message: z.string() })),
})
export type AppStatus = z.infer<typeof AppStatus>
