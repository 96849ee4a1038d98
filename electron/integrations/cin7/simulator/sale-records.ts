import { calendarDay, wireDay, wireStamp } from './dates'
import type { ShopSale } from './shop-sales'
import type { WireSale, WireSaleRow } from './wire'

/** One row of `/saleList`. */
export function saleRow(sale: ShopSale, position: number): WireSaleRow {
  const day = wireDay(calendarDay(sale.at))
  const amount = total(sale)
  return {
    SaleID: sale.id,
    OrderNumber: sale.orderNumber,
    Status: 'COMPLETED',
    OrderDate: day,
    InvoiceDate: day,
    Customer: 'Walk-in',
    InvoiceNumber: sale.invoiceNumber,
    CustomerReference: '',
    InvoiceAmount: amount,
    PaidAmount: amount,
    CreditNoteNumber: null,
    Updated: wireStamp(sale.at, position),
    OrderStatus: 'AUTHORISED',
    CombinedInvoiceStatus: 'INVOICED',
    FulFilmentStatus: 'FULFILLED',
    Type: type(sale),
  }
}

/** The answer of `/sale`. */
export function saleRecord(sale: ShopSale): WireSale {
  const day = wireDay(calendarDay(sale.at))
  const lines = [line(sale)]
  const task = { TaskID: sale.invoiceTaskId }
  return {
    ID: sale.id,
    Customer: 'Walk-in',
    Location: sale.location,
    Status: 'COMPLETED',
    Type: type(sale),
    SaleOrderDate: day,
    LastModifiedOn: wireStamp(sale.at, 0),
    ServiceOnly: false,
    Quote: { Memo: '', Status: 'NOT AVAILABLE', Lines: [], AdditionalCharges: [] },
    Order: {
      SaleOrderNumber: sale.orderNumber,
      Memo: '',
      Status: 'AUTHORISED',
      Lines: lines,
      AdditionalCharges: [],
      Total: total(sale),
    },
    Fulfilments: [
      {
        ...task,
        FulfillmentNumber: 1,
        LinkedInvoiceNumber: sale.invoiceNumber,
        FulFilmentStatus: 'FULFILLED',
        Pick: { Status: 'AUTHORISED', Lines: lines },
        Pack: { Status: 'AUTHORISED', Lines: [] },
        Ship: { Status: 'AUTHORISED', Lines: [] },
      },
    ],
    Invoices: [
      {
        ...task,
        InvoiceNumber: sale.invoiceNumber,
        Status: 'PAID',
        InvoiceDate: day,
        LinkedFulfillmentNumber: '1',
        Lines: lines,
        AdditionalCharges: [],
        Payments: [],
        Total: total(sale),
      },
    ],
    CreditNotes: [],
    Attachments: [],
    InventoryMovements: [],
    Transactions: [],
  }
}

function line({ product, units, location, ...sale }: ShopSale) {
  return {
    ProductID: product.id,
    SKU: product.sku,
    Name: product.name,
    Quantity: units,
    Price: product.price,
    Discount: 0,
    Tax: 0,
    AverageCost: product.averageCost,
    TaxRule: 'GST on Sales',
    Comment: '',
    Location: location,
    DropShip: false,
    BackorderQuantity: 0,
    Total: total({ product, units, location, ...sale }),
  }
}

function type({ isAdvanced }: ShopSale): string {
  return isAdvanced ? 'Advanced Sale' : 'Simple Sale'
}

function total({ product, units }: ShopSale): number {
  return Math.round(product.price * units * 10_000) / 10_000
}
