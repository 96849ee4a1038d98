import type { IndexedStock } from './indexed-stock'
import { sumUp } from './product-sums'
import { stateRank } from './stock-state'

/**
 * The state and the age of each product over all locations, worked out once and again only where something changed: a delivery
 * changes one product of 100,000.
 */
export class OverAll {
  readonly #stock: IndexedStock
  #ranks = new Uint8Array()
  #updatedAt = new Float64Array()
  #isKnown = new Uint8Array()

  constructor(stock: IndexedStock) {
    this.#stock = stock
  }

  /** These slots are others now. */
  forget(slots: readonly number[]): void {
    for (const slot of slots) this.#isKnown[slot] = 0
  }

  /** What all depend on changed: the day, or when the whole list was confirmed. */
  forgetAll(): void {
    this.#isKnown.fill(0)
  }

  /** The state's rank of each slot. True until the next change. */
  ranks(): Uint8Array {
    this.#workOut()
    return this.#ranks.subarray(0, this.#stock.size)
  }

  /** Of the oldest figure of a slot, epoch ms; NaN: never read. True until the next change. */
  updatedAt(): Float64Array {
    this.#workOut()
    return this.#updatedAt
  }

  #workOut(): void {
    const { size, ids } = this.#stock
    if (this.#isKnown.length < size) this.#grow(ids.length)
    for (let slot = 0; slot < size; slot++) {
      if (this.#isKnown[slot] === 1) continue
      const { state, updatedAt } = sumUp(this.#stock, slot, null)
      this.#ranks[slot] = stateRank[state]
      this.#updatedAt[slot] = updatedAt ?? Number.NaN
      this.#isKnown[slot] = 1
    }
  }

  #grow(length: number): void {
    const grown = <T extends Uint8Array | Float64Array>(fresh: T, known: T): T => {
      fresh.set(known)
      return fresh
    }
    this.#ranks = grown(new Uint8Array(length), this.#ranks)
    this.#updatedAt = grown(new Float64Array(length), this.#updatedAt)
    this.#isKnown = grown(new Uint8Array(length), this.#isKnown)
  }
}
