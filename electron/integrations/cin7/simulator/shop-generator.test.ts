import { describe, expect, it } from 'vitest'
import { ean13 } from './barcode'
import { type ExpectedFigures, expectedFigures } from './expected-figures'
import type { Shop } from './shop'
import { generateShop } from './shop-generator'

describe('the made-up shop', () => {
  const shop = generateShop()
  const large = generateShop({ products: 10_000 })

  it('is the same for the same seed and another one for another seed', () => {
    expect(JSON.stringify(generateShop())).toBe(JSON.stringify(shop))
    expect(generateShop({ seed: 2 }).products[0]).not.toEqual(shop.products[0])
  })

  it('has about 2,000 products at three locations, in a currency and a time zone', () => {
    expect(shop.products).toHaveLength(2_000)
    expect(shop.locations.map((location) => location.name)).toEqual([
      'Main Warehouse',
      'Queen St Shop',
      'Wharf Depot',
    ])
    expect(shop.settings).toEqual({
      company: 'Harbour Supply Co',
      currency: 'NZD',
      timeZone: 'Pacific/Auckland',
    })
  })

  it('gives every product its own id, SKU and name, also when there are more products than articles', () => {
    for (const key of ['id', 'sku', 'name'] as const) {
      expect(new Set(large.products.map((product) => product[key])).size).toBe(10_000)
    }
  })

  it('prints check digits that a scanner accepts', () => {
    expect(ean13('400638133393')).toBe('4006381333931')
    const barcodes = shop.products.flatMap((product) => product.barcode ?? [])
    expect(barcodes.length).toBeGreaterThan(1_700)
    expect(barcodes.filter((barcode) => weightedSum(barcode) % 10 !== 0)).toEqual([])
  })

  it('keeps to categories, brands, suppliers, locations and bins that it has', () => {
    const categories = new Set(shop.categories.map((category) => category.name))
    const brands = new Set<string | null>([null, ...shop.brands.map((brand) => brand.name)])
    const suppliers = new Set(shop.suppliers.map((supplier) => supplier.id))
    const bins = new Map(shop.locations.map(({ id, bins }) => [id, new Set(bins.map((bin) => bin.name))]))
    for (const product of shop.products) {
      expect(categories).toContain(product.category)
      expect(brands).toContain(product.brand)
      for (const link of product.suppliers) expect(suppliers).toContain(link.supplierId)
      for (const stock of product.stock)
        if (stock.bin !== null) expect(bins.get(stock.locationId)).toContain(stock.bin)
    }
  })

  it('never lists the same product, location, bin and batch twice', () => {
    for (const product of large.products) {
      const places = product.stock.map(({ locationId, bin, batch, expires }) =>
        [locationId, bin, batch, expires].join(),
      )
      expect(new Set(places).size).toBe(places.length)
    }
  })

  it('has binned rows, split rows, batches with an expiry day, orders and transfers under way', () => {
    const rows = shop.products.flatMap((product) => product.stock)
    expect(rows.filter((row) => row.bin !== null).length).toBeGreaterThan(500)
    expect(rows.filter((row) => row.batch !== null && row.expires !== null).length).toBeGreaterThan(500)
    expect(rows.filter((row) => row.onOrder > 0 && row.nextDelivery !== null).length).toBeGreaterThan(100)
    expect(rows.filter((row) => row.inTransit > 0).length).toBeGreaterThan(50)
    expect(rows.length).toBeGreaterThan(
      expectedFigures(shop).filter((figures) => figures.onHand !== 0).length,
    )
  })

  it('counts available as on hand less allocated', () => {
    const rows = shop.products.flatMap((product) => product.stock)
    expect(rows.filter((row) => row.available !== row.onHand - row.allocated)).toEqual([])
  })

  it('is mostly well stocked, with some products low, out, promised beyond stock or waiting for an order', () => {
    const counts = countStates(shop)
    expect(counts.low).toBeGreaterThan(2_000 * 0.025)
    expect(counts.low).toBeLessThan(2_000 * 0.055)
    expect(counts.out).toBeGreaterThan(2_000 * 0.012)
    expect(counts.out).toBeLessThan(2_000 * 0.03)
    expect(counts.negative).toBeGreaterThan(2_000 * 0.004)
    expect(counts.negative).toBeLessThan(2_000 * 0.02)
    expect(counts.incoming).toBeGreaterThan(2_000 * 0.01)
    expect(counts.incoming).toBeLessThan(2_000 * 0.03)
    expect(counts.ok).toBeGreaterThan(2_000 * 0.88)
  })

  it('sets most levels for single locations, some for the product and some not at all', () => {
    const goods = shop.products.filter((product) => product.type === 'Stock')
    const perLocation = goods.filter((product) => product.reorderLevels.length > 0).length
    const perProduct = goods.filter((product) => product.reorderPoint > 0).length
    expect(perLocation).toBeGreaterThan(goods.length / 2)
    expect(perProduct).toBeGreaterThan(goods.length / 10)
    expect(goods.length - perLocation - perProduct).toBeGreaterThan(goods.length / 10)
  })

  it('has odd names and SKUs only on request, and then still one of each', () => {
    const odd = generateShop({ oddText: true })
    expect(shop.products.some((product) => product.name.includes('<script>'))).toBe(false)
    expect(odd.products.some((product) => product.name.includes('<script>'))).toBe(true)
    expect(new Set(odd.products.map((product) => product.sku)).size).toBe(2_000)
  })

  it('makes as many locations as asked for', () => {
    const wide = generateShop({ products: 30, locations: 20 })
    expect(new Set(wide.locations.map((location) => location.name)).size).toBe(20)
    expect(wide.locations.filter((location) => location.isDefault)).toHaveLength(1)
  })
})

function weightedSum(barcode: string): number {
  return Array.from(barcode).reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0)
}

/** Products by the worst state over their locations, as a shop manager would judge them. */
function countStates(shop: Shop) {
  const counts = { out: 0, negative: 0, low: 0, incoming: 0, ok: 0 }
  const states = Object.keys(counts) as (keyof typeof counts)[]
  const worst = new Map<string, keyof typeof counts>()
  for (const figures of expectedFigures(shop)) {
    const state = judge(figures)
    const known = worst.get(figures.productId) ?? 'ok'
    worst.set(figures.productId, states[Math.min(states.indexOf(state), states.indexOf(known))] ?? 'ok')
  }
  for (const state of worst.values()) counts[state]++
  return counts
}

function judge({ available, onOrder, reorderPoint }: ExpectedFigures) {
  if (available < 0) return 'negative'
  if (reorderPoint === null) return 'ok'
  if (available === 0) return 'out'
  if (available > reorderPoint) return 'ok'
  return available + onOrder > reorderPoint ? 'incoming' : 'low'
}
