import type { Locator, Page } from '@playwright/test'

type View = 'Today' | 'Stock' | 'Alerts' | 'Sync history' | 'Settings'

/** What stands around every view once an account is connected. */
export class Frame {
  readonly #window: Page
  readonly navigation: Locator
  readonly heading: Locator
  readonly alertsLink: Locator
  readonly syncButton: Locator
  readonly cancelButton: Locator
  readonly menuButton: Locator
  readonly syncStatus: Locator
  readonly syncProgress: Locator
  readonly tryNowButton: Locator
  readonly statusBar: Locator
  readonly connectionHealth: Locator

  constructor(window: Page) {
    this.#window = window
    this.navigation = window.getByRole('navigation', { name: 'Main' })
    this.alertsLink = this.navigation.getByRole('link', { name: /^Alerts/ })
    this.heading = window.getByRole('heading', { level: 1 })
    this.syncButton = window.getByRole('button', { name: 'Sync now' })
    this.cancelButton = window.getByRole('button', { name: 'Cancel sync' })
    this.menuButton = window.getByRole('button', { name: 'More ways to sync' })
    this.syncStatus = window.getByRole('status', { name: 'Sync status' })
    this.syncProgress = window.getByRole('progressbar', { name: 'Sync progress' })
    this.tryNowButton = window.getByRole('button', { name: 'Try now' })
    this.statusBar = window.getByRole('contentinfo')
    this.connectionHealth = window.getByRole('status', { name: 'Connection health' })
  }

  async open(view: View): Promise<void> {
    await this.navigation.getByRole('link', { name: view }).click()
    await this.#window.getByRole('heading', { level: 1, name: view }).waitFor()
  }

  /** Chooses from the menu beside the sync button. */
  async syncBy(way: 'Quick sync' | 'Retry failed pages'): Promise<void> {
    await this.menuButton.click()
    await this.way(way).click()
  }

  /** An item of that menu. */
  way(name: 'Quick sync' | 'Retry failed pages'): Locator {
    return this.#window.getByRole('menuitem', { name, exact: true })
  }

  /** Waits for a sync that ended with nothing left out. */
  async untilUpToDate(timeout = 60_000): Promise<void> {
    await this.syncStatus.filter({ hasText: 'Up to date' }).waitFor({ timeout })
  }
}
