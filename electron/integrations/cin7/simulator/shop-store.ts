import type {
  Shop,
  ShopFigures,
  ShopLocation,
  ShopProduct,
  ShopPurchaseOrder,
  ShopStock,
  ShopSupplier,
} from './shop'

import { type ShopSale, ShopSales } from './shop-sales'

/** One row of stock with what it belongs to. */
export interface StockEntry {
  product: ShopProduct
  stock: ShopStock
  location: string
}

/** Which row of stock: names as the shop has them. Left out means "not binned" and "no batch". */
export interface StockPlace {
  sku: string
  location: string
  bin?: string
  batch?: string
  /** Calendar day. */
  expires?: string
}

export interface NewSale extends StockPlace {
  units: number
  /** Its invoice has an id of its own. Default: a simple sale, whose invoice has the sale's. */
  isAdvanced?: boolean
}

export interface StockPatch extends Partial<ShopFigures> {
  /** Calendar day. */
  nextDelivery?: string | null
}

export type NewProduct = Pick<ShopProduct, 'sku' | 'name'> & Partial<ShopProduct>

/**
 * The shop while it runs: what is in it and the changes tests make. Each change raises `revision`, which
 * is how prepared answers go stale.
 */
export class ShopStore {
  revision = 0
  readonly sales = new ShopSales()
  #stockRows: { revision: number; rows: StockEntry[] } | null = null
  readonly #productsById = new Map<string, ShopProduct>()
  readonly #suppliersById: Map<string, ShopSupplier>
  readonly #locationNames: Map<string, string>

  constructor(
    readonly shop: Shop,
    readonly now: () => number,
  ) {
    for (const product of shop.products) this.#productsById.set(product.id, product)
    this.#suppliersById = new Map(shop.suppliers.map((supplier) => [supplier.id, supplier]))
    this.#locationNames = new Map(shop.locations.map((location) => [location.id, location.name]))
  }

  productById(id: string): ShopProduct | undefined {
    return this.#productsById.get(id.toLowerCase())
  }

  /** @throws when the shop has no such product: a mistake in the test. */
  product(sku: string): ShopProduct {
    const product = this.shop.products.find((candidate) => candidate.sku === sku)
    if (product === undefined) throw new Error(`The simulated shop has no product with SKU ${sku}`)
    return product
  }

  /** @throws when the shop has no such location. */
  location(name: string): ShopLocation {
    const location = this.shop.locations.find((candidate) => candidate.name === name)
    if (location === undefined) throw new Error(`The simulated shop has no location called ${name}`)
    return location
  }

  locationName(id: string): string {
    return this.#locationNames.get(id) ?? ''
  }

  supplier(id: string): ShopSupplier | undefined {
    return this.#suppliersById.get(id)
  }

  purchaseOrderById(id: string): ShopPurchaseOrder | undefined {
    return this.shop.purchaseOrders.find((order) => order.id === id.toLowerCase())
  }

  /** @throws when the shop has no such order. */
  purchaseOrder(orderNumber: string): ShopPurchaseOrder {
    const order = this.shop.purchaseOrders.find((candidate) => candidate.orderNumber === orderNumber)
    if (order === undefined) throw new Error(`The simulated shop has no order ${orderNumber}`)
    return order
  }

  /** Changes an order and its change stamp. @throws when the shop has no such order. */
  changePurchaseOrder(orderNumber: string, change: Partial<Omit<ShopPurchaseOrder, 'id'>>): void {
    const order = this.purchaseOrder(orderNumber)
    Object.assign(order, { modifiedAt: this.now(), ...change })
    this.revision++
  }

  /** What the availability list holds: rows of active products that are not zero throughout. */
  stockRows(): StockEntry[] {
    if (this.#stockRows?.revision !== this.revision) {
      this.#stockRows = {
        revision: this.revision,
        rows: this.shop.products.flatMap((product) => this.stockOf(product)),
      }
    }
    return this.#stockRows.rows
  }

  stockOf(product: ShopProduct): StockEntry[] {
    if (product.isDeprecated) return []
    return product.stock
      .filter(hasAnyFigure)
      .map((stock) => ({ product, stock, location: this.locationName(stock.locationId) }))
  }

  /**
   * Sets figures of one row, which is made when it is not there. With `available` alone, on hand follows; without
   * it, available follows; with both, each is kept as given, even when they disagree.
   */
  setStock(place: StockPlace, patch: StockPatch): ShopStock {
    const stock = this.#stockRow(place)
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    Object.assign(stock, given)
    if (patch.available === undefined) stock.available = stock.onHand - stock.allocated
    else if (patch.onHand === undefined) stock.onHand = stock.available + stock.allocated
    this.revision++
    return stock
  }

  /** Sells from the row that is named if it has enough, else from the fullest at that location. Available follows. */
  sell({ units, isAdvanced = false, ...place }: NewSale): { made: ShopSale; row: ShopStock } {
    const product = this.product(place.sku)
    const named = this.#findRow(place)
    const row = named && named.available >= units ? named : (this.#fullestRow(place) ?? this.#stockRow(place))
    row.onHand -= units
    row.available = row.onHand - row.allocated
    this.revision++
    const made = this.sales.add({ isAdvanced, product, location: place.location, units, at: this.now() })
    return { made, row }
  }

  #fullestRow({ sku, location }: StockPlace): ShopStock | undefined {
    const { id } = this.location(location)
    const rows = this.product(sku).stock.filter(({ locationId }) => locationId === id)
    return rows.toSorted((a, b) => b.available - a.available)[0]
  }

  #findRow(place: StockPlace): ShopStock | undefined {
    const locationId = this.location(place.location).id
    const { bin = null, batch = null, expires = null } = place
    return this.product(place.sku).stock.find(
      (stock) =>
        stock.locationId === locationId &&
        stock.bin === bin &&
        stock.batch === batch &&
        (expires === null || stock.expires === expires),
    )
  }

  #stockRow(place: StockPlace): ShopStock {
    const found = this.#findRow(place)
    if (found !== undefined) return found
    const locationId = this.location(place.location).id
    const { bin = null, batch = null, expires = null } = place
    const made = { locationId, bin, batch, expires, ...noFigures, nextDelivery: null }
    this.product(place.sku).stock.push(made)
    return made
  }

  /** Takes all stock of a product away, everywhere or at one location. Returns the rows that went, empty. */
  clearStock(sku: string, location?: string): StockEntry[] {
    const product = this.product(sku)
    const locationId = location === undefined ? null : this.location(location).id
    const goes = (stock: ShopStock) => locationId === null || stock.locationId === locationId
    const gone = product.stock.filter(goes)
    product.stock = product.stock.filter((stock) => !goes(stock))
    this.revision++
    return gone.map((stock) => ({
      product,
      stock: { ...stock, ...noFigures },
      location: this.locationName(stock.locationId),
    }))
  }

  /** At the start of the list, where it moves every page along, or at the end. */
  addProduct(product: ShopProduct, where: 'start' | 'end' = 'end'): void {
    this.#productsById.set(product.id, product)
    if (where === 'start') this.shop.products.unshift(product)
    else this.shop.products.push(product)
    this.revision++
  }

  removeProduct(sku: string): void {
    const product = this.product(sku)
    this.shop.products.splice(this.shop.products.indexOf(product), 1)
    this.#productsById.delete(product.id)
    this.revision++
  }

  /** Changes a product's own fields and its change stamp. */
  changeProduct(sku: string, change: Partial<Omit<ShopProduct, 'id' | 'stock'>>): void {
    Object.assign(this.product(sku), { modifiedAt: this.now(), ...change })
    this.revision++
  }

  /** Renames a location or takes it out of use; its stock goes on being listed, under the name it has then. */
  changeLocation(name: string, change: Partial<Pick<ShopLocation, 'name' | 'isDeprecated'>>): void {
    const location = this.location(name)
    Object.assign(location, change)
    this.#locationNames.set(location.id, location.name)
    this.revision++
  }

  /** Sets the level of one location, or with `location` null the product's own; 0 takes it away. */
  setReorderLevel(sku: string, location: string | null, reorderPoint: number, reorderQuantity: number): void {
    const product = this.product(sku)
    if (location === null) {
      this.changeProduct(sku, { reorderPoint, reorderQuantity })
      return
    }
    const locationId = this.location(location).id
    const others = product.reorderLevels.filter((level) => level.locationId !== locationId)
    const own = { locationId, reorderPoint, reorderQuantity, shelf: '' }
    this.changeProduct(sku, { reorderLevels: reorderPoint === 0 ? others : [...others, own] })
  }
}

const noFigures: ShopFigures = { onHand: 0, allocated: 0, available: 0, onOrder: 0, inTransit: 0 }

function hasAnyFigure(stock: ShopStock): boolean {
  return (
    stock.onHand !== 0 ||
    stock.allocated !== 0 ||
    stock.available !== 0 ||
    stock.onOrder !== 0 ||
    stock.inTransit !== 0
  )
}
