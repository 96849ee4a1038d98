import type { AppError } from '../../shared/errors'
import type { Cin7Credentials, ProviderId } from '../../shared/provider'
import type { Secret } from '../lib/secret'

/** How to reach one account. `apiUrl` ends with a slash. */
export interface Account {
  connectionId: string
  provider: ProviderId
  apiUrl: string
  credentials: Secret<Cin7Credentials>
}

/** What a provider says about the account behind a pair of keys. */
export interface AccountFacts {
  companyName: string
  currency: string
  timeZone: string
}

/** One or two small requests to endpoints the app needs. Rejects with the cause when the keys do not work. */
export type CheckCredentials = (account: Account, signal: AbortSignal) => Promise<AccountFacts>

/** One small request to an endpoint that a sync needs. Rejects with the cause when it is no success. */
export type AskProvider = (account: Account, signal: AbortSignal) => Promise<void>

/**
 * How one call to the provider ended. `limited`: too many calls. `refused`: the provider's own answer, but no
 * success. `unanswered`: no answer, somebody else's, or one that says that the provider is down.
 */
export type CallEnd =
  | { outcome: 'success'; responseMs: number }
  | { outcome: 'limited' | 'refused' | 'unanswered'; problem: AppError }
