import { type KeyProblem, keyProblem } from '../../shared/key-problems'
import type { Keychain } from '../ports'

/** A keychain that forgets with the program and fails on demand. */
export class MemoryKeychain implements Keychain {
  /** What is in it. Tests look at it and change it. */
  readonly entries = new Map<string, string>()
  reads = 0
  #trouble: KeyProblem | 'silent' | null = null

  /** From now on every call fails in this way; `silent`: never answers; null: works again. */
  fail(trouble: KeyProblem | 'silent' | null): void {
    this.#trouble = trouble
  }

  async read(name: string): Promise<string | null> {
    this.reads += 1
    await this.#answer()
    return this.entries.get(name) ?? null
  }

  async write(name: string, value: string): Promise<void> {
    await this.#answer()
    this.entries.set(name, value)
  }

  async remove(name: string): Promise<void> {
    await this.#answer()
    this.entries.delete(name)
  }

  async #answer(): Promise<void> {
    if (this.#trouble === 'silent') return new Promise(() => undefined)
    if (this.#trouble) throw keyProblem(this.#trouble)
  }
}
