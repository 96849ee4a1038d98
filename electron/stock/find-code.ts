import type { IndexedStock } from './indexed-stock'

const MOST_FOUND = 50

/** Ids of the products with exactly this barcode; where no product has it, with this SKU, whatever its case. */
export function findCode(stock: IndexedStock, code: string): number[] {
  const byBarcode = idsWhere(stock, (slot) => stock.barcodes[slot] === code)
  if (byBarcode.length > 0) return byBarcode
  const wanted = code.toLowerCase()
  return idsWhere(stock, (slot) => {
    const sku = stock.skus[slot]!
    return sku.length === code.length && sku.toLowerCase() === wanted
  })
}

function idsWhere({ size, ids, isShown }: IndexedStock, matches: (slot: number) => boolean): number[] {
  const found: number[] = []
  for (let slot = 0; slot < size && found.length < MOST_FOUND; slot++) {
    if (isShown[slot] === 1 && matches(slot)) found.push(ids[slot]!)
  }
  return found
}
