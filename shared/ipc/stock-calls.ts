import { z } from 'zod'
import { ProductDetail, StockPage, StockQuery, StockSummary } from '../domain/stock'

const connectionId = z.uuid()

export const stockCalls = {
  'stock.list': { input: StockQuery, output: StockPage },
  'stock.summary': { input: z.object({ connectionId }), output: StockSummary },
  'stock.product': {
    input: z.object({ connectionId, productId: z.number().int() }),
    output: ProductDetail,
  },
}
