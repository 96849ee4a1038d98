import { randomUUID } from 'node:crypto'
import type { ShopProduct } from './shop'
import type { NewProduct } from './shop-store'

/** A plain product without stock, supplier or level; whatever is given replaces the default. */
export function newProduct(product: NewProduct, modifiedAt: number): ShopProduct {
  return {
    id: randomUUID(),
    category: 'Kitchen',
    brand: null,
    barcode: null,
    type: 'Stock',
    costingMethod: 'FIFO',
    unit: 'Item',
    weightGrams: 0,
    tags: '',
    isDeprecated: false,
    price: 10,
    tradePrice: 8,
    averageCost: 4,
    reorderPoint: 0,
    reorderQuantity: 0,
    reorderLevels: [],
    suppliers: [],
    modifiedAt,
    stock: [],
    ...product,
  }
}
