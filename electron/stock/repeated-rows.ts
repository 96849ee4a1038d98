import { quantity } from '../../shared/quantity'
import type { StockRowInput } from './provider-rows'

/**
 * Rows of one page that agree in product, location, bin, batch and expiry are parts of one figure and
 * are added up. (On different pages such rows are one row that moved while the list was read; there the
 * later one counts.)
 */
export function sumRepeated(page: readonly StockRowInput[]): readonly StockRowInput[] {
  const rows = new Map<string, StockRowInput>()
  for (const row of page) {
    const { productExternalId, location, bin, batch, expiresAt } = row
    const key = `${productExternalId.toLowerCase()}\n${location.toLowerCase()}\n${bin}\n${batch}\n${expiresAt}`
    const other = rows.get(key)
    rows.set(key, other ? sum(other, row) : row)
  }
  return rows.size === page.length ? page : [...rows.values()]
}

function sum(a: StockRowInput, b: StockRowInput): StockRowInput {
  const deliveries = [a.nextDeliveryAt, b.nextDeliveryAt].filter((at) => at !== null)
  return {
    ...a,
    onHand: quantity(a.onHand + b.onHand),
    allocated: quantity(a.allocated + b.allocated),
    available: quantity(a.available + b.available),
    onOrder: quantity(a.onOrder + b.onOrder),
    inTransit: quantity(a.inTransit + b.inTransit),
    stockValue: quantity(a.stockValue + b.stockValue),
    nextDeliveryAt: deliveries.length > 0 ? Math.min(...deliveries) : null,
  }
}
