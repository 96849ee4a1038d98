/** As many as the calls take. */
export const MOST_SELECTED = 5_000

/** Which products are selected, and from which row a range goes on. */
export interface Selection {
  ids: ReadonlySet<number>
  anchor: number | null
}

export const noSelection: Selection = { ids: new Set(), anchor: null }

/** Adds the product of a row, or takes it out. */
export function toggle({ ids, anchor }: Selection, index: number, productId: number): Selection {
  const next = new Set(ids)
  if (next.delete(productId)) return { ids: next, anchor: index }
  if (next.size === MOST_SELECTED) return { ids, anchor }
  return { ids: next.add(productId), anchor: index }
}

/** Adds these products, up to the most there can be; the anchor stays. */
export function extend({ ids, anchor }: Selection, productIds: readonly number[]): Selection {
  const next = new Set(ids)
  for (const id of productIds) if (next.size < MOST_SELECTED) next.add(id)
  return { ids: next, anchor }
}

/** The rows from one to another, in whichever order. */
export function rangeTo(from: number, to: number): { first: number; last: number } {
  return { first: Math.min(from, to), last: Math.max(from, to) }
}
