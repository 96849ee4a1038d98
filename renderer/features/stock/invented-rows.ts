import type { StockRow } from '../../../shared/domain/stock'

const names = ['Beard oil', 'Pomade', 'Carbon comb']

/** Rows for tests of the list, in the order of their product ids, from 1 on. */
export function inventRows(count: number): StockRow[] {
  return Array.from({ length: count }, (_, index) => ({
    productId: index + 1,
    name: `${names[index % names.length]} ${index + 1}`,
    sku: `SKU-${index + 1}`,
    barcode: '',
    category: 'Care',
    supplier: '',
    onHand: 1,
    allocated: 0,
    available: 1,
    onOrder: 0,
    inTransit: 0,
    reorderPoint: null,
    state: 'ok',
    stateLocations: [],
    runOutDays: null,
    soonestRunOut: null,
    updatedAt: 0,
  }))
}
