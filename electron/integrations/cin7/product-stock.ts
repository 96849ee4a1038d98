import type { StockRowInput } from '../../stock/provider-rows'
import type { ProviderRun } from '../../sync/provider-run'
import type { Cin7Client } from './client'
import { concernsThisCall } from './errors'
import { stockOfProduct } from './lists'

/**
 * Reads the stock of the products that are most worth it, one call each. Returns how many calls that took. It ends early
 * when the service does not answer: the list is asked next, and tells.
 */
export async function readProductsOfWorth(
  client: Cin7Client,
  { writer, signal, onList }: ProviderRun,
  mostCalls: number,
): Promise<number> {
  const externalIds = await writer.productsOfWorth(mostCalls, signal)
  if (externalIds.length > 0) onList('availability')
  for (const [index, externalId] of externalIds.entries()) {
    try {
      writer.putProductStock(externalId, await readProduct(client, externalId, signal))
    } catch (error) {
      if (concernsThisCall(error)) return index + 1
      throw error
    }
  }
  return externalIds.length
}

/** Cin7 Core's own maximum. */
const LARGEST_PAGE = 1000

/** null: the answer is not sure to hold all rows of this product, and no others. */
export async function readProduct(
  client: Cin7Client,
  externalId: string,
  signal: AbortSignal,
): Promise<StockRowInput[] | null> {
  const list = stockOfProduct(externalId)
  const { rows: raw, total, errors } = await client.page(list.endpoint, 1, signal, LARGEST_PAGE)
  const { rows, strange } = list.read(raw)
  const isWhole = total === raw.length && errors.length === 0 && !strange.some(({ isLost }) => isLost)
  // A parameter that the service does not know it ignores: then these are the list's first rows.
  return isWhole && rows.every((row) => row.productExternalId === externalId) ? rows : null
}
