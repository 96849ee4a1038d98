/**
 * The shop that the simulator serves, in plain words. What goes over the wire is made from it page by
 * page (`*-records.ts`), so that a large shop costs little more than its figures.
 */
export interface Shop {
  settings: CompanySettings
  locations: ShopLocation[]
  categories: NamedItem[]
  brands: NamedItem[]
  suppliers: ShopSupplier[]
  products: ShopProduct[]
  purchaseOrders: ShopPurchaseOrder[]
}

export interface CompanySettings {
  company: string
  /** ISO 4217 code. */
  currency: string
  /** IANA name. */
  timeZone: string
}

export interface NamedItem {
  id: string
  name: string
}

export interface ShopLocation extends NamedItem {
  isDefault: boolean
  isDeprecated: boolean
  isShopFloor: boolean
  street: string
  bins: NamedItem[]
}

export interface ShopSupplier extends NamedItem {
  currency: string
  isDeprecated: boolean
  contact: string
  email: string
  /** Epoch ms. */
  modifiedAt: number
}

export interface ShopProduct {
  id: string
  sku: string
  name: string
  category: string
  brand: string | null
  barcode: string | null
  type: 'Stock' | 'Service'
  costingMethod: 'FIFO' | 'FEFO - Batch'
  unit: string
  weightGrams: number
  tags: string
  isDeprecated: boolean
  price: number
  tradePrice: number
  averageCost: number
  /** The product's own level, for locations without one; 0: not set. */
  reorderPoint: number
  reorderQuantity: number
  reorderLevels: ShopReorderLevel[]
  /** The first one is the primary supplier. */
  suppliers: ShopSupplierLink[]
  /** Epoch ms. Changes of stock do not move it. */
  modifiedAt: number
  stock: ShopStock[]
}

export interface ShopReorderLevel {
  locationId: string
  reorderPoint: number
  reorderQuantity: number
  shelf: string
}

export interface ShopSupplierLink {
  supplierId: string
  supplierSku: string
  cost: number
  /** 0: none agreed. */
  fixedCost: number
  /** Calendar day, `2026-09-02`. */
  lastSupplied: string | null
  leadDays: number
}

/** Stock of one product at one location, bin, batch and expiry day. */
export interface ShopStock extends ShopFigures {
  locationId: string
  bin: string | null
  batch: string | null
  /** Calendar day. */
  expires: string | null
  /** Calendar day. */
  nextDelivery: string | null
}

/** Units. `available` is on hand less allocated unless a test wants otherwise. */
export interface ShopFigures {
  onHand: number
  allocated: number
  available: number
  onOrder: number
  inTransit: number
}

export interface ShopPurchaseOrder {
  id: string
  /** Such as `PO-00311`; the list is in the order of these. */
  orderNumber: string
  supplierId: string
  locationId: string
  type: 'Simple Purchase' | 'Advanced Purchase' | 'Service Purchase'
  stage: 'draft' | 'ordered' | 'completed' | 'voided'
  /** The goods go straight to a customer of the shop. */
  isDropShip: boolean
  /** Calendar day. */
  orderedOn: string
  /** When it is to come, a calendar day. */
  requiredBy: string | null
  /** Epoch ms. */
  modifiedAt: number
  lines: ShopOrderLine[]
}

export interface ShopOrderLine {
  productId: string
  quantity: number
  /** Units that are in stock by now. */
  received: number
  /** Units in a receipt that nobody has authorised yet: they do not count. */
  counted: number
  price: number
}
