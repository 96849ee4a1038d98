import { generateShop, type Shop, type ShopPlan, type Simulator } from '../integrations/cin7/simulator'

/** The same plan, the same shop. Its list of locations is short: bins would stand there as well. */
export function smallShop(plan: Pick<ShopPlan, 'products' | 'locations'>): Shop {
  const shop = generateShop({ ...plan, seed: 5 })
  for (const location of shop.locations) location.bins = []
  return shop
}

/** Every figure becomes another one, and one product after the other is sold out. */
export function changeAll(cin7: Simulator, n: number): void {
  const { products, locations } = cin7.shop
  for (const [index, { sku }] of products.entries()) {
    if (index === n % products.length) cin7.clearStock(sku)
    else
      for (const { name } of locations)
        cin7.setStock({ sku, location: name }, { onHand: n, allocated: n % 3 })
  }
}
