const MOST = 1e9

/** Three digits after a comma are thousands to some and thousandths to others: nobody is to be misread. */
const PLAIN = /^\d+(?:\.\d{1,4}|,(?!\d{3}$)\d{1,4})?$/

/** A quantity as typed, with a comma or a point before its decimals; null: it is none from 0 on, or ambiguous. */
export function readUnits(typed: string): number | null {
  const text = typed.trim()
  const units = Number(text.replace(',', '.'))
  return PLAIN.test(text) && units <= MOST ? units : null
}

export interface TypedLevels {
  point: string
  quantity: string
}

/** Both levels as typed; null while one of them is none. */
export function readLevels({ point, quantity }: TypedLevels): {
  reorderPoint: number
  reorderQuantity: number
} | null {
  const [reorderPoint, reorderQuantity] = [readUnits(point), readUnits(quantity)]
  return reorderPoint === null || reorderQuantity === null ? null : { reorderPoint, reorderQuantity }
}
