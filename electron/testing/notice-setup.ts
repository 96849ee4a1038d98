import type { AlertBand } from '../../shared/domain/alert'
import type { Settings } from '../../shared/domain/settings'
import type { EventPayloads } from '../../shared/ipc/events'
import { NoticeCenter } from '../alerts/notice-center'
import type { Database } from '../db/database'
import { SettingsStore } from '../settings/settings-store'
import { aLocation, aProduct, aStockRow } from './factories'
import { FakeClock } from './fake-clock'
import { silentLog } from './node-ports'
import { RecordingNotifier } from './recording-notifier'
import { StockSetup, signal, whole } from './stock-setup'

/** Nine in the morning of the computer's own time. */
const START = new Date(2026, 10, 24, 9).getTime()

/** A store in which alerts are put by hand, and the center that tells of them. */
export class NoticeSetup {
  readonly stock = new StockSetup()
  readonly db: Database = this.stock.db
  readonly clock = new FakeClock({ now: START })
  readonly settings = new SettingsStore(this)
  readonly notifier = new RecordingNotifier()
  readonly destinations: EventPayloads['app.navigate'][] = []
  /** How often the window was told that the app has something to say. */
  told = 0
  center = this.#newCenter()

  /** A shop with this many products, `Product 1` and so on, at two locations, Main and Shop. Whoever asks for it closes it. */
  static async withProducts(count: number): Promise<NoticeSetup> {
    const setup = new NoticeSetup()
    await setup.#storeProducts(count)
    setup.center.start()
    return setup
  }

  close(): void {
    this.center.stop()
    this.db.close()
  }

  locationId(name: string): number {
    return this.#number('SELECT id FROM locations WHERE name = ?', name)
  }

  /** Product number `product` crossed its reorder point, as the monitor writes it. Returns the alert's id. */
  open(product: number, { location = 'Main', band = 'low' as AlertBand } = {}): number {
    const now = this.clock.now()
    return this.db.write(() => {
      const alertId = this.#number(
        `INSERT INTO low_stock_alerts (connection_id, product_id, location_id, state, band, available, on_order,
           reorder_point, opened_at, band_at, handled_by, note)
         VALUES (?, ?, ?, 'open', ?, ?, 0, 9, ?, ?, '', '') RETURNING id`,
        this.stock.connectionId,
        this.stock.productId(`P${product}`),
        this.locationId(location),
        band,
        { low: 8, critical: 3, out: 0 }[band],
        now,
        now,
      )
      this.#decide(alertId, band)
      return alertId
    })
  }

  /** These products crossed their reorder points at once. */
  async crossing(products: readonly number[]): Promise<void> {
    for (const product of products) this.open(product)
    await this.decided()
  }

  worsen(alertId: number, band: AlertBand): void {
    this.change(alertId, { band })
    this.#decide(alertId, band)
  }

  change(alertId: number, columns: Record<string, string | number>): void {
    for (const [column, value] of Object.entries(columns)) {
      this.db.write(() =>
        this.db.sqlite.prepare(`UPDATE low_stock_alerts SET ${column} = ? WHERE id = ?`).run(value, alertId),
      )
    }
  }

  /** The monitor is done for now: the center looks at what waits. */
  async decided(): Promise<void> {
    this.center.review()
    await this.clock.advance(0)
  }

  async set(changes: Partial<Settings>): Promise<void> {
    this.settings.change(changes)
    await this.decided()
  }

  /** To this time of day, local: today's, or else tomorrow's. */
  async goTo(hour: number, minute = 0): Promise<void> {
    const now = new Date(this.clock.now())
    const at = new Date(now)
    at.setHours(hour, minute, 0, 0)
    if (at <= now) at.setDate(at.getDate() + 1)
    await this.clock.advance(at.getTime() - now.getTime())
  }

  /** The program ends, however it does, and is started again `afterMs` later. */
  async restart(afterMs = 0): Promise<void> {
    this.center.stop()
    await this.clock.advance(afterMs)
    this.center = this.#newCenter()
    this.center.start()
    await this.clock.advance(0)
  }

  async #storeProducts(count: number): Promise<void> {
    const run = this.stock.startRun()
    const skus = Array.from({ length: count }, (_, index) => `P${index + 1}`)
    run.putLocations([aLocation({ name: 'Main', isDefault: true }), aLocation({ name: 'Shop' })])
    run.putProducts(skus.map((sku) => aProduct({ sku, name: `Product ${sku.slice(1)}` })))
    run.putStock([aStockRow({ sku: 'P1', onHand: 9 }), aStockRow({ sku: 'P1', location: 'Shop', onHand: 9 })])
    await run.commitStock(whole, signal)
  }

  #decide(alertId: number, band: AlertBand): void {
    this.db.write(() =>
      this.db.sqlite
        .prepare('INSERT OR IGNORE INTO alert_notices (alert_id, band, decided_at) VALUES (?, ?, ?)')
        .run(alertId, band, this.clock.now()),
    )
  }

  #number(query: string, ...values: (string | number)[]): number {
    return (
      this.db.sqlite
        .prepare<(string | number)[], number>(query)
        .pluck()
        .get(...values) ?? -1
    )
  }

  #newCenter(): NoticeCenter {
    const { db, clock, settings, notifier } = this
    return new NoticeCenter({
      db,
      clock,
      settings,
      notifier,
      log: silentLog,
      emit: (name, payload) => {
        if (name === 'app.navigate') this.destinations.push(payload as EventPayloads['app.navigate'])
        if (name === 'app.noticeAdded') this.told += 1
      },
    })
  }
}
