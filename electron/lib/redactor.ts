const HIDDEN = '[hidden]'
/** A shorter value would hide ordinary words, and no secret of ours is that short. */
const SHORTEST_VALUE = 8

const secretName = /auth|password|secret|token|cookie|credential|account.?id|application.?key|private|^key$/i

/** Whether a field of this name may hold a secret, whatever it holds. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}

/** Takes known secrets out of text before it is written anywhere. */
export class Redactor {
  readonly #values = new Set<string>()
  #pattern: RegExp | null = null

  /** From now on this value is hidden, in either case, also as base64, hex or part of an address. */
  hide(value: string): void {
    if (value.length < SHORTEST_VALUE) return
    const bytes = Buffer.from(value)
    const forms = [
      value,
      encodeURIComponent(value),
      bytes.toString('base64').replace(/=+$/, ''),
      bytes.toString('base64url'),
      bytes.toString('hex'),
    ]
    for (const form of forms) this.#values.add(form.replaceAll(/[^a-z0-9]/gi, String.raw`\$&`))
    this.#pattern = new RegExp([...this.#values].join('|'), 'gi')
  }

  clean(text: string): string {
    return this.#pattern ? text.replaceAll(this.#pattern, HIDDEN) : text
  }
}

/** What stands in the place of a secret. */
export const hidden = HIDDEN
