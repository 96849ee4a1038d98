import type { Locator, Page } from '@playwright/test'

/** The Sync history view. */
export class HistoryPage {
  readonly table: Locator
  readonly details: Locator
  readonly charts: Locator
  readonly clearFiltersButton: Locator
  readonly exportButton: Locator
  readonly outcome: Locator
  readonly retryPagesButton: Locator
  readonly #window: Page

  constructor(window: Page) {
    this.#window = window
    this.table = window.getByRole('table', { name: 'Sync runs' })
    this.details = window.getByRole('region', { name: /^Details of the sync of/ })
    this.charts = window.getByRole('img', { name: /^Bar chart of the (time taken|calls made) by/ })
    this.clearFiltersButton = window.getByRole('button', { name: 'Clear filters' })
    this.exportButton = window.getByRole('button', { name: 'Export' })
    this.outcome = window.getByRole('alert')
    this.retryPagesButton = this.details.getByRole('button', { name: 'Retry failed pages' })
  }

  /** The runs, newest first; neither the head nor opened details are one. */
  get runs(): Locator {
    return this.table.getByRole('row').filter({ has: this.#window.getByRole('button', { expanded: false }) })
  }

  /** What a row is opened with from the keyboard, newest first. */
  get openers(): Locator {
    return this.table.locator('button[aria-expanded]')
  }

  /** Chooses one value of a filter by its word. */
  async filter(name: 'Status' | 'Trigger' | 'Kind', choice: string): Promise<void> {
    await this.#window.getByRole('combobox', { name }).click()
    await this.#window.getByRole('option', { name: choice }).click()
  }
}
