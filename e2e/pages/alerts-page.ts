import type { Locator, Page } from '@playwright/test'

/** The Alerts view with its bar and dialogs. */
export class AlertsPage {
  readonly table: Locator
  readonly bar: Locator
  /** What is selected, or how the last action ended. */
  readonly outcome: Locator
  readonly dialog: Locator
  readonly note: Locator
  readonly export: Locator
  readonly #window: Page

  constructor(window: Page) {
    this.#window = window
    this.table = window.getByRole('grid', { name: 'Low-stock alerts' })
    this.bar = window.getByRole('toolbar', { name: 'Actions' })
    this.outcome = this.bar.getByRole('status')
    this.dialog = window.getByRole('dialog')
    this.export = window.getByRole('main').getByRole('button', { name: 'Export' })
    this.note = this.dialog.getByRole('textbox', { name: 'Note' })
  }

  tab(name: 'Open' | 'Acknowledged' | 'Snoozed' | 'Resolved'): Locator {
    return this.#window.getByRole('tab', { name, exact: true })
  }

  action(name: 'Acknowledge' | 'Snooze' | 'Reopen' | 'Open product'): Locator {
    return this.bar.getByRole('button', { name, exact: true })
  }

  menuItem(name: string | RegExp): Locator {
    return this.#window.getByRole('menuitem', { name })
  }

  /** The alerts on screen; neither the head nor groups are one. */
  get rows(): Locator {
    return this.table.locator('[role="row"][data-index]')
  }

  row(product: string): Locator {
    return this.rows.filter({ hasText: product })
  }

  get focusedRow(): Locator {
    return this.table.locator('[role="row"]:focus')
  }

  get boxes(): Locator {
    return this.table.getByRole('checkbox')
  }

  async groupBy(grouping: string): Promise<void> {
    await this.#window.getByRole('combobox', { name: 'Group by' }).click()
    await this.#window.getByRole('option', { name: grouping, exact: true }).click()
  }
}
