import type { Locator, Page } from '@playwright/test'

/** The view shown while no account is connected. */
export class ConnectPage {
  readonly form: Locator
  readonly accountId: Locator
  readonly applicationKey: Locator
  readonly revealButton: Locator
  readonly advancedButton: Locator
  readonly apiAddress: Locator
  readonly connectButton: Locator
  readonly sampleButton: Locator
  readonly unlockButton: Locator
  readonly sessionButton: Locator
  readonly alert: Locator

  constructor(window: Page) {
    this.form = window.getByRole('form', { name: 'Connect to Cin7 Core' })
    this.accountId = window.getByLabel('Account ID', { exact: true })
    this.applicationKey = window.getByLabel('Application key', { exact: true })
    this.revealButton = window.getByRole('button', { name: 'Show what is typed' })
    this.advancedButton = window.getByRole('button', { name: 'Advanced' })
    this.apiAddress = window.getByLabel('API address', { exact: true })
    this.connectButton = window.getByRole('button', { name: 'Connect', exact: true })
    this.sampleButton = window.getByRole('button', { name: 'Try with sample data' })
    this.unlockButton = window.getByRole('button', { name: 'Unlock and retry' })
    this.sessionButton = window.getByRole('button', { name: 'Use for this session only' })
    this.alert = window.getByRole('alert')
  }

  async fill({ accountId, applicationKey }: { accountId: string; applicationKey: string }): Promise<void> {
    await this.accountId.fill(accountId)
    await this.applicationKey.fill(applicationKey)
  }

  async connect(keys: { accountId: string; applicationKey: string }): Promise<void> {
    await this.fill(keys)
    await this.connectButton.click()
  }

  async useApiAddress(address: string): Promise<void> {
    await this.advancedButton.click()
    await this.apiAddress.fill(address)
  }
}
