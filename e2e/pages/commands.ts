import type { Locator, Page } from '@playwright/test'

/** The command palette, the list of keys, and what is said of a scan. */
export class Commands {
  readonly palette: Locator
  readonly field: Locator
  readonly options: Locator
  readonly chosen: Locator
  readonly keys: Locator
  readonly scanNote: Locator
  readonly #window: Page

  constructor(window: Page) {
    this.#window = window
    this.palette = window.getByRole('dialog', { name: 'Commands' })
    this.field = this.palette.getByRole('combobox')
    this.options = this.palette.getByRole('option')
    this.chosen = this.palette.getByRole('option', { selected: true })
    this.keys = window.getByRole('dialog', { name: 'Keys' })
    this.scanNote = window.getByRole('status', { name: 'Scan', exact: true })
  }

  async openPalette(): Promise<void> {
    await this.#window.keyboard.press('ControlOrMeta+k')
    await this.field.waitFor()
  }

  /** Chooses the first entry that what is typed leaves. */
  async choose(typed: string): Promise<void> {
    await this.openPalette()
    await this.#window.keyboard.type(typed)
    await this.#window.keyboard.press('Enter')
  }

  /** What a scanner does: keys without a pause, then Enter. */
  async scan(code: string): Promise<void> {
    const keys = [...code].flatMap((text) => [
      { type: 'keyDown' as const, key: text, text },
      { type: 'keyUp' as const, key: text },
    ])
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 }
    const session = await this.#window.context().newCDPSession(this.#window)
    await Promise.all(
      [...keys, { type: 'keyDown' as const, text: '\r', ...enter }, { type: 'keyUp' as const, ...enter }].map(
        (key) => session.send('Input.dispatchKeyEvent', key),
      ),
    )
    await session.detach()
  }
}
