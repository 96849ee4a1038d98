import type { StockColumn } from '../../../shared/domain/stock'

export interface ColumnShape {
  column: StockColumn
  /** A track of CSS grid. */
  width: string
  isNumeric: boolean
}

const shapes: Record<StockColumn, Omit<ColumnShape, 'column'>> = {
  product: { width: 'minmax(184px, 1fr)', isNumeric: false },
  category: { width: '112px', isNumeric: false },
  supplier: { width: '132px', isNumeric: false },
  onHand: { width: '76px', isNumeric: true },
  allocated: { width: '80px', isNumeric: true },
  available: { width: '136px', isNumeric: true },
  onOrder: { width: '78px', isNumeric: true },
  inTransit: { width: '80px', isNumeric: true },
  reorderPoint: { width: '88px', isNumeric: true },
  state: { width: '124px', isNumeric: false },
  updatedAt: { width: '92px', isNumeric: false },
}

/** Every column there is, in the order in which they are shown. */
export const allColumns = Object.keys(shapes) as StockColumn[]

/** The chosen columns in their fixed order. The product is always among them. */
export function shapeColumns(chosen: readonly StockColumn[]): ColumnShape[] {
  return allColumns
    .filter((column) => column === 'product' || chosen.includes(column))
    .map((column) => ({ column, ...shapes[column] }))
}
