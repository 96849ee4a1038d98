import fc from 'fast-check'
import type { Behaviour, Fault, RowShift, TotalMode } from '../integrations/cin7/simulator'
import { sweptFaults } from './fault-sweep'
import type { TestApp } from './test-app'
import { waitUntil } from './wait-until'

/** Something that happens to the app or its shop between other things. */
export interface Step {
  /** For the report of a failing sequence. */
  toString(): string
  act(app: TestApp, connectionId: string): Promise<void> | void
}

const MINUTE_MS = 60_000
const any = fc.nat({ max: 999 })
const few = fc.integer({ min: 1, max: 5 })

function step(words: unknown[], act: Step['act']): Step {
  return { toString: () => words.map((word) => JSON.stringify(word)).join(' '), act }
}

function pick<T>(list: readonly T[], which: number): T {
  const item = list[which % list.length]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

const skuOf = (app: TestApp, which: number) => pick(app.cin7.shop.products, which).sku
const locationOf = (app: TestApp, which: number) => pick(app.cin7.shop.locations, which).name

const sold = fc.tuple(any, any, any).map(([product, location, onHand]) =>
  step(['stock is', product, location, onHand], (app) => {
    const place = { sku: skuOf(app, product), location: locationOf(app, location) }
    app.cin7.setStock(place, { onHand, allocated: onHand % 4, onOrder: onHand % 3 })
  }),
)

const soldOut = any.map((product) =>
  step(['sold out', product], (app) => app.cin7.clearStock(skuOf(app, product))),
)

/** At the start it moves every row along. */
const added = fc.tuple(any, fc.constantFrom('start' as const, 'end' as const)).map(([number, where]) =>
  step(['added', number, where], (app) => {
    const sku = `NEW-${app.cin7.shop.products.length}-${number}`
    const id = `00000000-0000-4000-8000-${String(app.cin7.shop.products.length * 1000 + number).padStart(12, '0')}`
    if (app.cin7.shop.products.some((product) => product.id === id || product.sku === sku)) return
    app.cin7.addProduct({ id, sku, name: `New ${number}` }, where)
    app.cin7.setStock({ sku, location: locationOf(app, number) }, { onHand: number })
  }),
)

const removed = any.map((product) =>
  step(['removed', product], (app) => {
    if (app.cin7.shop.products.length > 3) app.cin7.removeProduct(skuOf(app, product))
  }),
)

const deprecated = fc.tuple(any, fc.boolean()).map(([product, isDeprecated]) =>
  step(['deprecated', product, isDeprecated], (app) => {
    if (pick(app.cin7.shop.products, product) !== app.cin7.shop.products[0])
      app.cin7.deprecateProduct(skuOf(app, product), isDeprecated)
  }),
)

const renamed = fc
  .tuple(any, any)
  .map(([product, number]) =>
    step(['renamed', product, number], (app) =>
      app.cin7.renameProduct(skuOf(app, product), { name: `Renamed ${number}` }),
    ),
  )

const locationRenamed = fc.tuple(any, any).map(([location, number]) =>
  step(['location renamed', location, number], (app) => {
    const name = `Room ${number}`
    if (!app.cin7.shop.locations.some((other) => other.name === name))
      app.cin7.changeLocation(locationOf(app, location), { name })
  }),
)

const moved = any.map((product) =>
  step(['moved to the end', product], (app) => {
    const { products } = app.cin7.shop
    products.push(...products.splice(product % products.length, 1))
    app.cin7.shopChanged()
  }),
)

/** What a shop keeper does. */
export const shopChange = fc.oneof(
  { weight: 4, arbitrary: sold },
  { weight: 2, arbitrary: soldOut },
  added,
  removed,
  deprecated,
  renamed,
  locationRenamed,
  moved,
)

function behave({ cin7 }: TestApp, change: Partial<Behaviour>): void {
  Object.assign(cin7.behaviour, change)
}

const pageSize = fc
  .integer({ min: 2, max: 9 })
  .map((rows) => step(['page size', rows], (app) => behave(app, { pageCap: rows })))

const totalMode = fc
  .oneof(
    fc.constantFrom<TotalMode>('true', 'absent', 'drifting'),
    fc.integer({ min: -5, max: 5 }).map((offBy): TotalMode => ({ offBy })),
  )
  .map((total) => step(['total', total], (app) => behave(app, { total })))

const listPath = fc.constantFrom('product', 'ref/productavailability')

const rowShift = fc
  .record({
    path: listPath,
    fromPage: few,
    rows: fc.integer({ min: -3, max: 3 }),
    walks: fc.integer({ min: 1, max: 3 }),
  })
  .map((shift: RowShift) => step(['rows shift', shift], (app) => behave(app, { rowShift: shift })))

/** What a service does. */
export const serviceChange = fc.oneof(pageSize, totalMode, rowShift)

export const fault = fc
  .record({
    kind: fc.constantFrom(...(Object.keys(sweptFaults) as (keyof typeof sweptFaults)[])),
    path: fc.option(listPath),
    after: fc.nat({ max: 12 }),
    times: fc.oneof(few, fc.constantFrom(12, 40)),
  })
  .map(({ kind, path, after, times }) => {
    const added: Fault = { ...sweptFaults[kind], ...(path ? { path } : {}), after, times }
    return step(['fault', kind, path, after, times], (app) => void app.cin7.addFault(added))
  })

const runKind = fc.constantFrom('full' as const, 'quick' as const)

export const quickRun = fc.constant(
  step(['quick run'], async (app, connectionId) => void (await app.sync(connectionId, 'quick'))),
)

const run = runKind.map((kind) =>
  step(['run', kind], async (app, connectionId) => void (await app.sync(connectionId, kind))),
)

/** The shop changes while a list is read, if the list has such a page. */
const runDuringChange = fc.tuple(runKind, listPath, few, shopChange).map(([kind, path, page, change]) =>
  step(['run', kind, 'during', `${change}`, path, page], async (app, connectionId) => {
    let isDue = true
    app.cin7.beforeAnswer({ path, page }, () => void (isDue && change.act(app, connectionId)))
    await app.sync(connectionId, kind)
    isDue = false
  }),
)

const retry = fc.constant(
  step(['retry of pages'], async (app, connectionId) => {
    const everyRun = { connectionId, status: null, trigger: null, kind: null, offset: 0, limit: 20 }
    const { runs } = await app.call('sync.runs', everyRun)
    for (const { id } of runs) {
      const finished = app.next('sync.finished')
      const started = await app.call('sync.retryPages', { runId: id }).catch(() => null)
      if (started) await finished
    }
  }),
)

/** At its n-th call, or at its end when that comes before. */
const stoppedRun = fc
  .tuple(runKind, fc.integer({ min: 1, max: 25 }), fc.boolean())
  .map(([kind, n, byQuitting]) =>
    step(['run stopped', kind, n, byQuitting ? 'by quitting' : 'by the user'], async (app, connectionId) => {
      app.cin7.clearCalls()
      const before = app.events.length
      await app.call('sync.start', { connectionId, kind })
      const hasEnded = () => app.events.slice(before).some(({ name }) => name === 'sync.finished')
      await waitUntil(() => app.cin7.calls.length >= n || hasEnded())
      if (byQuitting) await app.restart()
      else await app.call('sync.cancel', { connectionId })
    }),
  )

export const restart = fc.constant(step(['restart'], (app) => app.restart()))

/** Long enough, at times, that a list is not read on. */
export const pause = fc
  .constantFrom(5, 15, 61, 25 * 60)
  .map((minutes) => step(['pause', minutes], (app) => app.clock.advance(minutes * MINUTE_MS)))

export const onScreen = fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 12 }).map((places) =>
  step(['on screen', ...places], async (app, connectionId) => {
    const { rows } = await app.stock(connectionId)
    const productIds = rows.filter((_row, place) => places.includes(place)).map(({ productId }) => productId)
    await app.call('stock.onScreen', { connectionId, productIds })
  }),
)

/** What a user does. */
export const use = fc.oneof(
  { weight: 2, arbitrary: run },
  { weight: 2, arbitrary: runDuringChange },
  stoppedRun,
  retry,
  restart,
  pause,
)
