import type { Locator, Page } from '@playwright/test'

/** The Today view. */
export class TodayPage {
  readonly table: Locator
  readonly sync: Locator
  readonly away: Locator
  readonly #window: Page

  constructor(window: Page) {
    this.#window = window
    this.table = window.getByRole('table', { name: 'Needs attention' })
    this.sync = window.getByRole('region', { name: 'Sync', exact: true })
    this.away = window.getByRole('region', { name: 'While you were away' })
  }

  figure(name: 'Out of stock' | 'Low' | 'Covered by incoming' | 'Stale'): Locator {
    return this.#window.getByRole('link', { name, exact: true })
  }

  /** The products that need attention, worst first. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.#window.getByRole('cell') })
  }

  /** A fact of one of the cards. */
  fact(card: Locator, name: string): Locator {
    return card.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd')
  }
}
