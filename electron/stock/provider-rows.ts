/**
 * What a provider's mapping hands to the store: plain values, checked and converted, in our words.
 * External ids are lower case. Quantities are units, rounded to four decimals. Times are epoch ms.
 */

export interface LocationInput {
  externalId: string
  name: string
  isDefault: boolean
  isDeprecated: boolean
}

export interface CategoryInput {
  externalId: string
  name: string
}

export interface SupplierInput {
  externalId: string
  name: string
  isDeprecated: boolean
}

export interface ProductInput {
  externalId: string
  sku: string
  name: string
  category: string
  brand: string
  barcode: string
  unit: string
  type: string
  /** The product's own level; 0: not set. */
  reorderPoint: number
  reorderQuantity: number
  modifiedAt: number | null
  /** Not sold any more. Only lists that were asked for changes name such products. */
  isDeprecated: boolean
  /** In the provider's order; the first is the primary one. */
  suppliers: { externalId: string; name: string; supplierSku: string }[]
  /** Levels of single locations. */
  reorderPoints: { locationExternalId: string; reorderPoint: number; reorderQuantity: number }[]
}

/** One stock row at the provider's grain. Bin and batch are '' and expiry 0 where there is none. */
export interface StockRowInput {
  productExternalId: string
  /** For a product that the product list did not carry. */
  sku: string
  name: string
  barcode: string
  /** Locations are known by name in this list. */
  location: string
  bin: string
  batch: string
  expiresAt: number
  onHand: number
  allocated: number
  available: number
  onOrder: number
  inTransit: number
  /** Money, in the account's currency. */
  stockValue: number
  nextDeliveryAt: number | null
}

/** A purchase order as its list has it. */
export interface OrderInput {
  externalId: string
  orderNumber: string
  supplier: string
  /** It will still bring stock. */
  isOpen: boolean
  /** A calendar day, as epoch ms of its start in UTC; null: none is given. */
  expectedAt: number | null
  /** Another text each time the entry changes; '' where that cannot be told. */
  changeStamp: string
}

/** What a purchase order brings, and where. */
export interface OrderGoodsInput {
  /** '' where none is given. */
  location: string
  /** One for each product. */
  lines: { productExternalId: string; ordered: number; received: number }[]
  /** Every line could be used. */
  isWhole: boolean
}
