import type { Shop, ShopFigures, ShopLocation, ShopProduct } from './shop'

/** What a client should come to for one product at one location. */
export interface ExpectedFigures extends ShopFigures {
  productId: string
  sku: string
  locationId: string
  location: string
  /** Money. */
  stockValue: number
  /** null: neither the location nor the product has a level. */
  reorderPoint: number | null
  reorderOrigin: 'location' | 'product' | null
}

/**
 * The sums over bins and batches of every active product at every location in use, zero where there is no stock. The
 * vendor lists no stock of deprecated products, so these are left out.
 */
export function expectedFigures(shop: Shop): ExpectedFigures[] {
  const locations = shop.locations.filter((location) => !location.isDeprecated)
  return shop.products
    .filter((product) => !product.isDeprecated)
    .flatMap((product) => locations.map((location) => expectedAt(product, location)))
}

export function expectedAt(product: ShopProduct, location: ShopLocation): ExpectedFigures {
  const rows = product.isDeprecated ? [] : product.stock.filter((row) => row.locationId === location.id)
  const sum = (figure: keyof ShopFigures) => rounded(rows.reduce((total, row) => total + row[figure], 0))
  return {
    productId: product.id,
    sku: product.sku,
    locationId: location.id,
    location: location.name,
    onHand: sum('onHand'),
    allocated: sum('allocated'),
    available: sum('available'),
    onOrder: sum('onOrder'),
    inTransit: sum('inTransit'),
    stockValue: rounded(rows.reduce((total, row) => total + rounded(row.onHand * product.averageCost), 0)),
    ...reorderPoint(product, location),
  }
}

function reorderPoint(product: ShopProduct, location: ShopLocation) {
  const own = product.reorderLevels.find((level) => level.locationId === location.id)?.reorderPoint ?? 0
  if (own > 0) return { reorderPoint: own, reorderOrigin: 'location' as const }
  if (product.reorderPoint > 0)
    return { reorderPoint: product.reorderPoint, reorderOrigin: 'product' as const }
  return { reorderPoint: null, reorderOrigin: null }
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000 || 0
}
