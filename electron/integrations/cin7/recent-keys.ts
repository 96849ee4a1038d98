/**
 * The keys of the last two pages. Rows that moved from one page to the next while the list was read come
 * twice; within one page, rows of the same key belong together and are left to the writer.
 */
export class RecentKeys {
  #pages: Set<string>[] = []

  takeUnseen<Out>(rows: Out[], keyOf: (row: Out) => string): Out[] {
    const unseen = rows.filter((row) => !this.#pages.some((keys) => keys.has(keyOf(row))))
    this.#pages = [...this.#pages.slice(-1), new Set(unseen.map(keyOf))]
    return unseen
  }
}
