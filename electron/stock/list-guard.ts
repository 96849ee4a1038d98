import { AppError } from '../../shared/errors'

/** So many rows may go with one list without anybody being asked. */
export const MOST_UNASKED = 50

/**
 * Whether an empty list of these may replace what is stored. Products and stock: see `HeldLists`.
 * - Locations: never, as an account cannot be without one.
 * - Categories and suppliers: up to 50. A small shop deletes its only supplier; more is a fault at the provider.
 * @throws AppError `provider_changed`; what is stored stays.
 */
export function mayBeEmpty(list: 'locations' | 'categories' | 'suppliers', stored: number): boolean {
  if (stored === 0) return true
  if (list !== 'locations') return stored <= MOST_UNASKED
  throw new AppError(
    'provider_changed',
    'The list of locations came back empty although it had entries before, so the stored data was kept. Sync again later; if it stays empty, check the account.',
  )
}
