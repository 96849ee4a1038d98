import type { LiveDeliveries, LiveStatus } from '../../shared/domain/live'
import type { TimedApp } from './timed-app'

/** Live updates of a timed app. */
export class LiveApp {
  private constructor(
    private readonly app: TimedApp,
    private readonly connectionId: string,
  ) {}

  /** Switches them on and waits for the subscriptions and the sync that follows. */
  static async start(app: TimedApp): Promise<LiveApp> {
    const [connection] = await app.call('connections.list', {})
    if (!connection) throw new Error('nothing is connected')
    const live = new LiveApp(app, connection.id)
    const caughtUp = app.next('sync.finished')
    await app.call('settings.set', { liveUpdates: true })
    await caughtUp
    return live
  }

  status(): Promise<LiveStatus> {
    return this.app.call('live.status', { connectionId: this.connectionId })
  }

  async deliveries(): Promise<LiveDeliveries> {
    return (await this.status()).deliveries
  }

  /** What a window with the list of stock asks when there is news. */
  async refreshWindow(): Promise<void> {
    const { app, connectionId } = this
    await Promise.all([
      this.status(),
      app.call('stock.summary', { connectionId }),
      app.call('stock.list', {
        connectionId,
        search: '',
        locationId: null,
        category: null,
        supplierId: null,
        states: [],
        marks: [],
        sort: { column: 'state', descending: false },
        offset: 0,
        limit: 100,
      }),
    ])
  }
}
