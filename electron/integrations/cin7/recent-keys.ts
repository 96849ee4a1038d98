const PAGES_REMEMBERED = 50

/**
 * The keys of the latest pages of a list. Rows that move from page to page while the list is read come twice;
 * within one page, rows of the same key belong together and are left to the writer.
 */
export class RecentKeys {
  readonly #known = new Set<string>()
  readonly #pages: string[][] = []

  /** The rows that no earlier page held. */
  takeUnseen<Row>(rows: Row[], keyOf: (row: Row) => string): Row[] {
    const keys = rows.map(keyOf)
    const unseen = rows.filter((_, index) => !this.#known.has(keys[index] ?? ''))
    for (const key of keys) this.#known.add(key)
    this.#pages.push(keys)
    if (this.#pages.length > PAGES_REMEMBERED) this.#forgetOldest()
    return unseen
  }

  #forgetOldest(): void {
    for (const key of this.#pages.shift() ?? []) this.#known.delete(key)
  }
}
