import { z } from 'zod'
import {
  HistoryDays,
  ProductDetail,
  StockColumn,
  StockHistory,
  StockListing,
  StockPage,
  StockQuery,
  StockRow,
  StockSummary,
  StockTrend,
} from '../domain/stock'
import { ExportFormat, StockExportWords } from '../domain/stock-export'

const connectionId = z.uuid()
/** These products, whether they match or not, instead of all that match. */
const productIds = z.array(z.number().int()).max(5000).nullable()

export const stockCalls = {
  'stock.list': { input: StockQuery, output: StockPage },
  /** The first rows of a list, many at once: to select, copy or print them. `total` counts all. */
  'stock.rows': {
    input: z.object({ query: StockListing, productIds, limit: z.number().int().min(1).max(5000) }),
    output: z.object({ total: z.number().int(), rows: z.array(StockRow) }),
  },
  /**
   * Asks the user for a file and writes the list into it, with these columns. Null: none was chosen. A `storage_…` code
   * when it cannot be written.
   */
  'stock.export': {
    input: z.object({
      query: StockListing,
      productIds,
      columns: z.array(StockColumn).max(20),
      format: ExportFormat,
      words: StockExportWords,
    }),
    output: z.object({ file: z.string(), products: z.number().int() }).nullable(),
  },
  'stock.summary': { input: z.object({ connectionId }), output: StockSummary },
  'stock.product': {
    input: z.object({ connectionId, productId: z.number().int() }),
    output: ProductDetail,
  },
  /** Ids of the products with exactly this barcode; where no product has it, with this SKU, whatever its case. At most 50. */
  'stock.findCode': {
    input: z.object({ connectionId, code: z.string().trim().min(1).max(200) }),
    output: z.array(z.number().int()),
  },
  'stock.history': {
    input: z.object({
      connectionId,
      productId: z.number().int(),
      locationId: z.number().int(),
      days: HistoryDays,
    }),
    output: StockHistory,
  },
  /** In the order asked for; products that are not stored are left out. `locationId` null: all in use together. */
  'stock.trends': {
    input: z.object({
      connectionId,
      productIds: z.array(z.number().int()).max(200),
      locationId: z.number().int().nullable(),
    }),
    output: z.array(StockTrend),
  },
  /** Which products the window shows: quick syncs read their stock first. None: it shows no stock. */
  'stock.onScreen': {
    input: z.object({ connectionId, productIds: z.array(z.number().int()).max(200) }),
    output: z.null(),
  },
}
