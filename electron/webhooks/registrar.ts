import { createHash } from 'node:crypto'
import type { Account } from '../connections/account'
import type { ConnectionRow } from '../connections/connection-store'
import type { Secret } from '../lib/secret'
import { SerialQueue } from '../lib/serial-queue'
import type { Clock } from '../ports'
import type { FeedSecrets } from './feed-secrets'
import type { HookStore } from './hook-store'
import type { ProviderHooks } from './provider-hooks'
import type { Route } from './receiver'

export type FeedOwner = Pick<ConnectionRow, 'id' | 'provider' | 'keysHeldIn'>

interface Deps {
  clock: Pick<Clock, 'now'>
  hooks: HookStore
  secrets: FeedSecrets
  provider: Pick<ProviderHooks, 'hookTypes' | 'ensureHooks' | 'removeHooks'>
  account(connectionId: string): Promise<Account>
  wantsOrders(): boolean
}

/** Keeps our subscriptions at the provider as they should be, and knows the paths that they lead to. */
export class Registrar {
  readonly #deps: Deps
  #routes = new Map<string, Route>()
  /** Two at once could each find a subscription missing, and create it twice. */
  readonly #turns = new SerialQueue()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  route(path: string): Route | null {
    return this.#routes.get(path) ?? null
  }

  /** Deliveries are accepted from now on. Rejects with `keychain_…`. */
  async expect(owner: FeedOwner): Promise<void> {
    await this.#prepare(owner)
  }

  /** None is accepted any more. */
  expectNothing(): void {
    this.#routes = new Map()
  }

  /** Rejects with `provider_refused` when the account has no right to any subscription. */
  async checkAccess(owner: FeedOwner, signal: AbortSignal): Promise<void> {
    const { provider, account } = this.#deps
    await provider.ensureHooks(await account(owner.id), [], signal)
  }

  /**
   * One subscription of each type leads to this host. What was refused is noted with it. Rejects when the provider
   * could not be asked. Returns whether deliveries may have been missed.
   */
  ensure(owner: FeedOwner, host: string, signal: AbortSignal): Promise<{ isRepaired: boolean }> {
    return this.#turns.run(() => this.#ensure(owner, host, signal))
  }

  /** Takes all our subscriptions away. Rejects when that could not be done for each. */
  remove(owner: FeedOwner, signal: AbortSignal): Promise<void> {
    return this.#turns.run(() => this.#removeAll(owner.id, this.#deps.hooks.rows(owner.id), signal))
  }

  async #ensure(owner: FeedOwner, host: string, signal: AbortSignal): Promise<{ isRepaired: boolean }> {
    signal.throwIfAborted()
    const { clock, hooks, provider, account } = this.#deps
    const { types, bearer } = await this.#prepare(owner)
    const rows = hooks.rows(owner.id)
    const wishes = rows
      .filter(({ type }) => types.includes(type))
      .map(({ type, path, externalId }) => ({ type, url: `https://${host}/${path}`, bearer, externalId }))
    const access = await account(owner.id)
    const outcomes = await provider.ensureHooks(access, wishes, signal)
    hooks.note(owner.id, outcomes, clock.now())
    await this.#removeAll(
      owner.id,
      rows.filter(({ type }) => !types.includes(type)),
      signal,
    )
    return { isRepaired: outcomes.some(({ change }) => change !== 'kept' && change !== 'none') }
  }

  async #prepare(owner: FeedOwner): Promise<{ types: readonly string[]; bearer: Secret<string> }> {
    const { hooks, secrets, provider, wantsOrders } = this.#deps
    const types = provider.hookTypes(owner, { orders: wantsOrders() })
    const { bearer, isNew } = await secrets.bearer(owner)
    hooks.prepare(owner.id, types, isNew)
    const authorization = createHash('sha256').update(`Bearer ${bearer.reveal()}`).digest()
    const routes = hooks.rows(owner.id).map(({ type, path }) => {
      return [`/${path}`, { connectionId: owner.id, type, authorization }] as const
    })
    this.#routes = new Map(routes)
    return { types, bearer }
  }

  async #removeAll(
    connectionId: string,
    rows: readonly { type: string; externalId: string | null }[],
    signal: AbortSignal,
  ): Promise<void> {
    const { hooks, provider, account } = this.#deps
    if (rows.length === 0) return
    const ids = rows.flatMap(({ externalId }) => externalId ?? [])
    if (ids.length > 0) await provider.removeHooks(await account(connectionId), ids, signal)
    hooks.remove(
      connectionId,
      rows.map(({ type }) => type),
    )
  }
}
