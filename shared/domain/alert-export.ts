import { z } from 'zod'
import { AlertBand } from './alert'

const word = z.string().max(100)

/** Columns of exported alerts, in their order. */
export const alertFileColumns = [
  'sku',
  'product',
  'location',
  'supplier',
  'available',
  'reorderPoint',
  'onOrder',
  'order',
  'state',
] as const

/** What exported alerts call things: the screen's words, as it alone knows them. */
export const AlertExportWords = z.object({
  sheet: z.string().min(1).max(31),
  columns: z.record(z.enum(alertFileColumns), word),
  states: z.record(z.enum([...AlertBand.options, 'incoming', 'ok']), word),
})
export type AlertExportWords = z.infer<typeof AlertExportWords>
