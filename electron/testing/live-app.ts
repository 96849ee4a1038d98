import type { LiveStage, LiveStatus } from '../../shared/domain/live'
import type { StockRow } from '../../shared/domain/stock'
import type { SyncRun, SyncTrigger } from '../../shared/domain/sync-run'
import type { SimulatorOptions, WireWebhook } from '../integrations/cin7/simulator'
import { TestClient } from '../integrations/cin7/simulator/test-client'
import type { Fetch } from '../ports'
import { readStore } from './expect-shop'
import { FakeClock } from './fake-clock'
import { smallShop } from './small-shop'
import { createTestApp, type TestApp } from './test-app'

export const STOCK = 'Stock/AvailableStockLevelChanged'
export const SALE = 'Sale/InvoiceAuthorised'
export const PRODUCT = 'Product/Updated'

const STEP_MS = 60_000

export interface LiveAppOptions {
  simulator?: SimulatorOptions
  products?: number
  locations?: number
  fetch?: Fetch
  /** See `FakeClock`. Default: what live updates wait for on the way passes, what they wait for in vain does not. */
  passUpToMs?: number
}

/** The app connected to a shop that tells what happens in it at once. */
export class LiveApp {
  readonly app: TestApp
  readonly connectionId: string

  constructor(app: TestApp, connectionId: string) {
    this.app = app
    this.connectionId = connectionId
  }

  /** Waits until everything is registered and the gap was read. */
  async turnOn(): Promise<void> {
    const caughtUp = this.nextRun('webhook-gap')
    await this.app.call('settings.set', { liveUpdates: true })
    await this.reaches('registered')
    await caughtUp
  }

  status(): Promise<LiveStatus> {
    return this.app.call('live.status', { connectionId: this.connectionId })
  }

  /** Waits for news until it says so. */
  async reaches(stage: LiveStage): Promise<LiveStatus> {
    for (;;) {
      const news = this.app.next('live.changed')
      const status = await this.status()
      if (status.stage === stage) return status
      await news
    }
  }

  async nextRun(trigger: SyncTrigger): Promise<SyncRun> {
    for (;;) {
      const run = await this.app.next('sync.finished')
      if (run.trigger === trigger) return run
    }
  }

  async row(sku: string): Promise<StockRow> {
    const { rows } = await this.app.stock(this.connectionId, { search: sku })
    return rows.find((row) => row.sku === sku)!
  }

  /** Calls of the app for the stock of one product. */
  readings(): number {
    return this.app.cin7.calls.filter(
      ({ path, query }) => path === 'ref/productavailability' && 'ID' in query,
    ).length
  }

  ownHooks(): WireWebhook[] {
    return this.app.cin7.webhooks.filter(({ ExternalURL }) => ExternalURL.includes('trycloudflare.com'))
  }

  hook(type: string): WireWebhook {
    return this.ownHooks().find(({ Type }) => Type === type)!
  }

  /** A subscription of somebody else. */
  async addForeignHook(Type = STOCK): Promise<WireWebhook> {
    const ExternalURL = 'https://else.example/in'
    await new TestClient(this.app.cin7).send('POST', 'webhooks', { Type, IsActive: true, ExternalURL })
    return this.app.cin7.webhooks.find((hook) => hook.ExternalURL === ExternalURL)!
  }

  /** Time stands still until the shop has told what is done in it, or a first try to tell has failed. */
  async inOneGo(act: () => unknown): Promise<void> {
    act()
    await this.app.clock.during(this.app.cin7.delivered())
  }

  /** Time passes, and what it brings about is answered before it goes on. */
  async passes(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP_MS) await this.app.clock.sleep(Math.min(left, STEP_MS))
  }

  /** Waits until all that was sent is used and confirmed. */
  async settles(): Promise<void> {
    await this.app.cin7.delivered()
    while (!isSettled(this.app)) await turns()
  }
}

export async function createLiveApp(options: LiveAppOptions = {}): Promise<LiveApp> {
  const { products = 5, locations = 2, passUpToMs = STEP_MS, simulator, fetch } = options
  const app = await createTestApp({
    clock: new FakeClock({ passUpToMs }),
    simulator: {
      shop: smallShop({ products, locations }),
      ...simulator,
      webhooks: { delayMs: 0, ...simulator?.webhooks },
    },
    ...(fetch ? { fetch } : {}),
  })
  await app.call('settings.set', { syncAutomatically: false })
  const { connectionId } = await app.connect()
  return new LiveApp(app, connectionId)
}

/** Enough for what was begun to have been noted in the store. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

function isSettled(app: TestApp): boolean {
  return readStore(app, (db) => {
    const count = (from: string) => db.prepare(`SELECT count(*) FROM ${from}`).pluck().get()
    return (
      count("webhook_deliveries WHERE state = 'pending'") === 0 &&
      count('product_readings WHERE dirty_at IS NOT NULL') === 0 &&
      count("sync_runs WHERE status = 'running'") === 0 &&
      count(
        'live_feeds WHERE coalesce(products_wanted_at, orders_wanted_at, sweep_wanted_at) IS NOT NULL',
      ) === 0
    )
  })
}
