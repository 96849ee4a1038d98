import { z } from 'zod'
import {
  HistoryDays,
  ProductDetail,
  StockHistory,
  StockPage,
  StockQuery,
  StockSummary,
  StockTrend,
} from '../domain/stock'

const connectionId = z.uuid()

export const stockCalls = {
  'stock.list': { input: StockQuery, output: StockPage },
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
