import { parseSince } from './dates'

/** The caller sent a parameter that cannot be meant; answered with 400. */
export class BadParameter extends Error {}

/** Query parameters, found by name in any case. Unknown ones are never looked at. */
export class Query {
  readonly #values = new Map<string, string>()

  constructor(parameters: URLSearchParams) {
    for (const [name, value] of parameters) this.#values.set(name.toLowerCase(), value)
  }

  /** The value, or '' where it was not sent. */
  text(name: string): string {
    return this.#values.get(name.toLowerCase()) ?? ''
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(this.text(name).toLowerCase())
  }

  /** @throws BadParameter for anything but a whole number from 1 up. */
  count(name: string, fallback: number): number {
    const text = this.text(name)
    if (text === '') return fallback
    const value = Number(text)
    if (!Number.isSafeInteger(value) || value < 1) throw new BadParameter(`${name} is not valid`)
    return value
  }

  /** Epoch ms, or null where it was not sent. @throws BadParameter when it is no date. */
  since(name: string): number | null {
    const text = this.text(name)
    if (text === '') return null
    const at = parseSince(text)
    if (Number.isNaN(at)) throw new BadParameter(`${name} is not a valid date`)
    return at
  }

  /** The same for all pages of one walk: every parameter but `page` and `limit`. */
  walkKey(): string {
    return JSON.stringify([...this.#values].filter(([name]) => name !== 'page' && name !== 'limit').sort())
  }
}

/** Matches like the service's name filters: '' lets everything through, case does not matter. */
export function startsWith(value: string, filter: string): boolean {
  return filter === '' || value.toLowerCase().startsWith(filter.toLowerCase())
}

export function contains(value: string, filter: string): boolean {
  return filter === '' || value.toLowerCase().includes(filter.toLowerCase())
}

export function equals(value: string | null, filter: string): boolean {
  return filter === '' || (value ?? '').toLowerCase() === filter.toLowerCase()
}
