import type { z } from 'zod'
import { quantity } from '../../../shared/quantity'
import type {
  CategoryInput,
  LocationInput,
  ProductInput,
  StockRowInput,
  SupplierInput,
} from '../../stock/provider-rows'
import { parseDay, parseStamp } from './dates'
import {
  type Availability,
  type Category,
  type Figure,
  type Location,
  type Product,
  ProductSupplier,
  ReorderLevel,
  type Supplier,
  type Text,
} from './schemas'
import { whyNot } from './strange'

/** Told of a part of a row that could not be used, in words. */
export type NoteStrange = (why: string) => void

/** Null for a bin, which is listed as a location of its own. */
export function toLocation(row: Location): LocationInput | null {
  if (isReference(row.ParentID)) return null
  return {
    externalId: toId(row.ID),
    name: toText(row.Name),
    isDefault: row.IsDefault ?? false,
    isDeprecated: (row.IsDeprecated ?? false) || (row.Deprecated ?? false),
  }
}

export function toCategory(row: Category): CategoryInput {
  return { externalId: toId(row.ID), name: toText(row.Name) }
}

export function toSupplier(row: Supplier): SupplierInput {
  return { externalId: toId(row.ID), name: toText(row.Name), isDeprecated: isDeprecated(row.Status) }
}

export function toProduct(row: Product, note: NoteStrange): ProductInput {
  return {
    externalId: toId(row.ID),
    sku: toText(row.SKU),
    name: toText(row.Name),
    category: toText(row.Category),
    brand: toText(row.Brand),
    barcode: toText(row.Barcode),
    unit: toText(row.UOM),
    type: toText(row.Type),
    reorderPoint: toQuantity(row.MinimumBeforeReorder),
    reorderQuantity: toQuantity(row.ReorderQuantity),
    modifiedAt: parseStamp(toText(row.LastModifiedOn)),
    isDeprecated: isDeprecated(row.Status),
    suppliers: usable('Suppliers', row.Suppliers, ProductSupplier, note).map((entry) => ({
      externalId: toId(entry.SupplierID),
      name: toText(entry.SupplierName),
      supplierSku: toText(entry.SupplierInventoryCode),
    })),
    reorderPoints: usable('ReorderLevels', row.ReorderLevels, ReorderLevel, note).map((entry) => ({
      locationExternalId: toId(entry.LocationID),
      reorderPoint: toQuantity(entry.MinimumBeforeReorder),
      reorderQuantity: toQuantity(entry.ReorderQuantity),
    })),
  }
}

export function toStockRow(row: Availability): StockRowInput {
  return {
    productExternalId: toId(row.ID),
    sku: toText(row.SKU),
    name: toText(row.Name),
    barcode: toText(row.Barcode),
    location: toText(row.Location),
    bin: toText(row.Bin),
    batch: toText(row.Batch),
    expiresAt: parseDay(toText(row.ExpiryDate)) ?? 0,
    onHand: toQuantity(row.OnHand),
    allocated: toQuantity(row.Allocated),
    available: toQuantity(row.Available),
    onOrder: toQuantity(row.OnOrder),
    inTransit: toQuantity(row.InTransit),
    stockValue: toQuantity(row.StockOnHand),
    nextDeliveryAt: parseDay(toText(row.NextDeliveryDate)),
  }
}

export function usable<S extends z.ZodType>(
  list: string,
  entries: unknown[] | '' | null | undefined,
  schema: S,
  note: NoteStrange,
): z.output<S>[] {
  if (!entries) return []
  return entries.flatMap((entry, index) => {
    const parsed = schema.safeParse(entry)
    if (parsed.success) return [parsed.data]
    note(`${list}[${index}]: ${whyNot(parsed.error)}`)
    return []
  })
}

/** GUIDs come in both cases and are the same in both. */
export function toId(value: string): string {
  return value.trim().toLowerCase()
}

export function toText(value: Text): string {
  return typeof value === 'string' ? value.trim() : `${value ?? ''}`
}

export function toQuantity(value: Figure): number {
  return quantity(Number(value ?? 0))
}

/** Written in either case. */
function isDeprecated(status: Text): boolean {
  return toText(status).toLowerCase() === 'deprecated'
}

/** No reference is written as null, '' or a GUID of zeros. */
export function isReference(value: Text): boolean {
  return !/^[0-]*$/.test(toText(value))
}
