import { AppError } from '../../shared/errors'
import { inBackground } from '../lib/in-background'
import { untilAborted } from '../lib/until-aborted'
import type { Tunnel, TunnelState, TunnelWish } from '../tunnel/tunnel-state'
import { patienceMs } from './back-off'
import { ASK_AGAIN_MS, FeedAccess } from './feed-access'
import { FeedStanding, type FeedState, problemOf } from './feed-state'
import { FeedWay, type WayDeps } from './feed-way'
import { HookRemoval } from './hook-removal'
import type { FeedOwner, Registrar } from './registrar'
import { keyOf, type WayToBuild } from './way-to-build'

/** For a program that was installed meanwhile. */
const LOOK_AGAIN_MS = 10 * 60_000

interface Deps extends WayDeps {
  tunnel: Tunnel
  registrar: Registrar
  /** The connection that live updates are wanted for and possible with; null: none. */
  owner(): FeedOwner | null
  /** The connection that live updates are switched off for, and that can be asked; null: none. */
  unwanted(): FeedOwner | null
  /** Why they are not possible although they are wanted; null: they are possible, or not wanted. */
  obstacle(): FeedState['problem']
  /** Rejects with `keychain_…`. */
  wayToBuild(owner: FeedOwner): Promise<WayToBuild>
  /** Deliveries are listened to from then on. Returns the port on this computer. */
  listen(): Promise<number>
  stopListening(): Promise<void>
  /** The account has no right to subscriptions. */
  onUnavailable(connectionId: string): void
  onChanged(): void
}

/**
 * Builds the way for deliveries and keeps it whole: listener, tunnel, proof that the public address leads here, subscriptions.
 * Whatever breaks is built again; meanwhile, and without it, everything is read by the usual syncs.
 */
export class WebhookFeed {
  readonly #deps: Deps
  readonly #standing: FeedStanding
  readonly #access: FeedAccess
  readonly #removal: HookRemoval
  readonly #stopping = new AbortController()
  /** What the tunnel is open for. */
  #built: { owner: FeedOwner; key: string } | null = null
  #way: { steps: FeedWay; abort: AbortController } | null = null
  #turn: Promise<void> = Promise.resolve()
  /** Of the review under way: another one is asked for, which sees to everything. */
  #overtaken = new AbortController()
  /** Ends the wait for a review that nobody asks for; null: there is none. */
  #again: AbortController | null = null
  /** Reviews in a row that failed. */
  #failures = 0

  constructor(deps: Deps) {
    this.#deps = deps
    this.#standing = new FeedStanding(deps.clock, () => deps.onChanged())
    this.#access = new FeedAccess(deps)
    this.#removal = new HookRemoval(deps)
  }

  get state(): FeedState {
    return this.#standing.state
  }

  /**
   * Builds what is wanted and takes down what is not. To be called at the start, and when what is wanted may have changed. What
   * goes wrong is shown, and tried again.
   */
  review(): Promise<void> {
    this.#overtaken.abort(new AppError('cancelled', 'Another review follows.'))
    this.#overtaken = new AbortController()
    const signal = AbortSignal.any([this.#stopping.signal, this.#overtaken.signal])
    this.#turn = this.#turn
      .then(() => this.#review(signal))
      .catch((error: unknown) => (signal.aborted ? undefined : this.#fail(error)))
      .catch((error: unknown) => this.#deps.log.error('live updates were not taken down', { error }))
    return this.#turn
  }

  /** The computer slept: what stood may be gone without a word. */
  wake(): void {
    if (this.#again) void this.review()
    if (!this.#built) return
    this.#deps.tunnel.check()
    this.#way?.steps.hurry()
  }

  /** Looks at the subscriptions now; what is not built is tried again. Rejects when the provider could not be asked. */
  async register(): Promise<void> {
    if (this.#way && this.state.stage === 'registered') return this.#way.steps.ensure()
    this.#access.forget()
    this.wake()
    await this.review()
  }

  /** Before the connection's keys go. What could not be taken away at the provider, it switches off by itself. */
  async leave(owner: FeedOwner): Promise<void> {
    // A look at the subscriptions that is under way would hold up their removal, or undo it.
    if (this.#built?.owner.id === owner.id) this.#endWay()
    await this.#removal.once(owner)
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('cancelled', 'Shelfwatch is closing.'))
    this.#removal.stop()
    this.#again?.abort()
    await this.#turn
    await this.#takeDown()
  }

  /** What the tunnel tells. */
  onTunnel(state: TunnelState): void {
    const built = this.#built
    if (!built || this.#stopping.signal.aborted) return
    if (state.stage === 'connected' && this.#way && state.host === this.state.host) return
    this.#endWay()
    switch (state.stage) {
      case 'closed':
        break
      case 'starting':
        this.#standing.become({ stage: 'starting' })
        break
      case 'addressKnown':
        this.#standing.become({ stage: 'addressKnown', host: state.host })
        break
      case 'down': {
        const { problem, retryAt } = state
        this.#standing.become({ stage: 'down', problem: problemOf(problem), retryAt })
        break
      }
      case 'connected':
        this.#standing.become(state)
        inBackground(this.#deps.log, 'the way for deliveries', this.#use(built.owner, state.host))
    }
  }

  async #review(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    this.#again?.abort()
    this.#again = null
    this.#removal.stop()
    const owner = this.#deps.owner()
    if (!owner) return this.#endWithout()
    if (this.state.stage === 'off') this.#standing.become({ stage: 'starting' })
    const refusal = await this.#access.refusalOf(owner, signal)
    if (refusal) return this.#rest(owner, refusal)
    const way = await untilAborted(this.#deps.wayToBuild(owner), signal)
    if ('missing' in way) {
      await this.#takeDown()
      this.#standing.become({ stage: way.missing })
      if (way.missing === 'needsProgram') this.#reviewAgainIn(LOOK_AGAIN_MS)
    } else await this.#build(owner, way, signal)
    this.#failures = 0
  }

  /** The keychain, the store, or the port on this computer, most likely. */
  async #fail(error: unknown): Promise<void> {
    const { log, clock } = this.#deps
    log.error('live updates failed', { error })
    await this.#takeDown()
    this.#failures += 1
    const waitMs = patienceMs(this.#failures)
    this.#standing.become({ stage: 'down', problem: problemOf(error), retryAt: clock.now() + waitMs })
    this.#reviewAgainIn(waitMs)
  }

  #reviewAgainIn(ms: number): void {
    this.#again = new AbortController()
    const due = AbortSignal.any([this.#stopping.signal, this.#again.signal])
    this.#deps.clock.sleep(ms, due).then(
      () => this.review(),
      () => undefined,
    )
  }

  /** The account has no right to it. */
  async #rest(owner: FeedOwner, refusal: AppError): Promise<void> {
    await this.#takeDown()
    this.#standing.become({ stage: 'unavailable', problem: problemOf(refusal) })
    this.#deps.onUnavailable(owner.id)
    this.#reviewAgainIn(ASK_AGAIN_MS)
  }

  async #endWithout(): Promise<void> {
    const problem = this.#stopping.signal.aborted ? null : this.#deps.obstacle()
    if (!problem) return this.#turnOff()
    await this.#takeDown()
    this.#standing.become({ stage: 'down', problem })
  }

  async #turnOff(): Promise<void> {
    await this.#takeDown()
    this.#standing.become({ stage: 'off' })
    const left = this.#deps.unwanted()
    if (left) this.#removal.begin(left)
  }

  async #build(owner: FeedOwner, way: Omit<TunnelWish, 'port'>, signal: AbortSignal): Promise<void> {
    const key = keyOf(owner, way)
    if (this.#built?.key === key) {
      // Which subscriptions are wanted may be another matter now.
      if (this.#way) this.#way.steps.hurry()
      else this.onTunnel(this.#deps.tunnel.state)
      return
    }
    await this.#takeDown()
    await untilAborted(this.#deps.registrar.expect(owner), signal)
    const port = await this.#deps.listen()
    this.#built = { owner, key }
    this.#standing.become({ stage: 'starting' })
    this.#deps.tunnel.open({ ...way, port })
  }

  async #takeDown(): Promise<void> {
    this.#endWay()
    if (!this.#built) return
    this.#built = null
    this.#deps.registrar.expectNothing()
    await this.#deps.tunnel.close()
    await this.#deps.stopListening()
  }

  #endWay(): void {
    this.#way?.abort.abort(new AppError('cancelled', 'The tunnel changed.'))
    this.#way = null
  }

  async #use(owner: FeedOwner, host: string): Promise<void> {
    const abort = new AbortController()
    const steps = new FeedWay(this.#deps, {
      standing: this.#standing,
      owner,
      host,
      signal: abort.signal,
    })
    this.#way = { steps, abort }
    const end = await steps.run()
    this.#endWay()
    if (end === 'notReached') {
      this.#deps.tunnel.restart('its public address does not lead here')
      return
    }
    this.#access.note(owner, end.refused)
    await this.review()
  }
}
