import type { Clock } from '../ports'

/** Far above what a fast typist or a flung scroll bar asks for. */
const CALLS_A_SECOND = 200
const BURST = 400

/** How often each call may be made: a page that has gone wrong must not keep the main process busy. */
export class CallRate {
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #buckets = new Map<string, { left: number; at: number }>()

  constructor(deps: { clock: Pick<Clock, 'monotonic'> }) {
    this.#clock = deps.clock
  }

  /** False when this call has been made too often just now. */
  take(name: string): boolean {
    const now = this.#clock.monotonic()
    const bucket = this.#buckets.get(name) ?? { left: BURST, at: now }
    const regained = ((now - bucket.at) / 1_000) * CALLS_A_SECOND
    const left = Math.min(BURST, bucket.left + regained)
    this.#buckets.set(name, { left: left >= 1 ? left - 1 : left, at: now })
    return left >= 1
  }
}
