import { z } from 'zod'
import { StockColumn, StockState } from './stock'

const word = z.string().max(100)

/** Columns that a file can hold: all but the drawn one. */
export const FileColumn = StockColumn.exclude(['trend'])
export type FileColumn = z.infer<typeof FileColumn>

export const ExportFormat = z.enum(['csv', 'xlsx'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** What an exported list calls things: the screen's words, as it alone knows them. */
export const StockExportWords = z.object({
  sheet: z.string().min(1).max(31),
  columns: z.record(FileColumn, word),
  sku: word,
  barcode: word,
  states: z.record(StockState, word),
})
export type StockExportWords = z.infer<typeof StockExportWords>
