import type { Locator, Page } from '@playwright/test'

/** Live updates in Settings. */
export class LiveSection {
  readonly region: Locator
  readonly switch: Locator
  readonly state: Locator
  /** Says what a change just did. */
  readonly outcome: Locator
  readonly hostName: Locator
  readonly token: Locator
  readonly keepToken: Locator
  readonly replaceToken: Locator
  readonly forgetToken: Locator
  /** Where the named tunnel is to be pointed at. */
  readonly target: Locator
  readonly programPath: Locator
  readonly fetchButton: Locator
  readonly fetchProgress: Locator
  readonly cancelFetch: Locator
  readonly subscriptions: Locator
  readonly registerButton: Locator
  readonly deliveries: Locator
  readonly retryButton: Locator

  constructor(window: Page) {
    this.region = window.getByRole('region', { name: 'Live updates' })
    this.switch = this.region.getByRole('switch', { name: 'Receive live updates' })
    this.state = this.region.getByRole('status', { name: 'State of live updates' })
    this.outcome = this.region.getByRole('status').first()
    this.hostName = this.region.getByRole('textbox', { name: 'Host name' })
    this.token = this.region.locator('input[type=password]')
    this.keepToken = this.region.getByRole('button', { name: 'Keep token' })
    this.replaceToken = this.region.getByRole('button', { name: 'Replace' })
    this.forgetToken = this.region.getByRole('button', { name: 'Forget' })
    this.target = this.region.getByText('http://127.0.0.1:')
    this.programPath = this.region.getByRole('textbox', { name: 'Tunnel program' })
    this.fetchButton = this.region.getByRole('button', { name: 'Fetch the tunnel program' })
    this.fetchProgress = this.region.getByRole('progressbar', { name: 'Fetching the tunnel program' })
    this.cancelFetch = this.region.getByRole('button', { name: 'Cancel' })
    this.subscriptions = this.region.getByRole('region', { name: 'Subscriptions' })
    this.registerButton = this.subscriptions.getByRole('button')
    this.deliveries = this.region.getByRole('region', { name: 'Deliveries' })
    this.retryButton = this.deliveries.getByRole('button', { name: 'Try again' })
  }

  tunnel(mode: 'Quick' | 'Named'): Locator {
    return this.region.getByRole('radiogroup', { name: 'Tunnel' }).getByRole('radio', { name: mode })
  }

  subscription(event: string): Locator {
    return this.subscriptions.getByRole('row').filter({ hasText: event })
  }

  /** Of the deliveries. */
  figure(label: string): Locator {
    const term = this.deliveries.getByRole('term').filter({ hasText: label })
    return term.locator('xpath=following-sibling::dd')
  }
}
