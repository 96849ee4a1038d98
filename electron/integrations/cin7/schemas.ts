import { z } from 'zod'

/**
 * What Cin7 Core really sends, as far as it is used. Nothing is written as null, '' or a missing key, even
 * within one list. Schemas only check, mapping converts: a page of 1,000 rows must not hold up the main loop,
 * and transforms cost several times as much.
 */

/** Beyond any real figure; such a value is a mistake of the service. */
const LARGEST = 1e12

/** A figure; text with a number in it passes too. */
const figure = z
  .union([z.number().min(-LARGEST).max(LARGEST), z.string().regex(/^\s*(-?\d{1,12}(\.\d+)?)?\s*$/), z.null()])
  .optional()
export type Figure = z.infer<typeof figure>

const text = z.union([z.string(), z.null(), z.number()]).optional()
export type Text = z.infer<typeof text>

const requiredText = z.union([z.string().regex(/\S/), z.number()])
const id = z.string().regex(/^\s*\S{1,100}\s*$/)
const flag = z.boolean().nullish()
/** Entries are checked one by one by their own schema, so that a strange one does not cost the whole row. */
const entries = z.union([z.array(z.unknown()), z.null(), z.literal('')]).optional()

export const Company = z.object({ Company: text, Currency: text, TimeZone: text })

export const Location = z.object({
  ID: id,
  Name: requiredText,
  IsDefault: flag,
  /** The documentation names both. */
  IsDeprecated: flag,
  Deprecated: flag,
  /** Set on bins, which are listed as locations of their own. */
  ParentID: text,
})

export const Category = z.object({ ID: id, Name: requiredText })

export const Supplier = z.object({ ID: id, Name: requiredText, Status: text })

export const Product = z.object({
  ID: id,
  SKU: text,
  Name: text,
  Category: text,
  Brand: text,
  Barcode: text,
  UOM: text,
  Type: text,
  MinimumBeforeReorder: figure,
  ReorderQuantity: figure,
  LastModifiedOn: text,
  Status: text,
  Suppliers: entries,
  ReorderLevels: entries,
})

export const ProductSupplier = z.object({ SupplierID: id, SupplierName: text, SupplierInventoryCode: text })

export const ReorderLevel = z.object({
  LocationID: id,
  MinimumBeforeReorder: figure,
  ReorderQuantity: figure,
})

export const Availability = z.object({
  ID: id,
  SKU: text,
  Name: text,
  Barcode: text,
  Location: requiredText,
  Bin: text,
  Batch: text,
  ExpiryDate: text,
  OnHand: figure,
  Allocated: figure,
  Available: figure,
  OnOrder: figure,
  InTransit: figure,
  /** Money, in spite of its name. */
  StockOnHand: figure,
  NextDeliveryDate: text,
})

export const Purchase = z.object({
  ID: id,
  OrderNumber: text,
  Status: text,
  Supplier: text,
  RequiredBy: text,
  OrderStatus: text,
  LastUpdatedDate: text,
  CombinedReceivingStatus: text,
  IsServiceOnly: flag,
  DropShipTaskID: text,
})

export const PurchaseDetail = z.object({
  ID: id,
  Type: text,
  Location: text,
  Order: z.object({ Lines: entries }),
  /** A list, or one receipt alone. */
  StockReceived: z.unknown().optional(),
  PutAway: z.unknown().optional(),
})

export const PurchaseLine = z.object({ ProductID: id, Quantity: figure })

export const Receipt = z.object({ Status: text, Lines: entries })

const reference = z.union([id, z.string().regex(/^\s*$/), z.null()]).optional()

/** The keys of its id and its order number differ from event to event. */
export const SaleEvent = z.object({
  SaleID: reference,
  SaleTaskID: reference,
  SaleOrderNumber: text,
  OrderNumber: text,
})

/** Of the stock event: the figures that are used at once have to be there. */
export const DeliveredAvailability = Availability.required({ OnHand: true, Available: true })

/** Of the events that only tell that something changed. */
export const ProductEvent = z.object({ ProductDetailsList: entries })
export const OrderEvent = z.object({ TaskID: text, PurchaseOrderNumber: text })

export const Sale = z.object({
  ID: id,
  ServiceOnly: flag,
  Order: z.object({ SaleOrderNumber: text, Lines: entries }).nullish(),
  Fulfilments: entries,
  Invoices: entries,
  CreditNotes: entries,
})

/** A part of a sale that has lines: an invoice, a credit note, a picking list. */
export const SaleDocument = z.object({ TaskID: text, Lines: entries, Restock: entries })

export const Fulfilment = z.object({ TaskID: text, Pick: z.unknown().optional() })

export const SaleLine = z.object({ ProductID: id })

export const SaleListRow = z.object({ SaleID: id, OrderNumber: text })

/** A subscription. */
export const Hook = z.object({
  ID: id,
  Type: text,
  IsActive: flag,
  ExternalURL: text,
  ExternalAuthorizationType: text,
  /** Left out by most answers, in clear in some. */
  ExternalBearerToken: text,
})

export type Company = z.infer<typeof Company>
export type Location = z.infer<typeof Location>
export type Category = z.infer<typeof Category>
export type Supplier = z.infer<typeof Supplier>
export type Product = z.infer<typeof Product>
export type Availability = z.infer<typeof Availability>
export type Purchase = z.infer<typeof Purchase>
export type PurchaseLine = z.infer<typeof PurchaseLine>
export type PurchaseDetail = z.infer<typeof PurchaseDetail>
export type SaleEvent = z.infer<typeof SaleEvent>
export type Sale = z.infer<typeof Sale>
export type Hook = z.infer<typeof Hook>
