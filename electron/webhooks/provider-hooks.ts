import type { LiveHook } from '../../shared/domain/live'
import type { Account } from '../connections/account'
import type { Secret } from '../lib/secret'
import type { StockRowInput } from '../stock/provider-rows'

/** A subscription as it should be at the provider. */
export interface HookWish {
  /** The provider's name of the event. */
  type: string
  /** Whole, with the secret path. */
  url: string
  /** What deliveries prove themselves with: `Authorization: Bearer …`. */
  bearer: Secret<string>
  /** Of our subscription, when it is known; null: there is none, or the answer to its creation was lost. */
  externalId: string | null
}

/** What became of a wish. */
export interface HookOutcome {
  type: string
  /** null: it is not registered. */
  externalId: string | null
  isActive: boolean
  /** `kept`: it was right. `repaired`: it was there and wrong, for example switched off: deliveries may be missing. */
  change: 'kept' | 'created' | 'repaired' | 'none'
  problem: LiveHook['problem']
}

/** A row of a delivery. It does not tell what is in transit, nor the next delivery: what is stored of these stays. */
export type DeliveredRow = Omit<StockRowInput, 'inTransit' | 'nextDeliveryAt'>

export interface SaleRef {
  /** The provider's id of the sale, or of one of its documents. */
  id: string
  /** '' where none is given. */
  orderNumber: string
}

/** What a delivery says, in our words. */
export type DeliveryContents =
  | { kind: 'stock'; rows: DeliveredRow[] }
  /** Records of products changed. */
  | { kind: 'products' }
  | { kind: 'sale'; sale: SaleRef }
  | { kind: 'orders' }
  /** `why` without anything of the contents. */
  | { kind: 'unusable'; why: string }

/** What live updates need of a provider. Calls to it wait for their turn within its budget, before those of syncs. */
export interface ProviderHooks {
  /** The events to subscribe to. */
  hookTypes(account: Pick<Account, 'provider'>, wanted: { orders: boolean }): readonly string[]
  /**
   * Reads the subscriptions of the account and puts right what differs from the wishes, each on its own; a subscription
   * whose id is in none of them is never touched. Rejects when they cannot be read: `provider_refused` when the account has no
   * right to any.
   */
  ensureHooks(account: Account, wishes: readonly HookWish[], signal: AbortSignal): Promise<HookOutcome[]>
  /** Deletes these, and no others. What is not there any more counts as deleted. */
  removeHooks(account: Account, externalIds: readonly string[], signal: AbortSignal): Promise<void>
  /** `body`: parsed JSON. Never throws. */
  readDelivery(account: Pick<Account, 'provider'>, type: string, body: unknown): DeliveryContents
  /** External ids of the products of a sale. null: the provider knows no such sale. */
  productsOfSale(account: Account, sale: SaleRef, reading: Reading): Promise<string[] | null>
  /** All stock rows of one product. null: they could not be read for certain. */
  productStock(account: Account, externalId: string, reading: Reading): Promise<StockRowInput[] | null>
}

export interface Reading {
  signal: AbortSignal
  onCall(): void
}
