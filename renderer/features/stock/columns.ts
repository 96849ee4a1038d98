import type { StockColumn } from '../../../shared/domain/stock'

export interface ColumnShape {
  column: StockColumn
  /** In CSS pixels. The product takes what is left over as well. */
  width: number
  isNumeric: boolean
}

const shapes: Record<StockColumn, Omit<ColumnShape, 'column'>> = {
  product: { width: 184, isNumeric: false },
  category: { width: 112, isNumeric: false },
  supplier: { width: 132, isNumeric: false },
  onHand: { width: 76, isNumeric: true },
  allocated: { width: 80, isNumeric: true },
  available: { width: 136, isNumeric: true },
  onOrder: { width: 78, isNumeric: true },
  inTransit: { width: 80, isNumeric: true },
  reorderPoint: { width: 88, isNumeric: true },
  state: { width: 124, isNumeric: false },
  updatedAt: { width: 92, isNumeric: false },
}

/** Every column there is, in the order in which they are shown. */
export const allColumns = Object.keys(shapes) as StockColumn[]

/** The chosen columns in their fixed order. The product is always among them. */
export function shapeColumns(chosen: readonly StockColumn[]): ColumnShape[] {
  return allColumns
    .filter((column) => column === 'product' || chosen.includes(column))
    .map((column) => ({ column, ...shapes[column] }))
}

/** Tracks for CSS grid, and the width below which the list scrolls sideways. */
export function measureColumns(columns: ColumnShape[]): { tracks: string; leastWidth: number } {
  const track = ({ column, width }: ColumnShape) =>
    column === 'product' ? `minmax(${width}px, 1fr)` : `${width}px`
  return {
    tracks: columns.map(track).join(' '),
    leastWidth: columns.reduce((sum, { width }) => sum + width, 0),
  }
}
