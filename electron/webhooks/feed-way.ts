import { type AppError, isAppError } from '../../shared/errors'
import type { Clock, Log } from '../ports'
import { type FeedStanding, problemOf } from './feed-state'
import type { FeedOwner, Registrar } from './registrar'

const CHECK_EVERY_MS = 10 * 60_000
/** A new address is not known everywhere at once. */
const FIRST_PROBE_AFTER_MS = 2_000
const PROBE_AGAIN_MS = 3_000
const PROBE_PATIENCE_MS = 90_000
/** Sooner it is nothing to worry about. */
const HINT_AFTER_MS = 10_000
const FIRST_RETRY_MS = 10_000

export interface WayDeps {
  clock: Clock
  log: Log
  registrar: Pick<Registrar, 'ensure'>
  /** Whether the public host leads to this program. Rejects when it does not, or when that could not be found out. */
  probe(host: string, signal: AbortSignal): Promise<void>
  /** Subscriptions are there, so the account has the right to them. */
  onRegistered(connectionId: string): void
  /** What to look at while the public host does not lead to this program. */
  hint(): string
  /** Deliveries may have been missed until now. */
  onGap(connectionId: string): void
}

export type WayEnd = 'notReached' | { refused: AppError }

/** From a connected tunnel to subscriptions that are right, and stay so. */
export class FeedWay {
  readonly #deps: WayDeps
  readonly #standing: FeedStanding
  readonly #owner: FeedOwner
  readonly #host: string
  readonly #signal: AbortSignal
  /** Ends a pause. */
  #alarm = new AbortController()

  constructor(
    deps: WayDeps,
    {
      standing,
      owner,
      host,
      signal,
    }: { standing: FeedStanding; owner: FeedOwner; host: string; signal: AbortSignal },
  ) {
    this.#deps = deps
    this.#standing = standing
    this.#owner = owner
    this.#host = host
    this.#signal = signal
  }

  /** Rejects with the signal's reason when it ends by that. */
  async run(): Promise<WayEnd> {
    await this.#deps.clock.sleep(FIRST_PROBE_AFTER_MS, this.#signal)
    if (!(await this.#isProved())) return 'notReached'
    this.#standing.goOn({ stage: 'verified', problem: null })
    const refused = await this.#registerFirst()
    if (refused) return { refused }
    this.#deps.onRegistered(this.#owner.id)
    this.#deps.onGap(this.#owner.id)
    for (;;) {
      await this.#pause(CHECK_EVERY_MS)
      if (!(await this.#isProved())) return 'notReached'
      await this.ensure().catch((error: unknown) => this.#show(error))
    }
  }

  /** What waits for its time is done now. */
  hurry(): void {
    this.#alarm.abort()
  }

  /** Looks at the subscriptions and puts them right. Rejects when the provider could not be asked. */
  async ensure(): Promise<void> {
    const { registrar, onGap, log } = this.#deps
    this.#signal.throwIfAborted()
    const { isRepaired } = await registrar.ensure(this.#owner, this.#host, this.#signal)
    this.#signal.throwIfAborted()
    const wasRegistered = this.#standing.state.stage === 'registered'
    this.#standing.goOn({ stage: 'registered', problem: null })
    if (!wasRegistered || !isRepaired) return
    log.info('subscriptions repaired', { connectionId: this.#owner.id })
    onGap(this.#owner.id)
  }

  /** Tries until it works, or the account turns out to have no right to it. */
  async #registerFirst(): Promise<AppError | null> {
    for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, CHECK_EVERY_MS)) {
      try {
        await this.ensure()
        return null
      } catch (error) {
        if (isAppError(error, 'provider_refused')) return error
        this.#show(error)
        await this.#pause(wait)
      }
    }
  }

  async #isProved(): Promise<boolean> {
    const { clock, probe, log, hint } = this.#deps
    const since = clock.monotonic()
    for (;;) {
      try {
        await probe(this.#host, this.#signal)
        return true
      } catch (error) {
        this.#signal.throwIfAborted()
        log.info('the public address does not lead here', { host: this.#host, error })
        const waitedMs = clock.monotonic() - since
        if (waitedMs >= PROBE_PATIENCE_MS) return false
        if (waitedMs >= HINT_AFTER_MS)
          this.#standing.goOn({ problem: { code: 'tunnel_unavailable', message: hint() } })
        await clock.sleep(PROBE_AGAIN_MS, this.#signal)
      }
    }
  }

  /** What goes wrong is shown; it is tried again. */
  #show(error: unknown): void {
    this.#signal.throwIfAborted()
    if (!isAppError(error)) this.#deps.log.error('looking after subscriptions failed', { error })
    this.#standing.goOn({ problem: problemOf(error) })
  }

  async #pause(ms: number): Promise<void> {
    this.#alarm = new AbortController()
    const either = AbortSignal.any([this.#signal, this.#alarm.signal])
    await this.#deps.clock.sleep(ms, either).catch(() => this.#signal.throwIfAborted())
  }
}
