import type { Connection } from '../../shared/domain/connection'
import type { LiveStatus, ProgramFetch } from '../../shared/domain/live'
import type { Settings } from '../../shared/domain/settings'
import type { SyncRun } from '../../shared/domain/sync-run'
import type { ConnectionRow } from '../connections/connection-store'
import { DAY_MS } from '../lib/day'
import { inBackground } from '../lib/in-background'
import type { Clock, Log } from '../ports'
import type { FoundProgram } from '../tunnel/program-finder'
import type { DeliveryStore } from './delivery-store'
import type { DeliveryWorker } from './delivery-worker'
import type { FeedSecrets } from './feed-secrets'
import type { GapSync } from './gap-sync'
import type { HookStore } from './hook-store'
import type { Refresher } from './refresher'
import type { FeedOwner } from './registrar'
import type { WebhookFeed } from './webhook-feed'
import type { WebhookInbox } from './webhook-inbox'

const KEPT_MS = 30 * DAY_MS

type Wanted = Pick<
  Settings,
  'liveUpdates' | 'tunnelMode' | 'tunnelHost' | 'tunnelProgram' | 'syncPurchaseOrders'
>

interface Deps {
  clock: Pick<Clock, 'now'>
  log: Log
  feed: WebhookFeed
  gap: GapSync
  hooks: HookStore
  secrets: FeedSecrets
  settings(): Wanted
  /** null: no such connection. */
  connection(id: string): ConnectionRow | null
  connections(): Pick<Connection, 'id' | 'problem'>[]
  findProgram(): Promise<FoundProgram>
  program: {
    readonly state: ProgramFetch | null
    readonly canFetch: boolean
    start(): Promise<void>
    cancel(): Promise<void>
  }
  deliveries: Pick<DeliveryStore, 'summary' | 'retryQuarantined' | 'purge'>
  inbox: Pick<WebhookInbox, 'stop'>
  worker: Pick<DeliveryWorker, 'work' | 'drop' | 'stop'>
  refresher: Pick<Refresher, 'wake' | 'syncFinished' | 'drop' | 'stop'>
  /** Of the listener on this computer; null: nothing listens. */
  port(): number | null
  onChanged(connectionId: string): void
  /** Subscriptions of an account that is being disconnected could not be taken away. */
  onLeft(): void
}

/** Live updates as the rest of the app knows them. */
export class LiveUpdates {
  readonly #deps: Deps
  #found: FoundProgram = { program: null, digest: null, problem: null }
  #wanted = ''

  constructor(deps: Deps) {
    this.#deps = deps
  }

  start(): void {
    this.onChanged()
  }

  /** Settings or connections are others now. */
  onChanged(): void {
    const { log, settings, connections } = this.#deps
    const { liveUpdates, tunnelMode, tunnelHost, tunnelProgram, syncPurchaseOrders } = settings()
    const way = { tunnelMode, tunnelHost, tunnelProgram, syncPurchaseOrders }
    const usable = connections().map(({ id, problem }) => [id, problem?.code])
    const wanted = JSON.stringify([liveUpdates && way, usable])
    if (wanted === this.#wanted) return
    this.#wanted = wanted
    this.#goOn()
    inBackground(log, 'reviewing live updates', this.#review())
  }

  /** The store can be written again. */
  onWritable(): void {
    this.#goOn()
    inBackground(this.#deps.log, 'reviewing live updates', this.#review())
  }

  onSyncFinished(run: SyncRun): void {
    this.#deps.gap.onFinished(run)
    this.#deps.refresher.syncFinished(run)
  }

  /** Forgets old deliveries, in small steps. */
  purge(signal: AbortSignal): Promise<void> {
    const { clock, deliveries } = this.#deps
    return deliveries.purge(clock.now() - KEPT_MS, signal)
  }

  /** Nothing of a connection is used or read any more. */
  async drop(connectionId: string): Promise<void> {
    await this.#deps.worker.drop(connectionId)
    await this.#deps.refresher.drop(connectionId)
  }

  wake(): void {
    this.#deps.feed.wake()
  }

  /** The tunnel program was fetched, or that failed. */
  onProgramChanged(): void {
    if (this.#deps.program.state === null)
      inBackground(this.#deps.log, 'reviewing live updates', this.#review())
    else this.tell()
  }

  /** Before the connection's keys go. */
  async leave(owner: FeedOwner): Promise<void> {
    // Nothing else is asked of the provider meanwhile.
    await this.drop(owner.id)
    await this.#deps.feed.leave(owner)
    const isAnyLeft = this.#deps.hooks.rows(owner.id).some(({ externalId }) => externalId !== null)
    if (isAnyLeft) this.#deps.onLeft()
    this.#deps.secrets.forget(owner.id)
  }

  async setToken(connectionId: string, token: string | null): Promise<void> {
    const { secrets, connection } = this.#deps
    const owner = connection(connectionId)
    if (!owner) return
    await secrets.setTunnelToken(owner, token)
    await this.#review()
  }

  async register(): Promise<void> {
    await this.#look()
    await this.#deps.feed.register()
    this.tell()
  }

  fetchProgram(): void {
    inBackground(this.#deps.log, 'fetching the tunnel program', this.#deps.program.start())
  }

  async cancelFetch(): Promise<void> {
    await this.#deps.program.cancel()
  }

  retryQuarantined(connectionId: string): number {
    const count = this.#deps.deliveries.retryQuarantined(connectionId)
    void this.#deps.worker.work(connectionId)
    return count
  }

  status(connectionId: string): LiveStatus {
    const { clock, feed, hooks, secrets, connection, program, deliveries, port } = this.#deps
    const { host, ...state } = feed.state
    const owner = connection(connectionId)
    const localPort = port()
    return {
      ...state,
      address: host === null ? null : `https://${host}`,
      localAddress: localPort === null ? null : `http://127.0.0.1:${localPort}`,
      hasToken: owner !== null && secrets.hasTunnelToken(owner),
      program: this.#found.program,
      programProblem: this.#found.problem,
      fetch: program.state,
      canFetch: program.canFetch,
      hooks: hooks.list(connectionId),
      deliveries: deliveries.summary(connectionId, clock.now()),
    }
  }

  async stop(): Promise<void> {
    const { feed, inbox, worker, refresher, program } = this.#deps
    await Promise.all([feed.stop(), program.cancel()])
    inbox.stop()
    await Promise.all([worker.stop(), refresher.stop()])
  }

  /** With what came in earlier, and what is still to be confirmed. */
  #goOn(): void {
    for (const { id } of this.#deps.connections()) {
      void this.#deps.worker.work(id)
      this.#deps.refresher.wake(id)
    }
  }

  async #review(): Promise<void> {
    await this.#look()
    await this.#deps.feed.review()
    this.tell()
  }

  async #look(): Promise<void> {
    this.#found = await this.#deps.findProgram()
  }

  /** There is news for the screen. */
  tell(): void {
    for (const { id } of this.#deps.connections()) this.#deps.onChanged(id)
  }
}
