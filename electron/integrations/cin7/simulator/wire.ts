/**
 * The records as Cin7 Core writes them. Only what the simulator sends; the client has its own idea of
 * them, and the two are kept apart on purpose so that a mistake in one cannot hide in the other.
 */

/** Some fields say "nothing" with null on one record and with an empty string on another. */
export type Nothing = null | ''

export interface WireCompany {
  Company: string
  Currency: string
  TimeZone: string
  DefaultWeightUnits: string
  DefaultDimensionsUnits: string
  LockDate: string | null
  OpeningBalanceDate: string | null
  TaxCalculationMethod: string
  DefaultSaleTaxRuleId: string
  DefaultSaleTaxRuleName: string
  MaximumDecimalPlacesInQuantity: string
  ApplyCustomerDiscountsAfterOtherDiscounts: boolean
  DiscountRule: string
  AutomaticallyApplyDiscounts: boolean
  RoundingTable: unknown[]
}

export interface WireProduct {
  ID: string
  SKU: string
  Name: string
  Category: string
  Brand: string | Nothing
  Type: string
  CostingMethod: string
  DropShipMode: string
  DefaultLocation: string | Nothing
  UOM: string
  Barcode: string | Nothing
  MinimumBeforeReorder: number
  ReorderQuantity: number
  AverageCost: number
  Status: string
  LastModifiedOn: string
  Suppliers: WireProductSupplier[]
  ReorderLevels: WireReorderLevel[]
  /** Prices, sizes, accounts, attributes and the other nested lists. */
  [other: string]: unknown
}

export interface WireReorderLevel {
  LocationID: string
  LocationName: string
  MinimumBeforeReorder: number
  ReorderQuantity: number
  StockLocator: string | Nothing
  PickZones: string | Nothing
}

export interface WireProductSupplier {
  SupplierID: string
  SupplierName: string
  SupplierInventoryCode: string
  SupplierProductName: string | Nothing
  Cost: number
  FixedCost: number
  PurchaseCost: number
  Currency: string
  DropShip: boolean
  SupplierProductURL: string | Nothing
  ProductSupplierID: string
  ProductID: string
  LastSupplied: string | null
  ProductSupplierOptions: WireSupplierOption[]
}

export interface WireSupplierOption {
  ID: string
  /** null: the set that holds for every location. */
  LocationID: string | null
  LocationName: string | null
  ReorderQuantity: number
  Lead: number
  Safety: number
  MinimumToReorder: number
  SupplyIntervals: unknown[]
}

export interface WireAvailability {
  ID: string
  SKU: string
  Name: string
  Barcode: string | Nothing
  /** The location's name; this list knows no location IDs. */
  Location: string
  Bin: string | Nothing
  Batch: string | Nothing
  ExpiryDate: string | null
  OnHand: number
  Allocated: number
  Available: number
  OnOrder: number
  /** Money: the value of what is on hand. */
  StockOnHand: number
  InTransit: number
  NextDeliveryDate: string | null
}

export interface WireLocation {
  ID: string
  Name: string
  IsDefault: boolean
  IsDeprecated: boolean
  /** IDs in upper case, unlike the bins' own rows. */
  Bins: { ID: string; Name: string; IsDeprecated: boolean; IsStaging: boolean }[] | null
  FixedAssetsLocation: boolean
  ParentID: string | null
  ParentName: string | null
  ReferenceCount: number
  PickZones: string | Nothing
  IsShopfloor: boolean
  IsCoMan: boolean
  IsStaging: boolean
  [addressLine: string]: unknown
}

export interface WireSupplier {
  ID: string
  Name: string
  Currency: string
  PaymentTerm: string
  TaxRule: string
  Discount: number
  Comments: string | Nothing
  AccountPayable: string
  TaxNumber: string | null
  AttributeSet: string | null
  Status: string
  LastModifiedOn: string
  Addresses: unknown[]
  Contacts: unknown[]
}

export interface WireNamed {
  ID: string
  Name: string
}

export interface WireWebhook {
  ID: string
  Type: string
  Name: string
  IsActive: boolean
  ExternalURL: string
  ExternalAuthorizationType: string
  ExternalUserName: string
  ExternalPassword: string
  ExternalBearerToken: string
  ExternalHeaders: { Key: string; Value: string }[]
}

export interface WireError {
  ErrorCode: number
  Exception: string
}

export interface WirePurchase {
  ID: string
  OrderNumber: string
  Status: string
  OrderDate: string | null
  Supplier: string
  SupplierID: string
  RequiredBy: string | null
  OrderStatus: string
  LastUpdatedDate: string
  Type: string
  CombinedReceivingStatus: string
  IsServiceOnly: boolean
  DropShipTaskID: string | null
  /** Invoice, payment and credit note. */
  [other: string]: unknown
}

export interface WirePurchaseDetail {
  ID: string
  OrderNumber: string
  Location: string
  Order: { Status: string; Lines: WirePurchaseLine[]; [other: string]: unknown }
  StockReceived: WireReceipt[]
  PutAway: WireReceipt[]
  [other: string]: unknown
}

export interface WirePurchaseLine {
  ProductID: string
  SKU: string
  Name: string
  [other: string]: unknown
}

export interface WireReceipt {
  TaskID: string
  Status: string
  Lines: WirePurchaseLine[]
  InvoicingAndReceivingNumber: number
}

export interface WireSaleRow {
  SaleID: string
  OrderNumber: string
  InvoiceNumber: string
  /** Dates, amounts and the states of its parts. */
  [other: string]: unknown
}

export interface WireSale {
  ID: string
  ServiceOnly: boolean
  Order: { SaleOrderNumber: string; Lines: WireSaleLine[]; [other: string]: unknown }
  Invoices: { TaskID: string; Lines: WireSaleLine[]; [other: string]: unknown }[]
  [other: string]: unknown
}

export interface WireSaleLine {
  ProductID: string
  SKU: string
  Quantity: number
  [other: string]: unknown
}
