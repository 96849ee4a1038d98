import type { ProtocolChoice } from './program-call'

/** Which protocol the program is told: the one that last connected, else each in turn. */
export class ProtocolTurn {
  #current: ProtocolChoice = 'auto'
  #failures = 0

  get current(): ProtocolChoice {
    return this.#current
  }

  connected(): void {
    this.#failures = 0
  }

  /** It did not connect. Returns whether the other one has not been tried since. */
  failed(): boolean {
    this.#failures += 1
    this.#current = this.#current === 'auto' ? 'http2' : 'auto'
    return this.#failures % 2 === 1
  }
}
