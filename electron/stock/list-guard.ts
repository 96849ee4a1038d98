import { AppError } from '../../shared/errors'

type GuardedList = 'locations' | 'categories' | 'suppliers' | 'products' | 'stock'

const listNames: Record<GuardedList, string> = {
  locations: 'list of locations',
  categories: 'list of categories',
  suppliers: 'list of suppliers',
  products: 'product list',
  stock: 'stock list',
}

/**
 * The one place that decides whether a complete list may replace what is stored. A list that is
 * suddenly empty is more likely a fault at the provider than a shop that lost everything.
 * @throws AppError `provider_changed`; what is stored stays.
 */
export function refuseStrangeList(list: GuardedList, counts: { received: number; hasStored: boolean }): void {
  if (counts.received > 0 || !counts.hasStored) return
  throw new AppError(
    'provider_changed',
    `The ${listNames[list]} came back empty although it had entries before, so the stored data was kept. Sync again later; if it stays empty, check the account.`,
  )
}
