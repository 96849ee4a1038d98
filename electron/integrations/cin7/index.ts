import { isAppError } from '../../../shared/errors'
import type { Cin7Credentials } from '../../../shared/provider'
import type { CallEnd } from '../../connections/account'
import type { Secret } from '../../lib/secret'
import type { Clock, Fetch, Log, Random } from '../../ports'
import type { StockRowInput } from '../../stock/provider-rows'
import type { ProviderRun } from '../../sync/provider-run'
import type { HookOutcome, HookWish, Reading, SaleRef } from '../../webhooks/provider-hooks'
import { Cin7Client, type ClientOptions } from './client'
import { ensureHooks, removeHooks } from './hook-registration'
import { Limiters } from './limiters'
import { defaultPace } from './limits'
import { readProduct } from './product-stock'
import { productsOfSale } from './sales'
import { sync } from './sync'
import { hookTypes, readDelivery } from './webhooks'

export { parseApiUrl } from './api-url'
export { defaultPace, type Pace, scalePace, withBudget } from './limits'

interface Deps {
  clock: Clock
  fetch: Fetch
  log: Log
  random: Random
  /** Told of the end of every call, unless it was given up. */
  onCallEnd(connectionId: string, end: CallEnd): void
}

interface Access {
  connectionId: string
  /** As `parseApiUrl` returns it. */
  apiUrl: string
  credentials: Secret<Cin7Credentials>
}

export interface Cin7AccountFacts {
  companyName: string
  /** ISO 4217; '' when the keys may not read it. */
  currency: string
  /** IANA name; '' when the keys may not read it. */
  timeZone: string
}

export interface Cin7 {
  /** Whether the keys open what a sync needs, and whose account it is. */
  checkCredentials(access: Access & { signal: AbortSignal }): Promise<Cin7AccountFacts>
  /** One call, for one row of a list that a sync needs. Rejects when it is no success. */
  ask(access: Access & { signal: AbortSignal }): Promise<void>
  /** Reads what the run's plan says and hands it to the run. Rejects when the run cannot be completed. */
  sync(access: Access & { run: ProviderRun }): Promise<void>
  /** See `ProviderHooks` for this and what follows. */
  hookTypes: typeof hookTypes
  ensureHooks(access: Access & { signal: AbortSignal }, wishes: readonly HookWish[]): Promise<HookOutcome[]>
  removeHooks(access: Access & { signal: AbortSignal }, externalIds: readonly string[]): Promise<void>
  readDelivery: typeof readDelivery
  productsOfSale(access: Access & { reading: Reading }, sale: SaleRef): Promise<string[] | null>
  productStock(access: Access & { reading: Reading }, externalId: string): Promise<StockRowInput[] | null>
  /** Calls started within the last 60 s with the key of a connection, and how many the app allows itself now. */
  budget(connectionId: string): { used: number; limit: number }
}

/** Keys that cannot read it are of no use for a sync. */
const NEEDED_LIST = { path: 'product', key: 'Products' }

/** Keys that may read stock but not the company's settings still connect, under this name. */
const UNNAMED_COMPANY = 'Cin7 Core account'

/**
 * What this app does with Cin7 Core. All calls with one application key share one queue and one pace.
 *
 * @param pace only for measuring against a service with a shorter minute
 */
export function createCin7(deps: Deps, pace = defaultPace): Cin7 {
  const limiters = new Limiters(deps.clock, pace)

  function clientFor(connectionId: string, options: Omit<ClientOptions, 'onCallEnd'>): Cin7Client {
    const { accountId, applicationKey } = options.credentials.reveal()
    deps.log.hide(accountId)
    deps.log.hide(applicationKey)
    const caller = { connectionId, apiUrl: options.apiUrl, applicationKey }
    const onCallEnd = (end: CallEnd) => deps.onCallEnd(connectionId, end)
    return new Cin7Client({ ...deps, pace, limiter: () => limiters.of(caller) }, { ...options, onCallEnd })
  }

  /** For live updates: before syncs, after what a person waits for. */
  const liveClient = (
    { connectionId, apiUrl, credentials }: Access,
    onCall?: () => void,
    priority: ClientOptions['priority'] = 'webhook',
  ) =>
    clientFor(connectionId, {
      apiUrl,
      credentials,
      pageSize: 1_000,
      priority,
      tries: 2,
      patienceMs: pace.userPatienceMs,
      offlinePatienceMs: 0,
      ...(onCall && { onCall }),
    })

  return {
    async checkCredentials({ connectionId, apiUrl, credentials, signal }) {
      const client = clientFor(connectionId, {
        apiUrl,
        credentials,
        pageSize: 1,
        priority: 'user',
        tries: 2,
        patienceMs: pace.userPatienceMs,
        offlinePatienceMs: 0,
      })
      const company = await client.company(signal).catch((error: unknown) => {
        if (isAppError(error) && ['credentials_rejected', 'provider_refused'].includes(error.code))
          return null
        throw error
      })
      await client.page(NEEDED_LIST, 1, signal)
      return {
        companyName: `${company?.Company ?? ''}`.trim() || UNNAMED_COMPANY,
        currency: `${company?.Currency ?? ''}`.trim(),
        timeZone: `${company?.TimeZone ?? ''}`.trim(),
      }
    },

    async ask({ connectionId, apiUrl, credentials, signal }) {
      const client = clientFor(connectionId, {
        apiUrl,
        credentials,
        pageSize: 1,
        priority: 'user',
        tries: 1,
        patienceMs: 0,
        offlinePatienceMs: 0,
      })
      await client.page(NEEDED_LIST, 1, signal)
    },

    async sync({ connectionId, apiUrl, credentials, run }) {
      const client = clientFor(connectionId, {
        apiUrl,
        credentials,
        pageSize: run.plan.pageSize,
        priority: 'sync',
        tries: 5,
        patienceMs: pace.syncPatienceMs,
        offlinePatienceMs: pace.offlinePatienceMs,
        onCall: run.onCall,
        onWait: run.onWait,
      })
      await sync(client, run)
    },

    hookTypes,
    readDelivery,
    ensureHooks: (access, wishes) => ensureHooks(liveClient(access), wishes, access.signal),
    removeHooks: (access, ids) => removeHooks(liveClient(access, undefined, 'user'), ids, access.signal),
    productsOfSale: ({ reading, ...access }, sale) =>
      productsOfSale(liveClient(access, reading.onCall), sale, reading.signal),
    productStock: ({ reading, ...access }, externalId) =>
      readProduct(liveClient(access, reading.onCall), externalId, reading.signal),

    budget: (connectionId) => limiters.budget(connectionId),
  }
}
