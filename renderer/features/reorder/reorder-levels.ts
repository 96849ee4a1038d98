const MOST = 1e9

/** A quantity as typed, with a comma or a point before its decimals; null: it is none from 0 on. */
export function readUnits(typed: string): number | null {
  const units = Number(typed.trim().replace(',', '.'))
  return typed.trim() !== '' && units >= 0 && units <= MOST ? units : null
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
