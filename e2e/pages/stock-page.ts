import type { Locator, Page } from '@playwright/test'

/** The Stock view and the product panel over it. */
export class StockPage {
  readonly table: Locator
  readonly search: Locator
  readonly rowCount: Locator
  /** Said over the rows when the first sync left figures out. */
  readonly unfinished: Locator
  readonly views: Locator
  /** Of all that match. */
  readonly export: Locator
  /** What can be done with the selected rows; there while there are some. */
  readonly selection: Locator
  readonly selectionStatus: Locator
  /** The dialog that sets them for what is selected. */
  readonly reorderPoints: Locator
  readonly #window: Page

  constructor(window: Page) {
    this.#window = window
    this.table = window.getByRole('grid', { name: 'Stock levels' })
    this.search = window.getByRole('searchbox', { name: 'Search stock' })
    this.rowCount = window.getByRole('status', { name: 'Rows shown' })
    this.views = window.getByRole('button', { name: 'Views' })
    this.export = window.getByRole('button', { name: 'Export' }).first()
    this.selection = window.getByRole('region', { name: 'Selection' })
    this.selectionStatus = window.getByRole('status', { name: 'Selection' })
    this.reorderPoints = window.getByRole('dialog', { name: 'Set reorder points' })
    this.unfinished = window.getByText('The first sync did not finish; figures are missing.')
  }

  /** The rows of products on screen; the head is not one. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.#window.getByRole('gridcell') })
  }

  row(product: string): Locator {
    return this.rows.filter({ hasText: product })
  }

  /** The row that has the keyboard. */
  get focusedRow(): Locator {
    return this.table.locator('[role="row"]:focus')
  }

  columnHeader(name: string): Locator {
    return this.table.getByRole('columnheader', { name })
  }

  /** The SKU in a row on screen. */
  async skuOf(row: Locator): Promise<string> {
    return (await this.cell(row, 'product').locator('bdi').nth(1).textContent()) ?? ''
  }

  /** One cell of a row on screen. */
  cell(row: Locator, column: string): Locator {
    return row.locator(`[data-column="${column}"]`)
  }

  /** Chooses one value of a filter by its words. */
  async filter(name: 'Location' | 'Category' | 'Supplier' | 'State', choice: string): Promise<void> {
    await this.#window.getByRole('combobox', { name }).click()
    await this.#window.getByRole('option', { name: choice, exact: true }).click()
  }

  /** Chooses an entry of the menu of views. */
  async chooseView(name: string): Promise<void> {
    await this.views.click()
    await this.#window.getByRole('menuitem', { name, exact: true }).click()
  }

  /** Where the view to save gets its name. */
  get viewName(): Locator {
    return this.#window.getByRole('textbox', { name: 'Name' })
  }

  async saveView(name: string): Promise<void> {
    await this.chooseView('Save this view…')
    await this.viewName.fill(name)
    await this.#window.keyboard.press('Enter')
  }

  async sortBy(column: string): Promise<void> {
    await this.columnHeader(column).getByRole('button').click()
  }

  /** The panel of the open product, named after it. */
  panel(product: string): Locator {
    return this.#window.getByRole('region', { name: product, exact: true })
  }
}
