import { createDice, type Dice } from './dice'
import type { ShopFigures, ShopLocation, ShopProduct, ShopPurchaseOrder, ShopStock } from './shop'
import type { Simulator } from './simulator'

const OPENS_AT = 9 * 60
const CLOSES_AT = 17 * 60 + 30
/** The share of the products that nearly everybody comes for. */
const POPULAR_SHARE = 0.15
/** Units that a sender keeps of a product. */
const KEPT_BACK = 6

type Happened =
  | { kind: 'sold' | 'promised'; sku: string; location: string; units: number }
  | { kind: 'received'; orderNumber: string; location: string; units: number }
  | { kind: 'sent' | 'arrived'; sku: string; from: string; location: string; units: number }

/** What happened in the shop. `minute` counts from midnight. */
export type DayEvent = Happened & { minute: number }

interface Transfer {
  product: ShopProduct
  from: ShopLocation
  to: ShopLocation
  units: number
}

/**
 * One day of a simulated shop, step by step: customers buy and order, purchase orders come in, goods are moved between the
 * locations. The same seed and shop give the same day. Availability and purchase orders stay in step.
 */
export class WorkingDay {
  readonly #simulator: Simulator
  readonly #dice: Dice
  readonly #popular: ShopProduct[]
  readonly #steps: number
  readonly #onTheWay: Transfer[] = []
  #step = 0

  /** `steps`: how much happens between opening and closing. */
  constructor(simulator: Simulator, { seed = 1, steps = 400 }: { seed?: number; steps?: number } = {}) {
    this.#simulator = simulator
    this.#dice = createDice(seed)
    this.#steps = steps
    const goods = simulator.shop.products.filter(
      ({ type, isDeprecated }) => type === 'Stock' && !isDeprecated,
    )
    this.#popular = this.#dice.shuffle(goods).slice(0, Math.ceil(goods.length * POPULAR_SHARE))
  }

  /** What happens next; null: the shop is closed. */
  next(): DayEvent | null {
    while (this.#step < this.#steps) {
      const minute = Math.floor(OPENS_AT + (this.#step / this.#steps) * (CLOSES_AT - OPENS_AT))
      this.#step += 1
      const happened = this.#happen()
      if (happened) return { minute, ...happened }
    }
    return null
  }

  /** null: nobody wanted anything that is there. */
  #happen(): Happened | null {
    const thrown = this.#dice.fraction()
    if (thrown < 0.04) return this.#receive()
    if (thrown < 0.08) return this.#send()
    if (thrown < 0.12) return this.#arrive()
    if (thrown < 0.2) return this.#promise()
    return this.#sell()
  }

  #sell(): Happened | null {
    const row = this.#somethingThere()
    if (!row) return null
    const units = this.#dice.between(1, Math.min(4, row.stock.available))
    this.#simulator.sell({ ...shelfOf(row), units })
    return { kind: 'sold', ...placeOf(row), units }
  }

  /** An order to be sent later, now and then for more than is there. */
  #promise(): Happened | null {
    const row = this.#somethingThere()
    if (!row) return null
    const units = this.#dice.between(1, 6)
    this.#change(row, { allocated: row.stock.allocated + units })
    return { kind: 'promised', ...placeOf(row), units }
  }

  /** An open order comes, as a whole. */
  #receive(): Happened | null {
    const { purchaseOrders } = this.#simulator.shop
    const open = purchaseOrders.filter((order) => bringsGoods(order) && this.#rowsOf(order).length > 0)
    if (open.length === 0) return null
    const order = this.#dice.pick(open)
    let units = 0
    for (const { row, line } of this.#rowsOf(order)) {
      const come = Math.min(line.quantity - line.received, row.stock.onOrder)
      const onOrder = row.stock.onOrder - come
      this.#change(row, { onHand: row.stock.onHand + come, onOrder })
      if (onOrder === 0) this.#change(row, { nextDelivery: null })
      units += come
    }
    const lines = order.lines.map((line) => ({ ...line, received: line.quantity, counted: 0 }))
    this.#simulator.changePurchaseOrder(order.orderNumber, { lines, stage: 'completed' })
    const location = this.#locationOf(order.locationId).name
    return { kind: 'received', orderNumber: order.orderNumber, location, units }
  }

  #send(): Happened | null {
    const row = this.#somethingThere()
    const others = this.#simulator.shop.locations.filter(
      ({ id, isDeprecated }) => id !== row?.stock.locationId && !isDeprecated,
    )
    if (!row || row.stock.available <= KEPT_BACK || others.length === 0) return null
    const to = this.#dice.pick(others)
    const units = this.#dice.between(1, row.stock.available - KEPT_BACK)
    this.#change(row, { onHand: row.stock.onHand - units })
    const target = this.#shelfAt(row.product, to)
    this.#change(target, { inTransit: target.stock.inTransit + units })
    this.#onTheWay.push({ product: row.product, from: row.location, to, units })
    return { kind: 'sent', sku: row.product.sku, from: row.location.name, location: to.name, units }
  }

  #arrive(): Happened | null {
    const transfer = this.#onTheWay.shift()
    if (!transfer) return null
    const { product, from, to, units } = transfer
    const target = this.#shelfAt(product, to)
    this.#change(target, { inTransit: target.stock.inTransit - units, onHand: target.stock.onHand + units })
    return { kind: 'arrived', sku: product.sku, from: from.name, location: to.name, units }
  }

  #somethingThere(): Row | null {
    const product = this.#dice.pick(this.#dice.chance(0.8) ? this.#popular : this.#simulator.shop.products)
    const there = product.isDeprecated ? [] : product.stock.filter(({ available }) => available > 0)
    return there.length === 0 ? null : this.#row(product, this.#dice.pick(there))
  }

  /** The open lines of an order, each with the row of stock that counts them as on order. */
  #rowsOf(order: ShopPurchaseOrder) {
    return order.lines.flatMap((line) => {
      const product = this.#simulator.shop.products.find(({ id }) => id === line.productId)
      const stock = product?.stock.find(
        ({ locationId, onOrder }) => locationId === order.locationId && onOrder > 0,
      )
      return product && stock && line.received < line.quantity
        ? [{ line, row: this.#row(product, stock) }]
        : []
    })
  }

  /** Goods are put where the product stands already. */
  #shelfAt(product: ShopProduct, location: ShopLocation): Row {
    const place = { sku: product.sku, location: location.name }
    if (!product.stock.some(({ locationId }) => locationId === location.id))
      this.#simulator.setStock(place, {})
    return this.#row(product, product.stock.find(({ locationId }) => locationId === location.id)!)
  }

  #row(product: ShopProduct, stock: ShopStock): Row {
    return { product, stock, location: this.#locationOf(stock.locationId) }
  }

  #locationOf(locationId: string): ShopLocation {
    return this.#simulator.shop.locations.find(({ id }) => id === locationId)!
  }

  #change(row: Row, patch: Partial<ShopFigures> & { nextDelivery?: null }): void {
    this.#simulator.setStock(shelfOf(row), patch)
  }
}

interface Row {
  product: ShopProduct
  stock: ShopStock
  location: ShopLocation
}

function shelfOf(row: Row) {
  const { bin, batch, expires } = row.stock
  return { ...placeOf(row), ...(bin && { bin }), ...(batch && { batch }), ...(expires && { expires }) }
}

function placeOf({ product, location }: Row) {
  return { sku: product.sku, location: location.name }
}

function bringsGoods({ stage, isDropShip, type }: ShopPurchaseOrder): boolean {
  return stage === 'ordered' && !isDropShip && type !== 'Service Purchase'
}
