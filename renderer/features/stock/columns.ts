import type { Settings } from '../../../shared/domain/settings'
import type { SortColumn, StockColumn } from '../../../shared/domain/stock'

type Density = Settings['density']

/** Widths are in CSS pixels. */
export interface ColumnShape {
  column: StockColumn
  width: number
  /** What it shrinks to before the list scrolls sideways. */
  leastWidth: number
  isNumeric: boolean
}

const figure = (width: number) => ({ width, leastWidth: width, isNumeric: true })
const words = (width: number, leastWidth = width) => ({ width, leastWidth, isNumeric: false })

const shapes: Record<StockColumn, Omit<ColumnShape, 'column'>> = {
  product: words(236, 108),
  category: words(112),
  supplier: words(132),
  onHand: figure(76),
  allocated: figure(80),
  available: figure(132),
  trend: words(84),
  onOrder: figure(76),
  inTransit: figure(80),
  reorderPoint: figure(86),
  runOut: figure(96),
  state: words(136, 120),
  updatedAt: words(90),
}

/** What stands on two lines otherwise and on one here. */
const compactShapes: Partial<typeof shapes> = { product: words(320, 108), state: words(200, 120) }

/** The first is the first to go: the supplier late, since who shows it has asked for it. What is not here always stays. */
const waysOut: readonly StockColumn[] = [
  'inTransit',
  'allocated',
  'category',
  'updatedAt',
  'trend',
  'onHand',
  'supplier',
  'onOrder',
  'runOut',
  'reorderPoint',
]

/** Drawn for the rows on screen alone, so that nothing can be sorted by it. */
export function isSortable(column: StockColumn): column is SortColumn {
  return column !== 'trend'
}

/** Every column there is, in the order in which they are shown. */
export const allColumns = Object.keys(shapes) as StockColumn[]

/** The chosen columns in their fixed order. The product is always among them. */
export function shapeColumns(chosen: readonly StockColumn[], density: Density): ColumnShape[] {
  const widths = density === 'compact' ? { ...shapes, ...compactShapes } : shapes
  return allColumns
    .filter((column) => column === 'product' || chosen.includes(column))
    .map((column) => ({ column, ...widths[column] }))
}

/** The columns that fit into the room. The one that the list is sorted by gives way last. */
export function fitColumns(columns: ColumnShape[], room: number, sortedBy: SortColumn): ColumnShape[] {
  const isLast = (column: StockColumn) => Number(column === sortedBy)
  let kept = columns
  for (const column of waysOut.toSorted((left, right) => isLast(left) - isLast(right))) {
    if (widthOf(kept) <= room) break
    kept = kept.filter((shape) => shape.column !== column)
  }
  return kept
}

/** Tracks for CSS grid, and the width below which the list scrolls sideways. The product takes what is left over. */
export function measureColumns(columns: ColumnShape[], room: number): { tracks: string; leastWidth: number } {
  const missing = Math.max(0, widthOf(columns) - room)
  const slack = columns.reduce((sum, { width, leastWidth }) => sum + width - leastWidth, 0)
  const share = slack === 0 ? 0 : Math.min(1, missing / slack)
  const shrunk = columns.map(({ column, width, leastWidth }) => ({
    column,
    width: Math.floor(width - share * (width - leastWidth)),
  }))
  const track = ({ column, width }: (typeof shrunk)[number]) =>
    column === 'product' ? `minmax(${width}px, 1fr)` : `${width}px`
  return { tracks: shrunk.map(track).join(' '), leastWidth: widthOf(shrunk) }
}

function widthOf(columns: { width: number }[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0)
}
