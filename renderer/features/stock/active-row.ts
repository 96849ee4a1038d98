import { BLOCK_ROWS, rowAt, type StockSnapshot } from './stock-window'

/** The row that has, or had last, the keyboard. */
export interface ActiveRow {
  index: number
  /** Null while the row is still being read. */
  productId: number | null
}

/** Where that row's product stands in a newer answer to the same choice; its old place when it is not among the rows read. */
export function followRow(active: ActiveRow, snapshot: StockSnapshot): ActiveRow {
  const there = rowAt(snapshot, active.index)?.productId ?? null
  const productId = active.productId ?? there
  if (productId === null || productId === there) return { index: active.index, productId }
  for (const [block, rows] of snapshot.blocks) {
    const position = rows.findIndex((row) => row.productId === productId)
    if (position >= 0) return { index: block * BLOCK_ROWS + position, productId }
  }
  return { index: active.index, productId }
}
