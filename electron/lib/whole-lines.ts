/** Cuts a stream of text into lines. Of a line longer than `maxLength` only the beginning is kept, so that it cannot fill memory. */
export class WholeLines {
  readonly #onLine: (line: string) => void
  readonly #maxLength: number
  #unfinished = ''

  constructor(onLine: (line: string) => void, maxLength: number) {
    this.#onLine = onLine
    this.#maxLength = maxLength
  }

  take(text: string): void {
    const [first = '', ...others] = text.split('\n')
    this.#add(first)
    for (const part of others) {
      this.end()
      this.#add(part)
    }
  }

  /** No more comes: what is left is a line too. */
  end(): void {
    const line = this.#unfinished.replace(/\r$/, '')
    this.#unfinished = ''
    if (line !== '') this.#onLine(line)
  }

  #add(part: string): void {
    const room = this.#maxLength - this.#unfinished.length
    if (room > 0) this.#unfinished += part.slice(0, room)
  }
}
