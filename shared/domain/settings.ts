import { z } from 'zod'
import { StockColumn } from './stock'

/** Everything the user can set on this computer. */
export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  /** Columns of the stock view, in order. `product` is always shown. */
  stockColumns: z.array(StockColumn).max(20),
})
export type Settings = z.infer<typeof Settings>
