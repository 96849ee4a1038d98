import { randomUUID } from 'node:crypto'
import type { ShopProduct } from './shop'

/** One sale that was invoiced. */
export interface ShopSale {
  id: string
  /** Of its invoice. Equals the sale's id unless the sale is an advanced one. */
  invoiceTaskId: string
  /** Such as `SO-00092`. */
  orderNumber: string
  invoiceNumber: string
  isAdvanced: boolean
  product: ShopProduct
  location: string
  units: number
  /** Epoch ms. */
  at: number
}

/** Sales since the simulator started, oldest first. */
export class ShopSales {
  readonly all: ShopSale[] = []

  add(sale: Pick<ShopSale, 'isAdvanced' | 'product' | 'location' | 'units' | 'at'>): ShopSale {
    const id = randomUUID()
    const number = String(this.all.length + 1).padStart(5, '0')
    const made = {
      ...sale,
      id,
      invoiceTaskId: sale.isAdvanced ? randomUUID() : id,
      orderNumber: `SO-${number}`,
      invoiceNumber: `INV-${number}`,
    }
    this.all.push(made)
    return made
  }

  find(id: string): ShopSale | undefined {
    return this.all.find((sale) => sale.id === id.toLowerCase())
  }
}
