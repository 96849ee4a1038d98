import { z } from 'zod'

/** The outside services a connection can be made to. A new one is a new case here first. */
export const ProviderId = z.enum(['cin7'])
export type ProviderId = z.infer<typeof ProviderId>

/** Account ID and application key, as typed. Both are GUIDs at Cin7 Core, but only Cin7 judges them. */
export const Cin7Credentials = z.object({
  accountId: z.string().trim().min(1).max(200),
  applicationKey: z.string().trim().min(1).max(200),
})
export type Cin7Credentials = z.infer<typeof Cin7Credentials>
