import { z } from 'zod'

/** What happened since the window was last closed; `since` null: it was never open before. */
export const Away = z.object({
  since: z.number().nullable(),
  figuresChanged: z.number().int(),
  productsChanged: z.number().int(),
  /** Products of which an alert was opened, and of which one was resolved. */
  becameLow: z.number().int(),
  recovered: z.number().int(),
})
export type Away = z.infer<typeof Away>
