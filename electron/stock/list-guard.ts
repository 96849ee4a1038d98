import { AppError } from '../../shared/errors'

type GuardedList = 'locations' | 'categories' | 'suppliers' | 'products' | 'stock'

const listNames = {
  locations: 'list of locations',
  products: 'product list',
  stock: 'stock list',
}

/** So many rows may go with one list without anybody being asked. */
export const MOST_UNASKED = 50

/**
 * The one place that decides whether an empty list may replace what is stored.
 * - Up to 50 rows: yes. A small shop sells its last piece, or its only supplier is deleted.
 * - More: a fault at the provider is more likely. Products and stock are refused, which ends the run.
 *   Categories and suppliers are not worth that; the answer is no, and what is stored stays.
 * - Locations are refused however few there are: an account cannot be without one.
 * @throws AppError `provider_changed`; what is stored stays.
 */
export function mayBeEmpty(list: GuardedList, stored: number): boolean {
  if (stored === 0) return true
  if (list !== 'locations' && stored <= MOST_UNASKED) return true
  if (list === 'categories' || list === 'suppliers') return false
  throw new AppError(
    'provider_changed',
    `The ${listNames[list]} came back empty although it had entries before, so the stored data was kept. Sync again later; if it stays empty, check the account.`,
  )
}
