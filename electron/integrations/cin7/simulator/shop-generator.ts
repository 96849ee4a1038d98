import { createDice, type Dice } from './dice'
import { generateProducts } from './product-generator'
import { generatePurchaseOrders } from './purchase-generator'
import type { NamedItem, Shop, ShopLocation, ShopSupplier } from './shop'
import { aisles, brandNames, contactNames, locationNames, supplierNames } from './shop-words'

export interface ShopPlan {
  /** The same plan gives the same shop, to the last figure. */
  seed: number
  products: number
  /** 1 to 200. */
  locations: number
  /** Puts a few products with hostile or odd names and SKUs among the others. */
  oddText: boolean
  /** The day the shop's dates lie around, epoch ms. Fixed, so that two starts agree. */
  asOf: number
}

export const sampleShopPlan: ShopPlan = {
  seed: 1854,
  products: 2_000,
  locations: 3,
  oddText: false,
  asOf: Date.UTC(2026, 10, 24),
}

/**
 * Makes up a shop for home goods and grooming. About nine in ten products are well stocked; roughly 4 % are low
 * somewhere, 2 % are out, 1 % are promised beyond what is there and 2 % are low but covered by an open order.
 */
export function generateShop(plan: Partial<ShopPlan> = {}): Shop {
  const { seed, products, locations, oddText, asOf } = { ...sampleShopPlan, ...plan }
  const dice = createDice(seed)
  const shopLocations = generateLocations(dice, locations)
  const suppliers = generateSuppliers(dice, asOf)
  const brands = brandNames.map((name) => named(dice, name))
  const made = {
    settings: { company: 'Harbour Supply Co', currency: 'NZD', timeZone: 'Pacific/Auckland' },
    locations: shopLocations,
    categories: [...aisles.map((aisle) => named(dice, aisle.category)), named(dice, 'Services')],
    brands,
    suppliers,
    products: generateProducts({ dice, count: products, locations: shopLocations, suppliers, oddText, asOf }),
  }
  // Dice of its own, so that orders change nothing about the rest of the shop.
  return { ...made, purchaseOrders: generatePurchaseOrders(made, createDice(seed + 1), asOf) }
}

function named(dice: Dice, name: string): NamedItem {
  return { id: dice.guid(), name }
}

function generateLocations(dice: Dice, count: number): ShopLocation[] {
  return Array.from({ length: count }, (_, index) => ({
    ...named(dice, locationNames[index] ?? `Store ${index + 1}`),
    isDefault: index === 0,
    isDeprecated: false,
    isShopFloor: index > 0,
    street: `${dice.between(1, 240)} ${dice.pick(['Dock Rd', 'Queen St', 'Wharf St', 'Station Rd', 'Mill Lane'])}`,
    bins: index === 0 ? generateBins(dice) : [],
  }))
}

function generateBins(dice: Dice): NamedItem[] {
  const bins: NamedItem[] = []
  for (const aisle of ['A', 'B', 'C', 'D']) {
    for (let bay = 1; bay <= 8; bay++) {
      for (let level = 1; level <= 3; level++) {
        bins.push(named(dice, `${aisle}-${String(bay).padStart(2, '0')}-${level}`))
      }
    }
  }
  return bins
}

function generateSuppliers(dice: Dice, asOf: number): ShopSupplier[] {
  return supplierNames.map((name) => ({
    ...named(dice, name),
    currency: dice.chance(0.7) ? 'NZD' : dice.pick(['AUD', 'USD']),
    isDeprecated: false,
    contact: dice.pick(contactNames),
    email: `orders@${name
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, ' ')
      .trim()
      .replaceAll(' ', '-')}.example`,
    modifiedAt: asOf - dice.between(1, 400) * 86_400_000 - dice.between(0, 86_399_999),
  }))
}
