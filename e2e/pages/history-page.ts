import type { Locator, Page } from '@playwright/test'

/** The Sync history view. */
export class HistoryPage {
  readonly table: Locator

  constructor(window: Page) {
    this.table = window.getByRole('table', { name: 'Sync runs' })
  }

  /** The runs, newest first; the head is not one. */
  get runs(): Locator {
    return this.table.locator('tbody').getByRole('row')
  }
}
