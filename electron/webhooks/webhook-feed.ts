import { createHash } from 'node:crypto'
import { AppError, isAppError } from '../../shared/errors'
import { inBackground } from '../lib/in-background'
import type { Tunnel, TunnelState, TunnelWish } from '../tunnel/tunnel-state'
import { FeedStanding, type FeedState, problemOf } from './feed-state'
import { FeedWay, type WayDeps } from './feed-way'
import type { FeedOwner, Registrar } from './registrar'

/** An account may get what it had no right to. */
const ASK_AGAIN_MS = 24 * 60 * 60_000
/** Disconnecting does not wait longer for subscriptions to be taken away. */
const REMOVAL_MS = 5_000

/** What there is to build the way with; `missing` tells what is not there. */
export type WayToBuild = { missing: 'needsProgram' | 'needsToken' } | Omit<TunnelWish, 'port'>

interface Deps extends WayDeps {
  tunnel: Tunnel
  registrar: Registrar
  /** The connection that live updates are wanted for and possible with; null: none. */
  owner(): FeedOwner | null
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
  readonly #stopping = new AbortController()
  /** What the tunnel is open for. */
  #built: { owner: FeedOwner; key: string } | null = null
  #way: { steps: FeedWay; abort: AbortController } | null = null
  #turn: Promise<void> = Promise.resolve()
  /** On the monotonic clock, by connection: when the account was asked whether it may subscribe, and its refusal. */
  readonly #asked = new Map<string, { at: number; refusal: AppError | null }>()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#standing = new FeedStanding(deps.clock, () => deps.onChanged())
  }

  get state(): FeedState {
    return this.#standing.state
  }

  /** Builds what is wanted and takes down what is not. To be called at the start, and when what is wanted may have changed. */
  review(): Promise<void> {
    this.#turn = this.#turn
      .then(() => this.#review())
      .catch((error: unknown) => {
        if (!isAppError(error, 'cancelled')) this.#deps.log.error('live updates failed', { error })
      })
    return this.#turn
  }

  /** The computer slept: what stood may be gone without a word. */
  wake(): void {
    if (!this.#built) return
    this.#deps.tunnel.check()
    this.#way?.steps.hurry()
  }

  /** Looks at the subscriptions now; what is not built is tried again. Rejects when the provider could not be asked. */
  async register(): Promise<void> {
    if (this.#way && this.state.stage === 'registered') return this.#way.steps.ensure()
    this.#asked.clear()
    this.wake()
    await this.review()
  }

  /** Before the connection's keys go. What could not be taken away at the provider, it switches off by itself. */
  async leave(owner: FeedOwner): Promise<void> {
    const { clock, log, registrar } = this.#deps
    const giveUp = new AbortController()
    const inTime = clock.sleep(REMOVAL_MS, giveUp.signal).then(
      () => giveUp.abort(new AppError('timed_out', 'Cin7 did not answer in time.')),
      () => undefined,
    )
    try {
      await registrar.remove(owner, giveUp.signal)
    } catch (error) {
      log.warn('subscriptions stay at the provider', { error })
    } finally {
      giveUp.abort()
      await inTime
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new AppError('cancelled', 'Shelfwatch is closing.'))
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

  async #review(): Promise<void> {
    const owner = this.#stopping.signal.aborted ? null : this.#deps.owner()
    if (!owner) return this.#turnOff()
    if (await this.#isRefused(owner)) return this.#takeDown()
    const way = await this.#wayOf(owner)
    if (way === null || !('missing' in way)) return way ? this.#build(owner, way) : undefined
    await this.#takeDown()
    this.#standing.become({ stage: way.missing })
  }

  async #turnOff(): Promise<void> {
    const last = this.#built?.owner
    await this.#takeDown()
    this.#standing.become({ stage: 'off' })
    if (last && !this.#stopping.signal.aborted)
      inBackground(this.#deps.log, 'removing subscriptions', this.leave(last))
  }

  async #build(owner: FeedOwner, way: Omit<TunnelWish, 'port'>): Promise<void> {
    const { token, ...shown } = way
    const key = JSON.stringify([owner.id, shown, token && hashOf(token.reveal())])
    if (this.#built?.key === key) {
      // Which subscriptions are wanted may be another matter now.
      this.#way?.steps.hurry()
      return
    }
    await this.#takeDown()
    await this.#deps.registrar.expect(owner)
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

  /** null: it cannot be told now; the state says why. */
  async #wayOf(owner: FeedOwner): Promise<WayToBuild | null> {
    try {
      return await this.#deps.wayToBuild(owner)
    } catch (error) {
      if (!isAppError(error)) throw error
      await this.#takeDown()
      this.#standing.become({ stage: 'down', problem: problemOf(error) })
      return null
    }
  }

  /** Asked before anything is built. When that gets no answer, the way is built, and it is asked again then. */
  async #isRefused(owner: FeedOwner): Promise<boolean> {
    const { clock, registrar } = this.#deps
    const known = this.#asked.get(owner.id)
    const isOld = known?.refusal && clock.monotonic() - known.at >= ASK_AGAIN_MS
    if (known && !isOld) return this.#noteRefusal(owner, known.refusal)
    try {
      await registrar.checkAccess(owner, this.#stopping.signal)
      return this.#noteRefusal(owner, null)
    } catch (error) {
      return isAppError(error, 'provider_refused') && this.#noteRefusal(owner, error)
    }
  }

  #noteRefusal(owner: FeedOwner, refusal: AppError | null): boolean {
    const { clock, onUnavailable } = this.#deps
    if (this.#asked.get(owner.id)?.refusal !== refusal)
      this.#asked.set(owner.id, { at: clock.monotonic(), refusal })
    if (!refusal) return false
    this.#standing.become({ stage: 'unavailable', problem: problemOf(refusal) })
    onUnavailable(owner.id)
    return true
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
    this.#asked.set(owner.id, { at: this.#deps.clock.monotonic(), refusal: end.refused })
    await this.review()
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
