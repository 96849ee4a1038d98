import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import type { AlertShop } from './alert-shop'
import { waitUntil } from './wait-until'

/** Something that happens to a shop, its manager or the computer. */
export interface AlertStep {
  /** For the report of a failing sequence. */
  toString(): string
  act(shop: AlertShop): unknown
}

const HOUR_MS = 60 * 60_000
const any = fc.nat({ max: 99 })
/** Around a reorder point of 12 and a third of it. */
const units = fc.constantFrom(-1, 0, 0, 3, 4, 9, 12, 13, 14, 40)

function step(words: unknown[], act: AlertStep['act']): AlertStep {
  return { toString: () => words.map((word) => JSON.stringify(word)).join(' '), act }
}

const sold = fc
  .tuple(any, units)
  .map(([pair, onHand]) => step(['available', pair, onHand], (shop) => shop.put(pair, { onHand })))

const ordered = fc
  .tuple(any, fc.integer({ min: 0, max: 3 }))
  .map(([pair, days]) =>
    step(['ordered', pair, days], (shop) => shop.put(pair, { onOrder: 50, nextDelivery: shop.dayIn(days) })),
  )

const received = any.map((pair) =>
  step(['received', pair], (shop) => shop.put(pair, { onHand: 50, onOrder: 0, nextDelivery: null })),
)

const transferred = fc
  .tuple(any, fc.integer({ min: 1, max: 20 }))
  .map(([product, moved]) => step(['transferred', product, moved], (shop) => shop.transfer(product, moved)))

const traded = fc.oneof(
  { weight: 6, arbitrary: sold },
  { weight: 2, arbitrary: transferred },
  { weight: 2, arbitrary: ordered },
  { weight: 2, arbitrary: received },
)

const synced = fc
  .tuple(fc.array(traded, { maxLength: 4 }), fc.constantFrom('full' as const, 'quick' as const))
  .map(([trades, kind]) =>
    step([...trades.map(String), 'sync', kind], async (shop) => {
      for (const trade of trades) trade.act(shop)
      await shop.sync(kind)
    }),
  )

const killedInSync = fc.integer({ min: 1, max: 8 }).map((calls) =>
  step(['killed in a sync', calls], async ({ app, connectionId }) => {
    app.cin7.clearCalls()
    const before = app.events.length
    await app.call('sync.start', { connectionId, kind: 'full' })
    const hasEnded = () => app.events.slice(before).some(({ name }) => name === 'sync.finished')
    await waitUntil(() => app.cin7.calls.length >= calls || hasEnded())
    await app.kill()
  }),
)

const acknowledged = any.map((which) =>
  step(['acknowledged', which], async ({ app, connectionId, live }) => {
    const alertIds = live(which)
    if (alertIds.length > 0) await app.call('alerts.acknowledge', { connectionId, alertIds, note: '' })
  }),
)

const snoozed = fc.tuple(any, fc.constantFrom(1, 30)).map(([which, hours]) =>
  step(['snoozed', which, hours], async ({ app, connectionId, live }) => {
    const alertIds = live(which)
    const until = app.clock.now() + hours * HOUR_MS
    if (alertIds.length > 0) await app.call('alerts.snooze', { connectionId, alertIds, until })
  }),
)

const waited = fc
  .constantFrom(1, 9, 26)
  .map((hours) => step(['hours pass', hours], ({ app }) => app.clock.advance(hours * HOUR_MS)))

const clockSet = fc
  .constantFrom(-30, -2, 3, 40)
  .map((hours) => step(['the clock is set', hours], ({ app }) => app.clock.jumpWallClock(hours * HOUR_MS)))

const QUIET_HOURS = 8

function keepQuiet({ app }: AlertShop, quietHours: boolean): Promise<unknown> {
  const hour = new Date(app.clock.now()).getHours()
  const hours = { quietFrom: hour * 60, quietTo: ((hour + QUIET_HOURS) % 24) * 60 }
  return app.call('settings.set', { quietHours, ...hours })
}

const quiet = fc.boolean().map((isOn) => step(['quiet hours', isOn], (shop) => keepQuiet(shop, isOn)))

/** One pair changes twice while nothing is told of it. */
const night = fc.tuple(any, units, units, synced).map(([pair, evening, morning, between]) =>
  step(['night', pair, evening, String(between), morning], async (shop) => {
    await keepQuiet(shop, true)
    shop.put(pair, { onHand: evening })
    await between.act(shop)
    await shop.check()
    shop.put(pair, { onHand: morning })
    await shop.sync('quick')
    await shop.check()
    await shop.app.clock.advance((QUIET_HOURS + 1) * HOUR_MS)
  }),
)

const point = fc.constantFrom(null, 0, 5, 60)

const pointSet = fc
  .tuple(any, point)
  .map(([product, reorderPoint]) =>
    step(['point', product, reorderPoint], (shop) =>
      shop.unheard(() => shop.setPoint(product, reorderPoint)),
    ),
  )

const killedInSetting = fc.tuple(any, point, fc.nat({ max: 12 })).map(([product, reorderPoint, turns]) =>
  step(['killed while a point is set', product, reorderPoint, turns], (shop) =>
    shop.unheard(async () => {
      const set = shop.setPoint(product, reorderPoint).catch(() => undefined)
      for (let turn = 0; turn < turns; turn += 1) await setImmediate()
      await shop.app.kill()
      await set
    }),
  ),
)

const restarted = fc.constant(step(['restart'], ({ app }) => app.restart()))
const killed = fc.constant(step(['kill'], ({ app }) => app.kill()))
const killedInTelling = fc
  .constantFrom('before it is shown' as const, 'after it is shown' as const)
  .map((when) => step(['killed in the next telling', when], (shop) => shop.killInTelling(when)))

export const alertStep: fc.Arbitrary<AlertStep> = fc.oneof(
  { weight: 10, arbitrary: synced },
  { weight: 4, arbitrary: night },
  { weight: 1, arbitrary: killedInSync },
  { weight: 1, arbitrary: acknowledged },
  { weight: 1, arbitrary: snoozed },
  { weight: 2, arbitrary: waited },
  { weight: 1, arbitrary: clockSet },
  { weight: 2, arbitrary: quiet },
  { weight: 3, arbitrary: pointSet },
  { weight: 1, arbitrary: killedInSetting },
  { weight: 1, arbitrary: restarted },
  { weight: 1, arbitrary: killed },
  { weight: 2, arbitrary: killedInTelling },
)
