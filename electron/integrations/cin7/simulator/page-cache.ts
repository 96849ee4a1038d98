import type { Answer } from './answer'

/** Room for the pages of about 100,000 products, so that reading a shop again costs no writing of JSON. */
const MOST_BYTES = 128 * 1024 * 1024

/** Written pages of a shop that has not changed since. Full: new pages are not kept. */
export class PageCache {
  readonly #pages = new Map<string, Answer>()
  #bytes = 0
  #revision = -1

  find(revision: number, key: string, write: () => Answer): Answer {
    if (revision !== this.#revision) this.#forget(revision)
    const known = this.#pages.get(key)
    if (known !== undefined) return known
    const written = write()
    const answer = { ...written, body: Buffer.from(written.body) }
    if (this.#bytes + answer.body.byteLength <= MOST_BYTES) {
      this.#bytes += answer.body.byteLength
      this.#pages.set(key, answer)
    }
    return answer
  }

  #forget(revision: number): void {
    this.#pages.clear()
    this.#bytes = 0
    this.#revision = revision
  }
}
