import type { Locator, Page } from '@playwright/test'

/** The Stock view and the product panel over it. */
export class StockPage {
  readonly table: Locator
  readonly search: Locator
  readonly rowCount: Locator
  readonly #window: Page

  constructor(window: Page) {
    this.#window = window
    this.table = window.getByRole('grid', { name: 'Stock levels' })
    this.search = window.getByRole('searchbox', { name: 'Search stock' })
    this.rowCount = window.getByRole('status', { name: 'Rows shown' })
  }

  /** The rows of products on screen; the head is not one. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.#window.getByRole('gridcell') })
  }

  row(product: string): Locator {
    return this.rows.filter({ hasText: product })
  }

  filter(name: 'Location' | 'Category' | 'Supplier' | 'State'): Locator {
    return this.#window.getByRole('combobox', { name })
  }
}
