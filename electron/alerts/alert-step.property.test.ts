import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Database } from '../db/database'
import type { PairNeed } from '../stock/pair-needs'
import { needOf } from '../stock/stock-state'
import { createSnapshotWriter } from '../stock/stock-store'
import { aLocation, aProduct, storeConnection } from '../testing/factories'
import { openTestDatabase } from '../testing/test-database'
import { stepFor } from './alert-step'
import { AlertStore } from './alert-store'

const MARGIN = 1
const TODAY = 1_000
const pairs = [
  { productId: 1, locationId: 1 },
  { productId: 1, locationId: 2 },
  { productId: 2, locationId: 1 },
]

const figures = fc.record({
  available: fc.constantFrom(-1, 0, 1, 2, 3, 4, 8, 9, 10, 11, 12, 40),
  onOrder: fc.constantFrom(0, 0, 3, 30),
  nextDeliveryAt: fc.constantFrom(null, TODAY - 1, TODAY),
  reorderPoint: fc.constantFrom(null, 3, 9, 9, 9),
})
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('figures' as const), pair: fc.nat(2), figures }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('acknowledge' as const), pair: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('snooze' as const), pair: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wake' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('tell' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
)

/** A store with two products at two locations. */
function storeShop(db: Database): string {
  const connectionId = storeConnection(db)
  const writer = createSnapshotWriter({
    db,
    clock: { now: () => 0 },
    connectionId,
    runId: 'run',
    source: 'full',
    pageSize: 1000,
  })
  writer.putLocations([aLocation({ name: 'Main' }), aLocation({ name: 'Shop' })])
  writer.putProducts([aProduct({ sku: 'A' }), aProduct({ sku: 'B' })])
  return connectionId
}

interface StoredAlert {
  id: number
  productId: number
  locationId: number
  state: string
  band: string
}

const stored = (db: Database) =>
  db.sqlite
    .prepare<[], StoredAlert>(
      'SELECT id, product_id AS productId, location_id AS locationId, state, band FROM low_stock_alerts ORDER BY id',
    )
    .all()

const notices = (db: Database, condition = 'true') =>
  db.sqlite
    .prepare<[], string>(`SELECT alert_id || ' ' || band FROM alert_notices WHERE ${condition} ORDER BY id`)
    .pluck()
    .all()

const told = (db: Database) => notices(db, 'told_at IS NOT NULL')
const waiting = (db: Database) => notices(db, 'told_at IS NULL')

const tell = (db: Database, at: number) =>
  db.write(() =>
    db.sqlite
      .prepare('UPDATE alert_notices SET told_at = @at, digested_at = @at WHERE told_at IS NULL')
      .run({ at }),
  )

const bands = ['out', 'critical', 'low']
const isAsBad = (band: string, as: string) => bands.indexOf(band) <= bands.indexOf(as)

describe('alerts over any sequence of figures', () => {
  it('has at most one live alert a pair, tells each crossing and each worse band once, and forgets nothing at a restart', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const db = openTestDatabase()
        const connectionId = storeShop(db)
        let store = new AlertStore({ db })
        let now = TODAY
        for (const one of happenings) {
          now += 10
          if (one.kind === 'restart') store = new AlertStore({ db })
          else if (one.kind === 'tell') tell(db, now)
          else if (one.kind === 'wake') db.write(() => store.wake(connectionId, now))
          else {
            const place = pairs[one.pair]!
            const alert = store
              .live(connectionId)
              .get(place.productId)
              ?.find(({ locationId }) => locationId === place.locationId)
            if (one.kind === 'figures') {
              const need = needOf({ ...one.figures, wasStocked: true }, TODAY)
              const pair: PairNeed = { ...place, ...one.figures, need }
              const before = told(db)
              const step = stepFor(alert, pair, MARGIN)
              db.write(() => step && store.apply(connectionId, step, now))
              const after = stored(db).find(
                (row) =>
                  row.productId === place.productId &&
                  row.locationId === place.locationId &&
                  row.state !== 'resolved',
              )
              // Low means a live alert in that band; clear of the point means none.
              if (need) expect(after?.band).toBe(need.band)
              else if (
                one.figures.reorderPoint === null ||
                one.figures.available > one.figures.reorderPoint + MARGIN
              )
                expect(after).toBeUndefined()
              // A crossing that nothing covers is told in the same step, and so is a worse band.
              const isNews = need && need.coveredUntil === null && (!alert || alert.band !== need.band)
              const isWorse = !alert || !isAsBad(alert.band, need?.band ?? 'low')
              if (isNews && isWorse && after) expect(notices(db)).toContain(`${after.id} ${need.band}`)
              // What was never told, nor anything worse of it, waits to be; nothing waits that does not hold.
              const bandsOf = (list: string[]) =>
                bands.filter((band) => list.includes(`${after?.id ?? 0} ${band}`))
              if (need?.coveredUntil === null && after?.state === 'open')
                expect(bandsOf(notices(db)).some((band) => isAsBad(band, need.band))).toBe(true)
              for (const band of bandsOf(waiting(db)))
                expect(need?.coveredUntil === null && isAsBad(need.band, band)).toBe(true)
              expect(told(db).slice(0, before.length)).toEqual(before)
            } else if (alert) {
              const handling =
                one.kind === 'snooze'
                  ? { kind: 'snooze' as const, until: now + 20 }
                  : { kind: 'acknowledge' as const, note: '' }
              db.write(() => store.handle(connectionId, alert.id, handling, 'Sam', now))
            }
          }
          const live = stored(db).filter(({ state }) => state !== 'resolved')
          const places = live.map(({ productId, locationId }) => `${productId} ${locationId}`)
          expect(new Set(places).size).toBe(places.length)
          expect(new Set(notices(db)).size).toBe(notices(db).length)
        }
        // Every alert's log begins with its opening and ends with its resolving, where it was resolved.
        for (const { id, state } of stored(db)) {
          const kinds = db.sqlite
            .prepare<[number], string>('SELECT kind FROM alert_events WHERE alert_id = ? ORDER BY id')
            .pluck()
            .all(id)
          expect(kinds[0]).toBe('opened')
          expect(kinds.filter((kind) => kind === 'opened')).toHaveLength(1)
          expect(kinds.at(-1) === 'resolved').toBe(state === 'resolved')
        }
        db.close()
      }),
      { seed: 4, numRuns: 150 },
    )
  })

  it('is held to one live alert a pair by the store itself', () => {
    const db = openTestDatabase()
    const connectionId = storeShop(db)
    const store = new AlertStore({ db })
    const pair = { ...pairs[0]!, available: 0, onOrder: 0, reorderPoint: 3, need: null }
    const open = () =>
      db.write(() =>
        store.apply(connectionId, { kind: 'open', pair, need: { band: 'out', coveredUntil: null } }, 1),
      )
    open()
    expect(open).toThrow(/UNIQUE/)
  })
})
