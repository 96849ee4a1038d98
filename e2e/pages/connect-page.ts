import type { Locator, Page } from '@playwright/test'

/** The view shown while no account is connected. */
export class ConnectPage {
  readonly form: Locator
  readonly accountId: Locator
  readonly applicationKey: Locator
  readonly apiAddress: Locator
  readonly connectButton: Locator
  readonly sampleButton: Locator
  readonly alert: Locator

  constructor(window: Page) {
    this.form = window.getByRole('form', { name: 'Connect to Cin7 Core' })
    this.accountId = window.getByLabel('Account ID', { exact: true })
    this.applicationKey = window.getByLabel('Application key', { exact: true })
    this.apiAddress = window.getByLabel('API address', { exact: true })
    this.connectButton = window.getByRole('button', { name: 'Connect', exact: true })
    this.sampleButton = window.getByRole('button', { name: 'Try with sample data' })
    this.alert = window.getByRole('alert')
  }

  async connect({ accountId, applicationKey }: { accountId: string; applicationKey: string }): Promise<void> {
    await this.accountId.fill(accountId)
    await this.applicationKey.fill(applicationKey)
    await this.connectButton.click()
  }
}
