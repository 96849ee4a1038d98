import type { ShopProduct, ShopPurchaseOrder } from './shop'
import type { ShopSale } from './shop-sales'
import type { ShopStore, StockEntry } from './shop-store'
import { productEvent, purchaseEvent, purchaseUpdate, saleEvent, stockEvent } from './webhook-payloads'
import type { WebhookSender } from './webhook-sender'

/** Makes events out of what happens in the shop. Without a sender, nobody is told. */
export class ShopEvents {
  constructor(
    private readonly store: ShopStore,
    private readonly sender: WebhookSender | null,
  ) {}

  /** `touched`: rows to tell of when nothing else is left of the product. */
  stock(product: ShopProduct, touched: readonly StockEntry[]): void {
    if (!this.sender) return
    const rows = this.store.stockOf(product)
    this.#raise('Stock/AvailableStockLevelChanged', stockEvent(rows.length > 0 ? rows : touched))
  }

  product(product: ShopProduct, event: 'Creation' | 'Update'): void {
    if (this.sender) this.#raise('Product/Updated', productEvent(product, event, this.store))
  }

  sale(sale: ShopSale): void {
    this.#raise('Sale/InvoiceAuthorised', saleEvent(sale))
  }

  purchase(before: ShopPurchaseOrder, after: ShopPurchaseOrder): void {
    if (before.stage !== 'ordered' && after.stage === 'ordered') {
      this.#raise('Purchase/OrderAuthorised', purchaseEvent('Purchase/OrderAuthorised', after, this.store))
    }
    if (unitsReceived(after) > unitsReceived(before)) {
      const type = 'Purchase/StockReceivedAuthorised'
      this.#raise(type, purchaseEvent(type, after, this.store))
    }
    this.#raise('Purchase/Updated', purchaseUpdate(after, this.store))
  }

  #raise(type: string, body: string): void {
    this.sender?.raise(type, body)
  }
}

function unitsReceived({ lines }: ShopPurchaseOrder): number {
  return lines.reduce((sum, { received }) => sum + received, 0)
}
