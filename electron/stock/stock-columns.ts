/** The columns that tell stock rows apart, and what else a row holds, in the order of all statements here. */
export const grain = ['product_id', 'location_id', 'bin', 'batch', 'expires_at'] as const
export const figures = ['on_hand', 'allocated', 'available', 'on_order', 'in_transit'] as const
export const contents = [...figures, 'stock_value', 'next_delivery_at'] as const

export type Grain = [productId: number, locationId: number, bin: string, batch: string, expiresAt: number]
export type Contents = [
  onHand: number,
  allocated: number,
  available: number,
  onOrder: number,
  inTransit: number,
  stockValue: number,
  nextDeliveryAt: number | null,
]
/** What is written beside changed figures. */
export type Origin = [changedAt: number, source: string, runId: string]
export type StoredRow = [id: number, ...Contents]
export interface RunKey {
  runId: string
  connectionId: string
}

export const list = (columns: readonly string[], prefix = '') =>
  columns.map((column) => prefix + column).join(', ')
export const marks = (columns: readonly string[]) => columns.map(() => '?').join(', ')

export const upsertContents = `ON CONFLICT (${list(grain)}) DO UPDATE SET (${list(contents)}) = (${list(contents, 'excluded.')})`

/**
 * Sums of the stock rows `r` of one pair; zeros when it has none. Rounded as by `quantity`: SQLite's
 * `round(x, 4)` goes through text and takes ten times as long.
 */
export const sums = `${[...figures, 'stock_value'].map((column) => `round(total(r.${column}) * 10000) / 10000`).join(', ')},
  min(r.next_delivery_at)`

/** A level keeps its origin when no figure moved, for example when only the stock's value did. */
const areFiguresKept = `(${list(figures, 'stock_levels.')}) IS (${list(figures, 'excluded.')})`
export const upsertLevel = `ON CONFLICT (product_id, location_id) DO UPDATE SET
  (${list(contents)}) = (${list(contents, 'excluded.')}),
  ${['changed_at', 'source', 'run_id']
    .map((column) => `${column} = iif(${areFiguresKept}, stock_levels.${column}, excluded.${column})`)
    .join(', ')}`

export const levelColumns = `product_id, location_id, ${list(contents)}, changed_at, source, run_id`
