import type { StockRow } from '../../../shared/domain/stock'
import { text } from '../../lib/text'

/**
 * Where a row's state holds, in words to follow it: "at Queen St Shop". Empty when it holds at every
 * location in view, so that the row's sums tell the same story as its state.
 */
export function describePlaces(
  { stateLocations }: Pick<StockRow, 'stateLocations'>,
  locationCount: number | null,
): string {
  const [only, ...others] = stateLocations
  if (only === undefined || locationCount === null || others.length + 1 >= locationCount) return ''
  return others.length === 0
    ? text.stock.atLocation(only)
    : text.stock.atSomeLocations(others.length + 1, locationCount)
}
