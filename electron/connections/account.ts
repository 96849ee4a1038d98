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
  responseMs: number
}

/** One or two small requests to endpoints the app needs. Rejects with the cause when the keys do not work. */
export type CheckCredentials = (account: Account, signal: AbortSignal) => Promise<AccountFacts>
