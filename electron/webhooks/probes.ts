import { createHash } from 'node:crypto'
import { Secret } from '../lib/secret'
import type { Log, Random } from '../ports'

/** A call from outside that only shows that the public address leads here. */
export interface Probe {
  /** With its leading slash. */
  path: string
  /** To be sent as `Authorization: Bearer …`. */
  token: Secret<string>
  /** What only the server that is meant answers. */
  answer: string
  /** From now on its path is unknown. */
  done(): void
}

/** The probes that are expected. */
export class Probes {
  readonly #random: Pick<Random, 'bytes'>
  /** Of all probes: what is hidden from the log is kept, so there must not be more and more of it. */
  readonly #token: string
  readonly #byPath = new Map<string, { authorization: Buffer; answer: string }>()

  constructor(deps: { random: Pick<Random, 'bytes'>; log: Log }) {
    this.#random = deps.random
    this.#token = this.#word()
    deps.log.hide(this.#token)
  }

  expect(): Probe {
    const path = `/${this.#word()}`
    const answer = this.#word()
    const authorization = createHash('sha256').update(`Bearer ${this.#token}`).digest()
    this.#byPath.set(path, { authorization, answer })
    return { path, token: new Secret(this.#token), answer, done: () => this.#byPath.delete(path) }
  }

  find(path: string): { authorization: Buffer; answer: string } | undefined {
    return this.#byPath.get(path)
  }

  #word(): string {
    return this.#random.bytes(16).toString('hex')
  }
}
