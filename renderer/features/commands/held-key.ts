import { KEY_GAP_MS } from './scan-reader'

/** A key that nothing has seen yet, because it may be the first of a scan. */
export class HeldKey {
  #event: KeyboardEvent | null = null
  #timer: number | undefined

  /** Only what the page sends is not trusted. */
  static isGivenBack({ isTrusted }: KeyboardEvent): boolean {
    return !isTrusted
  }

  /** Until a scan can no longer follow. A key that the browser itself answers is let through: it cannot be given back. */
  hold(event: KeyboardEvent): void {
    this.giveBack()
    if (isForBrowser(event)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.#event = event
    this.#timer = window.setTimeout(() => this.giveBack(), KEY_GAP_MS)
  }

  giveBack(): void {
    const event = this.#event
    this.drop()
    if (event) document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', event))
  }

  drop(): void {
    window.clearTimeout(this.#timer)
    this.#event = null
  }
}

/** The blank presses buttons and scrolls, but on a row it selects; letters choose in a dropdown. */
function isForBrowser({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return true
  return key === ' ' ? !target.matches('[role="row"]') : target instanceof HTMLSelectElement
}
