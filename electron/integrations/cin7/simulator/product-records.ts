import { wireDay, wireStamp } from './dates'
import type { NothingWriter } from './nothing'
import type { ShopProduct, ShopSupplierLink } from './shop'
import type { ShopStore } from './shop-store'
import type { WireProduct, WireProductSupplier, WireReorderLevel } from './wire'

export interface ProductFlags {
  suppliers: boolean
  reorderLevels: boolean
}

/**
 * Writes products as `/product` lists them. Without its flag a nested list is there, but empty. Fields that say the
 * same for every product are written once: most of a page is made of them.
 */
export function productWriter(
  store: ShopStore,
  flags: ProductFlags,
  nothing: NothingWriter,
): (product: ShopProduct, position: number) => string {
  const sameForAll = [0, 1].map((parity) => JSON.stringify(unusedFields(nothing, parity)).slice(1))
  return (product, position) => {
    const own = JSON.stringify(ownFields(product, position, flags, store, nothing))
    return `${own.slice(0, -1)},${sameForAll[position % 2]}`
  }
}

/** One product alone, without what nests in it. */
export function productRecord(product: ShopProduct, store: ShopStore, nothing: NothingWriter) {
  const flags = { suppliers: false, reorderLevels: false }
  const {
    Suppliers: _suppliers,
    ReorderLevels: _levels,
    ...flat
  } = ownFields(product, 0, flags, store, nothing)
  return flat
}

function ownFields(
  product: ShopProduct,
  position: number,
  flags: ProductFlags,
  store: ShopStore,
  nothing: NothingWriter,
): WireProduct {
  return {
    ID: product.id,
    SKU: product.sku,
    Name: product.name,
    Category: product.category,
    Brand: product.brand ?? nothing(position),
    Type: product.type,
    CostingMethod: product.costingMethod,
    DropShipMode: 'No Drop Ship',
    DefaultLocation: store.shop.locations[0]?.name ?? nothing(position),
    Weight: product.weightGrams,
    UOM: product.unit,
    Barcode: product.barcode ?? nothing(position + 1),
    MinimumBeforeReorder: product.reorderPoint,
    ReorderQuantity: product.reorderQuantity,
    PriceTier1: product.price,
    PriceTier2: product.tradePrice,
    PriceTiers: { Retail: product.price, Trade: product.tradePrice },
    AverageCost: product.averageCost,
    Tags: product.tags,
    Status: product.isDeprecated ? 'Deprecated' : 'Active',
    StockLocator: product.reorderLevels[0]?.shelf || nothing(position),
    LastModifiedOn: wireStamp(product.modifiedAt, position),
    Suppliers: flags.suppliers ? supplierRecords(product, store, nothing) : [],
    ReorderLevels: flags.reorderLevels ? reorderLevelRecords(product, store, nothing) : [],
  }
}

/** What this shop does not use, in every form of "nothing" the service has. */
function unusedFields(nothing: NothingWriter, parity: number): Record<string, unknown> {
  return {
    Length: 0,
    Width: 0,
    Height: 0,
    WeightUnits: 'g',
    DimensionsUnits: 'cm',
    ...numbered('PriceTier', 3, 10, () => 0),
    ShortDescription: nothing(parity),
    Description: '',
    InternalNote: nothing(parity + 1),
    ...numbered('AdditionalAttribute', 1, 10, (index) => nothing(parity + index)),
    AttributeSet: null,
    DiscountRule: null,
    COGSAccount: '310',
    RevenueAccount: '200',
    ExpenseAccount: null,
    InventoryAccount: '140',
    PurchaseTaxRule: null,
    SaleTaxRule: '',
    Sellable: true,
    PickZones: '',
    BillOfMaterial: false,
    AutoAssembly: false,
    AutoDisassembly: false,
    QuantityToProduce: 0,
    AlwaysShowQuantity: 0,
    AssemblyInstructionURL: '',
    AssemblyCostEstimationMethod: 'Average Cost',
    BOMType: 'None',
    WarrantyName: null,
    HSCode: null,
    CountryOfOrigin: '',
    CountryOfOriginCode: null,
    CartonLength: 0,
    CartonWidth: 0,
    CartonHeight: 0,
    CartonQuantity: null,
    CartonInnerQuantity: null,
    BillOfMaterialsProducts: [],
    BillOfMaterialsServices: [],
    Movements: [],
    Attachments: [],
    CustomPrices: [],
  }
}

function numbered(name: string, first: number, last: number, value: (index: number) => unknown) {
  const indexes = Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
  return Object.fromEntries(indexes.map((index) => [`${name}${index}`, value(index)]))
}

function reorderLevelRecords(
  product: ShopProduct,
  store: ShopStore,
  nothing: NothingWriter,
): WireReorderLevel[] {
  return product.reorderLevels.map((level, index) => ({
    LocationID: level.locationId,
    LocationName: store.locationName(level.locationId),
    MinimumBeforeReorder: level.reorderPoint,
    ReorderQuantity: level.reorderQuantity,
    StockLocator: level.shelf || nothing(index),
    PickZones: nothing(index + 1),
  }))
}

/** The supplier links of one product, as `/product` and `/product-suppliers` write them. */
export function supplierRecords(
  product: ShopProduct,
  store: ShopStore,
  nothing: NothingWriter,
): WireProductSupplier[] {
  return product.suppliers.map((link, index) => {
    const supplier = store.supplier(link.supplierId)
    return {
      SupplierID: link.supplierId,
      SupplierName: supplier?.name ?? '',
      SupplierInventoryCode: link.supplierSku,
      SupplierProductName: nothing(index),
      Cost: link.cost,
      FixedCost: link.fixedCost,
      PurchaseCost: link.fixedCost > 0 ? link.fixedCost : link.cost,
      Currency: supplier?.currency ?? '',
      DropShip: false,
      SupplierProductURL: nothing(index + 1),
      ProductSupplierID: relatedId(product.id, index + 1),
      ProductID: product.id,
      LastSupplied: wireDay(link.lastSupplied),
      ProductSupplierOptions: [supplierOption(product, link, index)],
    }
  })
}

function supplierOption(product: ShopProduct, link: ShopSupplierLink, index: number) {
  return {
    ID: relatedId(product.id, index + 0x80),
    LocationID: null,
    LocationName: null,
    ReorderQuantity: product.reorderQuantity,
    Lead: link.leadDays,
    Safety: 0,
    MinimumToReorder: 0,
    SupplyIntervals: [],
  }
}

/** A GUID made from a product's own, so that links need not carry one. */
function relatedId(productId: string, offset: number): string {
  return `${offset.toString(16).padStart(8, '0')}${productId.slice(8)}`
}
