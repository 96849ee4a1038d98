import type { Clock, Random } from '../ports'

const HOUR_MS = 60 * 60_000
const STARTS_IN_AN_HOUR = 10
/** More than a person asks for, and fewer than the service would mind. */
const MOST_BY_HAND = 20
/** A tunnel that held for so long is well again. */
const STEADY_MS = 10 * 60_000

interface Ladder {
  firstMs: number
  longestMs: number
}

const afterEnd: Ladder = { firstMs: 2_000, longestMs: 5 * 60_000 }
const afterRefusal: Ladder = { firstMs: 60_000, longestMs: 30 * 60_000 }

/** When the program may be started again. A start that a person asked for does not count, within reason. Lives as long as the app. */
export class StartPacing {
  readonly #clock: Clock
  readonly #random: Pick<Random, 'fraction'>
  #startedAt: number[] = []
  #askedAt: number[] = []
  #connectedAt: number | null = null
  #ends = 0
  #refusals = 0

  constructor(clock: Clock, random: Pick<Random, 'fraction'>) {
    this.#clock = clock
    this.#random = random
  }

  /** A person wants it open. */
  asked(): void {
    this.#askedAt.push(this.#clock.monotonic())
  }

  started(): void {
    this.#startedAt.push(this.#clock.monotonic())
    this.#connectedAt = null
  }

  connected(): void {
    this.#refusals = 0
    this.#connectedAt = this.#clock.monotonic()
  }

  /** It ended, or had to be ended. Returns how long to wait. */
  ended(): number {
    const isSteady = this.#connectedAt !== null && this.#clock.monotonic() - this.#connectedAt >= STEADY_MS
    this.#connectedAt = null
    this.#ends = isSteady ? 1 : this.#ends + 1
    return this.#wait(afterEnd, this.#ends)
  }

  /** The service did not give an address. Returns how long to wait, at least. */
  refused(): number {
    this.#refusals += 1
    return this.#wait(afterRefusal, this.#refusals)
  }

  /** Until the limit of starts lets another one be. */
  untilAllowedMs(): number {
    const now = this.#clock.monotonic()
    this.#startedAt = this.#startedAt.filter((at) => now - at < HOUR_MS)
    this.#askedAt = this.#askedAt.filter((at) => now - at < HOUR_MS)
    // The first one is what the ten are for.
    const byHand = Math.min(MOST_BY_HAND, Math.max(0, this.#askedAt.length - 1))
    const most = STARTS_IN_AN_HOUR + byHand
    const [oldest] = this.#startedAt.slice(-most)
    return oldest === undefined || this.#startedAt.length < most ? 0 : oldest + HOUR_MS - now
  }

  /** Never shorter than the step, so that many shops do not come back at the same moment. */
  #wait({ firstMs, longestMs }: Ladder, step: number): number {
    const ms = firstMs * 2 ** Math.min(step - 1, 20) * (1 + this.#random.fraction() / 4)
    return Math.round(Math.min(longestMs, ms))
  }
}
