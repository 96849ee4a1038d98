import type { Account } from '../connections/account'
import { MasterKeys } from '../crypto/master-key'
import type { Database } from '../db/database'
import { Secret } from '../lib/secret'
import { untilAborted } from '../lib/until-aborted'
import type { Tunnel, TunnelState, TunnelWish } from '../tunnel/tunnel-state'
import { FeedSecrets } from '../webhooks/feed-secrets'
import type { FeedState } from '../webhooks/feed-state'
import { HookStore } from '../webhooks/hook-store'
import type { HookOutcome, HookWish } from '../webhooks/provider-hooks'
import { type FeedOwner, Registrar } from '../webhooks/registrar'
import type { WayToBuild } from '../webhooks/way-to-build'
import { WebhookFeed } from '../webhooks/webhook-feed'
import { storeConnection } from './factories'
import { FakeClock } from './fake-clock'
import { MemoryKeychain } from './memory-keychain'
import { nodeRandom, silentLog } from './node-ports'
import { openTestDatabase } from './test-database'

/** A tunnel that is whatever a test says. */
class SaidTunnel implements Tunnel {
  state: TunnelState = { stage: 'closed' }
  readonly wishes: TunnelWish[] = []
  readonly restarts: string[] = []
  checks = 0
  isOpen = false

  open(wish: TunnelWish): void {
    this.isOpen = true
    this.wishes.push(wish)
  }

  restart(why: string): void {
    this.restarts.push(why)
  }

  check(): void {
    this.checks += 1
  }

  async close(): Promise<void> {
    this.isOpen = false
  }
}

/** A provider that keeps subscriptions in memory, by id. */
class MemoryHooks {
  readonly hooks = new Map<string, HookWish & { isActive: boolean }>()
  /** What asking for the subscriptions fails with. */
  failure: Error | null = null
  /** Types that it does not subscribe to. */
  readonly refused = new Set<string>()
  /** It takes calls and does not answer. */
  isSilent = false
  asked = 0

  hookTypes = (_: unknown, { orders }: { orders: boolean }) =>
    orders ? ['Stock', 'Sale', 'Purchase'] : ['Stock', 'Sale']

  ensureHooks = async (
    _: Account,
    wishes: readonly HookWish[],
    signal: AbortSignal,
  ): Promise<HookOutcome[]> => {
    this.asked += 1
    await this.#answered(signal)
    if (this.failure) throw this.failure
    return wishes.map((wish) => (this.refused.has(wish.type) ? refusedOutcome(wish) : this.#ensure(wish)))
  }

  removeHooks = async (_: Account, externalIds: readonly string[], signal: AbortSignal): Promise<void> => {
    await this.#answered(signal)
    if (this.failure) throw this.failure
    for (const id of externalIds) this.hooks.delete(id)
  }

  async #answered(signal: AbortSignal): Promise<void> {
    if (this.isSilent) await untilAborted(new Promise(() => {}), signal)
  }

  #ensure(wish: HookWish): HookOutcome {
    const known = wish.externalId === null ? undefined : this.hooks.get(wish.externalId)
    const id = known && wish.externalId ? wish.externalId : nodeRandom.uuid()
    const isRight = known?.url === wish.url && known.isActive
    this.hooks.set(id, { ...wish, isActive: true })
    const change = isRight ? 'kept' : known ? 'repaired' : 'created'
    return { type: wish.type, externalId: id, isActive: true, change, problem: null }
  }
}

function refusedOutcome({ type }: HookWish): HookOutcome {
  const problem = { code: 'provider_refused', message: 'There are five already.' } as const
  return { type, externalId: null, isActive: false, change: 'none', problem }
}

const way: WayToBuild = {
  mode: 'quick',
  program: '/usr/bin/cloudflared',
  digest: null,
  token: null,
  hostName: null,
}

/** A feed on a real store, with a tunnel and a provider that tests decide about. */
export class FeedSetup {
  readonly clock = new FakeClock()
  readonly keychain = new MemoryKeychain()
  readonly db: Database = openTestDatabase({ clock: this.clock })
  readonly connectionId = storeConnection(this.db)
  readonly tunnel = new SaidTunnel()
  readonly provider = new MemoryHooks()
  readonly store = new HookStore({ db: this.db, random: nodeRandom })
  readonly gaps: string[] = []
  readonly told: string[] = []
  isWanted = true
  obstacle: FeedState['problem'] = null
  wantsOrders = false
  isListening = false
  /** Whether the connection can be used. */
  isUsable = true
  /** What listening fails with. */
  listenFailure: Error | null = null
  /** What the search for a way fails with. */
  wayFailure: Error | null = null
  way: WayToBuild = way
  /** Whether the public address leads here. */
  isReached = true
  probes = 0
  registrar: Registrar = this.#newRegistrar()
  feed: WebhookFeed = this.newFeed()

  get owner(): FeedOwner {
    return { id: this.connectionId, provider: 'cin7', keysHeldIn: 'keychain' }
  }

  /** As after a restart of the program. */
  newFeed(): WebhookFeed {
    this.registrar = this.#newRegistrar()
    const { clock, tunnel, registrar } = this
    this.feed = new WebhookFeed({
      clock,
      log: silentLog,
      tunnel,
      registrar,
      owner: () => (this.isWanted && this.isUsable && !this.obstacle ? this.owner : null),
      unwanted: () => (!this.isWanted && this.isUsable ? this.owner : null),
      obstacle: () => (this.isWanted ? this.obstacle : null),
      wayToBuild: async () => {
        if (this.wayFailure) throw this.wayFailure
        return this.way
      },
      listen: async () => {
        if (this.listenFailure) throw this.listenFailure
        this.isListening = true
        return 4711
      },
      stopListening: async () => {
        this.isListening = false
      },
      probe: async () => {
        this.probes += 1
        if (!this.isReached) throw new Error('somebody else answered')
      },
      hint: () => 'Look at the service of the tunnel.',
      onGap: (id) => this.gaps.push(id),
      onUnavailable: (id) => this.told.push(id),
      onRegistered: () => {},
      onChanged: () => {},
    })
    return this.feed
  }

  #newRegistrar(): Registrar {
    const { db, clock, provider, store: hooks } = this
    const keys = new MasterKeys({ db, keychain: this.keychain, clock, random: nodeRandom, log: silentLog })
    return new Registrar({
      clock,
      hooks,
      secrets: new FeedSecrets({ db, keys, random: nodeRandom, log: silentLog }),
      provider,
      account: async (connectionId) => ({
        connectionId,
        provider: 'cin7',
        apiUrl: 'https://cin7.example/',
        credentials: new Secret({ accountId: 'a', applicationKey: 'k' }),
      }),
      wantsOrders: () => this.wantsOrders,
    })
  }

  /** The tunnel's program says that it is ready. */
  connect(host: string): void {
    this.say({ stage: 'connected', host, protocol: 'quic' })
  }

  say(state: TunnelState): void {
    this.tunnel.state = state
    this.feed.onTunnel(state)
  }

  /** Built as far as it goes. */
  async built(host = 'one-two.trycloudflare.com'): Promise<void> {
    await this.feed.review()
    this.connect(host)
    await this.clock.advance(3_000)
  }

  async close(): Promise<void> {
    await this.feed.stop()
    this.db.close()
  }
}
