import { createRequire } from 'node:module'
import { keyProblem } from '../../shared/key-problems'
import type { Clock, Keychain } from '../ports'
import { type KeyringState, readKeyringState } from './secret-service'

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>

/** A little less than the ten seconds that the app waits, so that it learns what is wrong. */
const TIMEOUT_MS = 9_000

/** What the systems say when a keychain is locked and the user did not open it. */
const lockedWords = /locked|prompt|dismiss|cancel|interaction|passphrase|denied/i

interface KeychainDeps {
  /** Under which name the entries are listed in the system's keychain. */
  service: string
  clock: Clock
  /** Loading may fail: it is a native part of the program. */
  load?: () => Keytar
  /** Only Linux has it, where an entry of a locked keyring looks like a missing one. */
  keyringState?: () => Promise<KeyringState>
  /** Nobody is there to open a locked keychain: one that is known to be locked is not asked, as it would wait. */
  isUnattended?: boolean
}

/**
 * The system's keychain through keytar. Calls run one after the other: on a locked keychain each may wait for
 * a person, and takes one of Node's few threads for as long. keytar's find calls are never used, because
 * they can end the whole program on a locked keyring.
 */
export class KeytarKeychain implements Keychain {
  readonly #deps: KeychainDeps
  #keytar: Keytar | null = null
  #previous: Promise<unknown> = Promise.resolve()
  #isWaiting = false

  constructor(deps: KeychainDeps) {
    this.#deps = deps
  }

  /** Whether the system has not answered yet. Until then a thread is held up, and the program cannot exit in order. */
  get isWaiting(): boolean {
    return this.#isWaiting
  }

  async read(name: string): Promise<string | null> {
    if (this.#deps.isUnattended && (await this.#keyringState()) === 'locked')
      throw keyProblem('keychain_locked')
    const value = await this.#call((keytar) => keytar.getPassword(this.#deps.service, name))
    if (value === null) await this.#refuseUnlessOpen()
    return value
  }

  async write(name: string, value: string): Promise<void> {
    await this.#call((keytar) => keytar.setPassword(this.#deps.service, name, value))
  }

  async remove(name: string): Promise<void> {
    const wasThere = await this.#call((keytar) => keytar.deletePassword(this.#deps.service, name))
    if (!wasThere) await this.#refuseUnlessOpen()
  }

  /** "No such entry" counts only from a keyring that is open. */
  async #refuseUnlessOpen(): Promise<void> {
    const state = await this.#keyringState()
    if (state === 'none') throw keyProblem('keychain_missing')
    if (state !== 'unlocked') throw keyProblem('keychain_locked')
  }

  async #call<T>(run: (keytar: Keytar) => Promise<T>): Promise<T> {
    const keytar = this.#load()
    let isGivenUp = false
    const answer = this.#previous.then(() => {
      if (isGivenUp) throw new Error('given up before its turn')
      this.#isWaiting = true
      return run(keytar).finally(() => {
        this.#isWaiting = false
      })
    })
    this.#previous = answer.catch(() => undefined)
    const waiting = new AbortController()
    const tooLate = this.#deps.clock.sleep(TIMEOUT_MS, waiting.signal).then(() => LATE)
    try {
      const first = await Promise.race([answer, tooLate])
      if (first !== LATE) return first as T
    } catch (cause) {
      throw await this.#explain(cause)
    } finally {
      isGivenUp = true
      waiting.abort()
      tooLate.catch(() => undefined)
    }
    throw keyProblem((await this.#keyringState()) === 'locked' ? 'keychain_locked' : 'keychain_timed_out')
  }

  async #explain(cause: unknown) {
    const state = await this.#keyringState()
    const saysLocked = lockedWords.test(cause instanceof Error ? cause.message : '')
    const isLocked = state === 'locked' || (state !== 'none' && saysLocked)
    return keyProblem(isLocked ? 'keychain_locked' : 'keychain_missing', { cause })
  }

  async #keyringState(): Promise<KeyringState> {
    return (this.#deps.keyringState ?? systemKeyringState)()
  }

  #load(): Keytar {
    try {
      this.#keytar ??= (this.#deps.load ?? loadKeytar)()
      return this.#keytar
    } catch (cause) {
      throw keyProblem('keychain_unloadable', { cause })
    }
  }
}

const LATE = Symbol('late')

function loadKeytar(): Keytar {
  return createRequire(import.meta.url)('keytar') as Keytar
}

/** Elsewhere a locked keychain is an error, so that "no such entry" can be believed. */
async function systemKeyringState(): Promise<KeyringState> {
  return process.platform === 'linux' ? readKeyringState() : 'unlocked'
}
