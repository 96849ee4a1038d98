import { expect, it } from 'vitest'
import { emptyMinute } from '../connections/call-minute'
import { HealthStore } from '../connections/health-store'
import type { Database } from '../db/database'
import {
  aCategory,
  aLocation,
  anOrder,
  aProduct,
  aStockRow,
  someGoods,
  storeConnection,
} from '../testing/factories'
import { readingOn } from '../testing/stock-setup'
import { openTestDatabase } from '../testing/test-database'
import { DeliveryStore } from '../webhooks/delivery-store'
import { deleteConnectionData } from './delete-connection-data'
import { createSnapshotWriter } from './stock-store'

const signal = new AbortController().signal

const tables = [
  'locations',
  'categories',
  'suppliers',
  'products',
  'product_suppliers',
  'reorder_points',
  'stock_rows',
  'stock_levels',
  'stock_changes',
  'staged_rows',
  'watermarks',
  'call_minutes',
  'purchase_orders',
  'purchase_order_lines',
  'product_readings',
  'product_sweeps',
  'stock_lists',
  'webhook_deliveries',
]

function counts(db: Database): number[] {
  return tables.map(
    (table) => db.sqlite.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? -1,
  )
}

/** Fills every table: two complete runs and one that was left behind. */
async function fill(db: Database, products: number): Promise<string> {
  const connectionId = storeConnection(db)
  for (const [number, onHand] of [1, 2, 3].entries()) {
    const run = readingOn(
      createSnapshotWriter({
        db,
        clock: { now: () => number },
        connectionId,
        runId: `${connectionId} ${number}`,
        source: 'full',
        pageSize: 1000,
      }),
    )
    run.putLocations([aLocation()])
    run.putCategories([aCategory()])
    const skus = Array.from({ length: products }, (_, index) => `S${index}`)
    run.putProducts(
      skus.map((sku) =>
        aProduct({
          sku,
          suppliers: [{ externalId: 's', name: 'Supplier', supplierSku: '' }],
          reorderPoints: [{ locationExternalId: 'location-main', reorderPoint: 1, reorderQuantity: 1 }],
        }),
      ),
    )
    run.orders.putOrders(skus.map((externalId) => anOrder({ externalId })))
    run.orders.putGoods('S0', someGoods({ s0: 1 }))
    run.orders.commit({ isOfChanges: false, isWhole: true, at: number })
    const position = { nextPage: 2, total: null, received: products, largestPage: products }
    run.keepProductPage({ position, isWhole: true, startedAt: number })
    run.putProductStock('product-s0', null)
    run.putStock(skus.map((sku) => aStockRow({ sku, onHand })))
    if (onHand < 3) await run.commitStock({ isWhole: true }, signal)
  }
  addCalls(db, connectionId, products)
  addDeliveries(db, connectionId, products)
  return connectionId
}

function addCalls(db: Database, connectionId: string, count: number): void {
  const latest = { isReachable: true, since: 0, at: 0, lastSuccessAt: null, responseMs: null, problem: null }
  const minutes = new Map(Array.from({ length: count }, (_, minute) => [minute, emptyMinute()]))
  new HealthStore({ db }).add(new Map([[connectionId, { minutes, latest }]]))
}

function addDeliveries(db: Database, connectionId: string, count: number): void {
  const delivery = (number: number) => ({
    connectionId,
    type: 'Sale/Voided',
    body: Buffer.from(`${number}`),
    unusable: null,
  })
  const store = new DeliveryStore({ db, clock: { now: () => 0 } })
  store.insert(Array.from({ length: count }, (_, number) => delivery(number)))
}

it("deletes everything of one connection and nothing of another's", async () => {
  const db = openTestDatabase()
  await fill(db, 3)
  const before = counts(db)
  expect(before.every((count) => count > 0)).toBe(true)
  const connectionId = await fill(db, 1200)

  await deleteConnectionData(db, connectionId)

  expect(counts(db)).toEqual(before)
  expect(db.sqlite.prepare('SELECT id FROM connections WHERE id = ?').get(connectionId)).toBeDefined()
})

it('can be stopped half-way and taken up again', async () => {
  const db = openTestDatabase()
  const connectionId = await fill(db, 1200)
  await expect(
    deleteConnectionData(db, connectionId, AbortSignal.abort(new Error('stopped'))),
  ).rejects.toThrow('stopped')
  expect(db.sqlite.pragma('foreign_key_check')).toEqual([])
  await deleteConnectionData(db, connectionId)
  expect(counts(db)).toEqual(tables.map(() => 0))
})
