import type { LiveStage } from '../../shared/domain/live'
import { type AppError, isAppError } from '../../shared/errors'
import type { Clock } from '../ports'

/** How the way for deliveries stands. */
export interface FeedState {
  stage: LiveStage
  /** When it came into its stage, epoch ms. */
  since: number
  problem: { code: AppError['code']; message: string } | null
  retryAt: number | null
  /** The public host, while there is one. */
  host: string | null
  protocol: 'quic' | 'http2' | null
}

type Change = Partial<FeedState> & Pick<FeedState, 'stage'>

const nothing = { problem: null, retryAt: null, host: null, protocol: null }

/** Holds the state and tells of each change. */
export class FeedStanding {
  readonly #clock: Pick<Clock, 'now'>
  readonly #onChanged: () => void
  #state: FeedState

  constructor(clock: Pick<Clock, 'now'>, onChanged: () => void) {
    this.#clock = clock
    this.#onChanged = onChanged
    this.#state = { stage: 'off', ...nothing, since: clock.now() }
  }

  get state(): FeedState {
    return this.#state
  }

  /** What the change leaves out is over. */
  become(change: Change): void {
    const since = change.stage === this.#state.stage ? this.#state.since : this.#clock.now()
    this.#state = { ...nothing, ...change, since }
    this.#onChanged()
  }

  /** What the change leaves out stays. */
  goOn(change: Partial<FeedState>): void {
    this.become({ ...this.#state, ...change })
  }
}

/** In words of the screen. What is no `AppError` is a bug. */
export function problemOf(error: unknown): NonNullable<FeedState['problem']> {
  if (isAppError(error)) return { code: error.code, message: error.message }
  return {
    code: 'internal',
    message: 'Something in Shelfwatch went wrong with live updates. It is tried again by itself.',
  }
}
