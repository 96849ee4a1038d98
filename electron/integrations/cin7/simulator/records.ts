import { wireDay, wireStamp } from './dates'
import type { NothingWriter } from './nothing'
import type { CompanySettings, NamedItem, ShopLocation, ShopSupplier } from './shop'
import type { StockEntry } from './shop-store'
import type { WireAvailability, WireCompany, WireLocation, WireSupplier } from './wire'

export function companyRecord(settings: CompanySettings): WireCompany {
  return {
    Company: settings.company,
    Currency: settings.currency,
    TimeZone: settings.timeZone,
    DefaultWeightUnits: 'g',
    DefaultDimensionsUnits: 'cm',
    LockDate: null,
    OpeningBalanceDate: '2023-03-31T00:00:00',
    TaxCalculationMethod: 'Total',
    DefaultSaleTaxRuleId: '7d0c5a1e-93b4-4c52-8f0d-2f6a1b7c9e40',
    DefaultSaleTaxRuleName: 'GST on Sales',
    MaximumDecimalPlacesInQuantity: 'N2',
    ApplyCustomerDiscountsAfterOtherDiscounts: false,
    DiscountRule: 'Discount',
    AutomaticallyApplyDiscounts: false,
    RoundingTable: [],
  }
}

/** One row of `/ref/productavailability`. */
export function availabilityRecord(
  { product, stock, location }: StockEntry,
  position: number,
  nothing: NothingWriter,
): WireAvailability {
  return {
    ID: product.id,
    SKU: product.sku,
    Name: product.name,
    Barcode: product.barcode ?? nothing(position),
    Location: location,
    Bin: stock.bin ?? nothing(position + 1),
    Batch: stock.batch ?? nothing(position),
    ExpiryDate: wireDay(stock.expires),
    OnHand: stock.onHand,
    Allocated: stock.allocated,
    Available: stock.available,
    OnOrder: stock.onOrder,
    StockOnHand: Math.round(stock.onHand * product.averageCost * 10_000) / 10_000,
    InTransit: stock.inTransit,
    NextDeliveryDate: wireDay(stock.nextDelivery),
  }
}

/** A location and, after it, each of its bins as a row of its own with `ParentID`. */
export function locationRecords(location: ShopLocation, nothing: NothingWriter): WireLocation[] {
  const bins = location.bins.map((bin) => ({
    ID: bin.id.toUpperCase(),
    Name: bin.name,
    IsDeprecated: false,
    IsStaging: false,
  }))
  const own = {
    ...placeRecord(location, nothing),
    IsDefault: location.isDefault,
    IsDeprecated: location.isDeprecated,
    Bins: bins.length > 0 ? bins : null,
    ReferenceCount: 412,
    AddressLine1: location.street,
    AddressCitySuburb: 'Auckland',
    AddressZipPostCode: '1010',
    AddressCountry: 'New Zealand',
    IsShopfloor: location.isShopFloor,
  }
  const binRows = location.bins.map((bin) => ({
    ...placeRecord(bin, nothing),
    ParentID: location.id,
    ParentName: location.name,
  }))
  return [own, ...binRows]
}

function placeRecord(place: NamedItem, nothing: NothingWriter): WireLocation {
  return {
    ID: place.id,
    Name: place.name,
    IsDefault: false,
    IsDeprecated: false,
    Bins: null,
    FixedAssetsLocation: false,
    ParentID: null,
    ParentName: null,
    ReferenceCount: 0,
    AddressLine1: '',
    AddressLine2: '',
    AddressCitySuburb: '',
    AddressStateProvince: '',
    AddressZipPostCode: '',
    AddressCountry: '',
    PickZones: nothing(place.name.length),
    IsShopfloor: false,
    IsCoMan: false,
    IsStaging: false,
  }
}

export function supplierRecord(
  supplier: ShopSupplier,
  position: number,
  nothing: NothingWriter,
): WireSupplier {
  return {
    ID: supplier.id,
    Name: supplier.name,
    Currency: supplier.currency,
    PaymentTerm: '30 days',
    TaxRule: 'GST on Expenses',
    Discount: 0,
    Comments: nothing(position),
    AccountPayable: '800',
    TaxNumber: null,
    AttributeSet: null,
    Status: supplier.isDeprecated ? 'Deprecated' : 'Active',
    LastModifiedOn: wireStamp(supplier.modifiedAt, position),
    Addresses: [],
    Contacts: [
      {
        Name: supplier.contact,
        Phone: '',
        MobilePhone: null,
        Fax: '',
        Email: supplier.email,
        Website: null,
        Default: true,
        Comment: null,
        IncludeInEmail: true,
      },
    ],
  }
}
