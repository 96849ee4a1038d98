import { type AppError, isAppError } from '../../shared/errors'
import { within } from '../lib/within'
import type { Clock } from '../ports'
import type { FeedOwner, Registrar } from './registrar'

/** An account may get what it had no right to. */
export const ASK_AGAIN_MS = 24 * 60 * 60_000
const PATIENCE_MS = 20_000

interface Deps {
  clock: Clock
  registrar: Pick<Registrar, 'checkAccess'>
}

/** Whether accounts have a right to subscriptions, as they last said. */
export class FeedAccess {
  readonly #deps: Deps
  /** By connection; `at` on the monotonic clock. */
  readonly #known = new Map<string, { at: number; refusal: AppError | null }>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Its refusal; null: it has the right, or did not answer in time. A refusal that is a day old is asked for again. */
  async refusalOf(owner: FeedOwner, signal: AbortSignal): Promise<AppError | null> {
    const { clock, registrar } = this.#deps
    const known = this.#known.get(owner.id)
    if (known && (!known.refusal || clock.monotonic() - known.at < ASK_AGAIN_MS)) return known.refusal
    const late = 'Cin7 did not answer in time.'
    const refusal = await within({ clock, signal, ms: PATIENCE_MS, late }, (asking) =>
      registrar.checkAccess(owner, asking).then(() => null),
    ).catch((error: unknown) => {
      signal.throwIfAborted()
      return isAppError(error, 'provider_refused') ? error : undefined
    })
    if (refusal !== undefined) this.note(owner, refusal)
    return refusal ?? null
  }

  note(owner: FeedOwner, refusal: AppError | null): void {
    this.#known.set(owner.id, { at: this.#deps.clock.monotonic(), refusal })
  }

  /** All are asked again. */
  forget(): void {
    this.#known.clear()
  }
}
