import { z } from 'zod'
import { TunnelMode } from './live'
import { StockColumn } from './stock'

const minuteOfDay = z.number().int().min(0).max(1439)

/** Everything the user can set on this computer. */
export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  /** Columns of the stock view, in order. `product` is always shown. */
  stockColumns: z.array(StockColumn).max(20),
  /** An open product takes the place of the list. */
  wideProduct: z.boolean(),
  syncAutomatically: z.boolean(),
  syncIntervalMinutes: z.number().int().min(5).max(1440),
  /** What a sync reads. One of both is always on. */
  syncProducts: z.boolean(),
  syncStock: z.boolean(),
  /** One call for each open order, so off unless wanted. */
  syncPurchaseOrders: z.boolean(),
  /** Calls in any 60 s. Less than the provider allows where other software uses the same key. */
  callBudget: z.number().int().min(5).max(55),
  /** Rows of a list that are asked for at once. The provider sends no more than 1000, and may send fewer. */
  pageSize: z.number().int().min(1).max(1000),
  /** Pages that a full sync reads of one list. Reaching it is told, never hidden. */
  pageLimit: z.number().int().min(1).max(10_000),
  /** Notices of the system when something runs low. The list in the app is kept either way. */
  lowStockAlerts: z.boolean(),
  noticeMode: z.enum(['instant', 'digest', 'both']),
  /** Minutes after midnight. */
  digestAt: minuteOfDay,
  /** Nothing is shown between the two, which may span midnight; it is shown afterwards. */
  quietHours: z.boolean(),
  quietFrom: minuteOfDay,
  quietTo: minuteOfDay,
  /** Locations of which no notice is shown. */
  mutedLocationIds: z.array(z.number().int()).max(500),
  /** Units above the reorder point from which an alert counts as resolved. */
  recoveryMargin: z.number().min(0).max(1_000_000),
  /** Closing the window leaves the app in the tray. */
  keepInTray: z.boolean(),
  startAtSignIn: z.boolean(),
  /** Sets of filters, columns and sort of the stock view. `query` is the view's address without its path. */
  stockViews: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(60),
        query: z.string().max(2000),
        columns: z.array(StockColumn).max(20),
      }),
    )
    .max(50),
  /** Deliveries by webhook through a tunnel, on top of the syncs. */
  liveUpdates: z.boolean(),
  tunnelMode: TunnelMode,
  /** Of a named tunnel; '': not set. */
  tunnelHost: z.union([z.literal(''), z.hostname()]),
  /** Absolute path of the tunnel program; '': look for it. Without what makes it look like another one where it is shown. */
  tunnelProgram: z
    .string()
    .trim()
    .max(1000)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u),
  /** How long a sync stays in the history. */
  historyDays: z.number().int().min(7).max(3650),
})
export type Settings = z.infer<typeof Settings>
