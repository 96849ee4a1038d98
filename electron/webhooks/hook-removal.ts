import { AppError, isAppError } from '../../shared/errors'
import { inBackground } from '../lib/in-background'
import { within } from '../lib/within'
import type { Clock, Log } from '../ports'
import { patienceMs } from './back-off'
import type { FeedOwner, Registrar } from './registrar'

/** Disconnecting does not wait longer for subscriptions to be taken away. */
const ONCE_MS = 15_000

interface Deps {
  clock: Clock
  log: Log
  registrar: Pick<Registrar, 'remove'>
}

/** Takes subscriptions away at the provider that are not wanted any more. */
export class HookRemoval {
  readonly #deps: Deps
  #trying = new AbortController()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Tries until it works, or until `stop`. */
  begin(owner: FeedOwner): void {
    this.stop()
    this.#trying = new AbortController()
    const work = this.#untilRemoved(owner, this.#trying.signal)
    inBackground(this.#deps.log, 'removing subscriptions', work)
  }

  /** They are wanted again, or cannot be taken away now. */
  stop(): void {
    this.#trying.abort(new AppError('cancelled', 'Subscriptions are not being removed any more.'))
  }

  /** Tries once and not for long. Never rejects: what stays, the provider switches off by itself. */
  async once(owner: FeedOwner): Promise<void> {
    this.stop()
    const { clock, log, registrar } = this.#deps
    const late = 'Cin7 did not answer in time.'
    const { signal } = new AbortController()
    try {
      await within({ clock, signal, ms: ONCE_MS, late }, (inTime) => registrar.remove(owner, inTime))
    } catch (error) {
      log.warn('subscriptions stay at the provider', { error })
    }
  }

  async #untilRemoved(owner: FeedOwner, signal: AbortSignal): Promise<void> {
    const { clock, log, registrar } = this.#deps
    for (let failures = 1; ; failures += 1) {
      try {
        return await registrar.remove(owner, signal)
      } catch (error) {
        signal.throwIfAborted()
        log.warn('subscriptions could not be removed', { error })
        // The account has no right to any, so none delivers.
        if (isAppError(error, 'provider_refused')) return
        await clock.sleep(patienceMs(failures), signal)
      }
    }
  }
}
