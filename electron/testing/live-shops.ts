import { aStockRow } from './factories'
import { LiveSetup } from './live-setup'

/** Products that hold nothing. */
export const emptySkus = Array.from({ length: 25 }, (_, n) => `P${String(n).padStart(2, '0')}`)

/** Two products at two locations, one of them also in a bin and on its way. */
export async function shopWithBins(): Promise<LiveSetup> {
  const shop = new LiveSetup()
  await shop.store(
    ['A', 'B'],
    [
      aStockRow({ sku: 'A', onHand: 10, inTransit: 4, nextDeliveryAt: 86_400_000 }),
      aStockRow({ sku: 'A', onHand: 3, bin: 'b1' }),
      aStockRow({ sku: 'A', onHand: 2, location: 'Shop' }),
      aStockRow({ sku: 'B', onHand: 5 }),
    ],
  )
  return shop
}

/** Two products that hold stock and many that hold none. The provider has sold some of both meanwhile. */
export async function shopThatSold(): Promise<LiveSetup> {
  const shop = new LiveSetup()
  await shop.store(
    ['A', 'B', ...emptySkus],
    [
      aStockRow({ sku: 'A', onHand: 10 }),
      aStockRow({ sku: 'A', onHand: 2, location: 'Shop' }),
      aStockRow({ sku: 'B', onHand: 5 }),
    ],
  )
  shop.answer = (externalId) => {
    const sku = externalId.replace('product-', '').toUpperCase()
    return sku === 'A' ? [aStockRow({ sku, onHand: 8 }), aStockRow({ sku, onHand: 1, location: 'Shop' })] : []
  }
  return shop
}
