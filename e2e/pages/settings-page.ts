import type { Locator, Page } from '@playwright/test'

/** The Settings view and its two dialogs. */
export class SettingsPage {
  readonly connection: Locator
  readonly sync: Locator
  readonly automaticSwitch: Locator
  readonly interval: Locator
  readonly callsAMinute: Locator
  readonly purchaseOrders: Locator
  readonly computer: Locator
  readonly about: Locator
  readonly health: HealthPanel
  readonly checkButton: Locator
  readonly replaceButton: Locator
  readonly disconnectButton: Locator
  readonly dialog: Locator

  constructor(window: Page) {
    this.connection = window.getByRole('region', { name: 'Connection' })
    this.sync = window.getByRole('region', { name: 'Sync', exact: true })
    this.automaticSwitch = this.sync.getByRole('switch', { name: 'Sync automatically' })
    this.interval = this.sync.getByRole('textbox', { name: 'Every … minutes', exact: true })
    this.callsAMinute = this.sync.getByRole('textbox', { name: 'Calls a minute', exact: true })
    this.purchaseOrders = this.sync.getByRole('switch', { name: 'Purchase orders' })
    this.computer = window.getByRole('region', { name: 'This computer' })
    this.about = window.getByRole('region', { name: 'About' })
    this.health = new HealthPanel(this.connection.getByRole('region', { name: 'Health' }))
    this.checkButton = this.connection.getByRole('button', { name: 'Check now' })
    this.replaceButton = this.connection.getByRole('button', { name: 'Replace keys' })
    this.disconnectButton = this.connection.getByRole('button', { name: 'Disconnect' })
    this.dialog = window.getByRole('dialog')
  }

  choice(group: 'Theme' | 'Density', value: string): Locator {
    return this.computer.getByRole('radiogroup', { name: group }).getByRole('radio', { name: value })
  }

  switch(name: string): Locator {
    return this.sync.getByRole('switch', { name })
  }

  async setNumber(name: string, value: number): Promise<void> {
    const field = this.sync.getByLabel(name)
    await field.fill(`${value}`)
    await field.press('Enter')
  }

  async replaceKeys({
    accountId,
    applicationKey,
  }: {
    accountId: string
    applicationKey: string
  }): Promise<void> {
    await this.dialog.getByLabel('Account ID', { exact: true }).fill(accountId)
    await this.dialog.getByLabel('Application key', { exact: true }).fill(applicationKey)
    await this.dialog.getByRole('button', { name: 'Replace keys' }).click()
  }

  /** Says yes to what the dialog warns of. */
  async disconnect(): Promise<void> {
    await this.disconnectButton.click()
    await this.dialog.getByRole('button', { name: 'Disconnect' }).click()
  }
}

/** What is known of how well the connection works. */
class HealthPanel {
  readonly result: Locator
  readonly #panel: Locator

  constructor(panel: Locator) {
    this.#panel = panel
    this.result = panel.getByRole('status')
  }

  figure(label: string): Locator {
    const term = this.#panel.getByRole('term').filter({ hasText: label })
    return term.locator('xpath=following-sibling::dd')
  }
}
