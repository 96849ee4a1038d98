import { expect } from 'vitest'
import { quietUntil } from '../alerts/notice-times'
import type { StockPatch } from '../integrations/cin7/simulator'
import { dayOf } from '../lib/day'
import type { Notice } from '../ports'
import { expectAlertsByRule } from './expect-alerts'
import { readStore } from './expect-shop'
import { smallShop } from './small-shop'
import { createTestApp, type TestApp } from './test-app'

const NAMES = ['Oil', 'Soap', 'Comb']
const LOCATIONS = ['Main', 'Shop']
const POINT = 12
const DAY_MS = 24 * 60 * 60_000
/** What is held back for a minute is shown by then. */
const SETTLED_AFTER_MS = 2 * 60_000
/** Of the event loop, more than it takes to judge so few products. */
const TURNS = 10

interface StoredNotice {
  /** Of the alert and the band. */
  key: string
  sku: string
  isTold: 0 | 1
  /** The alert is open, nobody ever took care of it, and no delivery covers it. */
  holds: 0 | 1
}

/** Three products at two locations, the app that watches them, and what may be said of the two at any time. */
export class AlertShop {
  readonly app: TestApp
  readonly connectionId: string
  #told = new Set<string>()
  #shown = 0
  #kill: 'before it is shown' | 'after it is shown' | null = null
  /** What was on the disk when a notice was about to be shown; what comes after that never was. */
  #left: string | null = null

  private constructor(app: TestApp, connectionId: string) {
    this.app = app
    this.connectionId = connectionId
    const { show } = app.notifier
    app.notifier.show = (notice: Notice) => {
      const isShown = this.#left === null && this.#kill !== 'before it is shown'
      if (this.#kill) this.#left = app.freeze()
      this.#kill = null
      if (isShown) show.call(app.notifier, notice)
    }
  }

  static async open(): Promise<AlertShop> {
    const shop = smallShop({ products: NAMES.length, locations: LOCATIONS.length })
    for (const [index, name] of LOCATIONS.entries()) shop.locations[index]!.name = name
    for (const [index, name] of NAMES.entries())
      Object.assign(shop.products[index]!, {
        name,
        sku: name,
        reorderPoint: POINT,
        reorderLevels: [],
        stock: [],
      })
    const app = await createTestApp({ simulator: { shop } })
    await app.call('settings.set', { syncAutomatically: false })
    for (const sku of NAMES)
      for (const location of LOCATIONS) app.cin7.setStock({ sku, location }, { onHand: 40, allocated: 0 })
    const { connectionId } = await app.connect()
    await app.app.afterSync()
    return new AlertShop(app, connectionId)
  }

  put(pair: number, patch: StockPatch): void {
    this.app.cin7.setStock({ sku: nameOf(pair), location: locationOf(pair) }, patch)
  }

  transfer(product: number, units: number): void {
    const sku = nameOf(product)
    for (const [index, location] of LOCATIONS.entries()) {
      const { onHand } = this.app.cin7.expectedAt(sku, location)
      this.app.cin7.setStock({ sku, location }, { onHand: onHand + (index === 0 ? -units : units) })
    }
  }

  dayIn(days: number): string {
    return new Date(dayOf(this.app.clock.now()) + days * DAY_MS).toISOString().slice(0, 10)
  }

  /** What the list says then is what the rule says of the shop's figures. */
  async sync(kind: 'full' | 'quick'): Promise<void> {
    expect(await this.app.sync(this.connectionId, kind)).toMatchObject({ status: 'success' })
    await this.app.app.afterSync()
    await this.#settle()
    if (!this.#left) await expectAlertsByRule(this.app, this.connectionId)
  }

  async setPoint(product: number, reorderPoint: number | null): Promise<void> {
    const { rows } = await this.app.stock(this.connectionId)
    const { productId } = rows.find(({ sku }) => sku === nameOf(product))!
    await this.app.call('reorder.set', {
      connectionId: this.connectionId,
      target: { kind: 'products', productIds: [productId], locationId: null },
      levels: reorderPoint === null ? null : { reorderPoint, reorderQuantity: 0 },
    })
  }

  /** The id of one alert that is not resolved, if there is one. */
  readonly live = (which: number): number[] => {
    const ids = this.#read<number>("SELECT id FROM low_stock_alerts WHERE state <> 'resolved' ORDER BY id")
    return ids.length > 0 ? [ids[which % ids.length]!] : []
  }

  /** What is done so is told by no notice; only what waited for the time anyway may be. */
  async unheard(work: () => Promise<unknown>): Promise<void> {
    const waiting = this.#read<string>(
      `SELECT p.sku FROM low_stock_alerts a JOIN products p ON p.id = a.product_id
       LEFT JOIN alert_notices n ON n.alert_id = a.id AND n.told_at IS NULL
       WHERE n.id IS NOT NULL OR a.state = 'snoozed' OR a.covered_until IS NOT NULL`,
    )
    await work()
    await this.#settle()
    for (const sku of this.#named()) expect(waiting).toContain(sku)
    this.#told = new Set(this.#toldNow())
  }

  /** Once the next notice is decided. */
  killInTelling(when: 'before it is shown' | 'after it is shown'): void {
    this.#kill = when
  }

  /** After each step. */
  async check(): Promise<void> {
    await this.#settle()
    const wasKilled = this.#left !== null
    if (this.#left) await this.app.kill(this.#left)
    this.#left = null
    if (wasKilled) await this.#settle()

    expect(
      this.#read(
        `SELECT count(*) FROM low_stock_alerts WHERE state <> 'resolved'
         GROUP BY product_id, location_id HAVING count(*) > 1`,
      ),
    ).toEqual([])
    const notices = this.#notices()
    const told = notices.filter(({ isTold }) => isTold)
    const toldNow = new Set(told.map(({ key }) => key))
    expect([...toldNow]).toEqual(expect.arrayContaining([...this.#told]))
    const news = told.filter(({ key }) => !this.#told.has(key))
    const named = this.#named()
    for (const sku of new Set(named))
      expect(named.filter((other) => other === sku).length, sku).toBeLessThanOrEqual(
        news.filter((notice) => notice.sku === sku).length,
      )
    if (!wasKilled) for (const { sku, holds } of news) if (holds) expect(named).toContain(sku)
    const settings = await this.app.call('settings.get', {})
    if (quietUntil(settings, this.app.clock.now()) === null) this.#expectAllTold()
    this.#told = toldNow
    this.#shown = this.app.notifier.shown.length
  }

  /** With nothing to hold it back any more. */
  async finish(): Promise<void> {
    this.#kill = null
    await this.app.call('settings.set', { quietHours: false })
    await this.sync('full')
    await this.check()
  }

  /** All that is low was told as it is, or as worse. */
  #expectAllTold(): void {
    const untold = this.#read(
      `SELECT p.sku FROM low_stock_alerts a JOIN products p ON p.id = a.product_id
       WHERE a.state = 'open' AND a.covered_until IS NULL AND (a.available <= 0 OR a.available <= a.reorder_point)
         AND NOT EXISTS (SELECT 1 FROM alert_notices n WHERE n.alert_id = a.id AND n.told_at IS NOT NULL
           AND instr('out critical low', n.band) <= instr('out critical low', a.band))`,
    )
    expect(untold).toEqual([])
  }

  /** Everything is judged, and told if it is to be. */
  async #settle(): Promise<void> {
    this.app.app.wake()
    await this.app.clock.advance(SETTLED_AFTER_MS)
    for (let turn = 0; turn < TURNS; turn += 1) await this.app.clock.advance(0)
  }

  /** Products that notices shown since the last check name, once for each. */
  #named(): string[] {
    return this.app.notifier.shown
      .slice(this.#shown)
      .flatMap(({ title, body }) => NAMES.filter((name) => `${title} ${body}`.includes(name)))
  }

  #toldNow(): string[] {
    return this.#notices()
      .filter(({ isTold }) => isTold)
      .map(({ key }) => key)
  }

  #notices(): StoredNotice[] {
    return readStore(this.app, (db) =>
      db
        .prepare<[], StoredNotice>(
          `SELECT a.id || ' ' || n.band AS key, p.sku, n.told_at IS NOT NULL AS isTold,
             a.state = 'open' AND a.covered_until IS NULL AND a.available <= max(a.reorder_point, 0)
               AND NOT EXISTS (SELECT 1 FROM alert_events e WHERE e.alert_id = a.id AND e.cause = 'user') AS holds
           FROM alert_notices n JOIN low_stock_alerts a ON a.id = n.alert_id JOIN products p ON p.id = a.product_id`,
        )
        .all(),
    )
  }

  #read<T>(query: string): T[] {
    return readStore(this.app, (db) => db.prepare<[], T>(query).pluck().all()) as T[]
  }
}

function nameOf(which: number): string {
  return NAMES[which % NAMES.length]!
}

function locationOf(which: number): string {
  return LOCATIONS[which % LOCATIONS.length]!
}
