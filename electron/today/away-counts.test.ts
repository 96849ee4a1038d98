import { beforeEach, describe, expect, it } from 'vitest'
import { aLocation, aProduct, aStockRow } from '../testing/factories'
import { StockSetup } from '../testing/stock-setup'
import { countSince } from './away-counts'

describe('what happened while the user was away', () => {
  let shop: StockSetup

  beforeEach(() => {
    shop = new StockSetup()
    const run = shop.startRun()
    run.putLocations([aLocation({ name: 'Main' })])
    run.putProducts([aProduct({ sku: 'A' }), aProduct({ sku: 'B' })])
  })

  const onHand = (sku: string, units: number) =>
    aStockRow({ sku, location: 'Main', onHand: units, available: units })
  const sync = (at: number, a: number, b: number) => {
    shop.now = at
    return shop.sync([onHand('A', a), onHand('B', b)])
  }
  const since = (at: number) => countSince(shop.db, shop.connectionId, at)

  it('counts the figures that changed later, and their products once', async () => {
    await sync(1000, 10, 10)
    await sync(2000, 9, 9)
    await sync(3000, 8, 9)
    await sync(4000, 7, 9)
    expect(await since(2000)).toMatchObject({ figuresChanged: 4, productsChanged: 1 })
    expect(await since(1999)).toMatchObject({ figuresChanged: 8, productsChanged: 2 })
    expect(await since(0)).toMatchObject({ figuresChanged: 8, productsChanged: 2 })
    expect(await since(4000)).toMatchObject({ figuresChanged: 0, productsChanged: 0 })
  })

  it('finds the first change also where others are gone', async () => {
    await sync(1000, 10, 10)
    await sync(2000, 9, 9)
    await sync(3000, 8, 8)
    await sync(4000, 7, 7)
    shop.db.sqlite.prepare('DELETE FROM stock_changes WHERE changed_at = 3000 OR id = 1').run()
    expect(await since(2000)).toMatchObject({ figuresChanged: 4 })
    expect(await since(3500)).toMatchObject({ figuresChanged: 4 })
    expect(await since(1000)).toMatchObject({ figuresChanged: 7 })
  })

  it('counts what became low or recovered since, but not by a reorder point', async () => {
    await sync(1000, 10, 10)
    const alert = shop.db.sqlite
      .prepare(
        `INSERT INTO low_stock_alerts (connection_id, product_id, location_id, state, band, available, on_order,
           reorder_point, opened_at, band_at, handled_by, note)
         SELECT ?, p.id, l.id, 'resolved', 'low', 1, 0, 2, 2000, 2000, '', '' FROM products p, locations l
         WHERE p.sku = ? RETURNING id`,
      )
      .pluck()
    const event = shop.db.sqlite.prepare(
      `INSERT INTO alert_events (alert_id, at, kind, cause, band, available, reorder_point, by, note)
       VALUES (?, ?, ?, ?, 'low', 1, 2, '', '')`,
    )
    for (const sku of ['A', 'B']) {
      const id = alert.get(shop.connectionId, sku)
      event.run(id, 2000, 'opened', 'figures')
      event.run(id, 2500, 'worse', 'figures')
      if (sku === 'A') event.run(id, 3000, 'resolved', 'figures')
      event.run(id, 3500, 'resolved', 'reorderPoint')
    }
    expect(await since(1000)).toMatchObject({ becameLow: 2, recovered: 1 })
    expect(await since(2000)).toMatchObject({ becameLow: 0, recovered: 1 })
    expect(await since(3000)).toMatchObject({ becameLow: 0, recovered: 0 })
  })

  it('counts a product once that became low and recovered twice', async () => {
    await sync(1000, 10, 10)
    const alertAt = shop.db.sqlite.prepare(
      `INSERT INTO low_stock_alerts (connection_id, product_id, location_id, state, band, available, on_order,
         reorder_point, opened_at, band_at, handled_by, note)
       SELECT @connection, p.id, l.id, 'resolved', 'low', 1, 0, 2, @at, @at, '', '' FROM products p, locations l
       WHERE p.sku = 'A'`,
    )
    for (const at of [2000, 3000]) {
      const { lastInsertRowid: id } = alertAt.run({ connection: shop.connectionId, at })
      for (const kind of ['opened', 'resolved'])
        shop.db.sqlite
          .prepare(
            `INSERT INTO alert_events (alert_id, at, kind, cause, band, available, reorder_point, by, note)
             VALUES (?, ?, ?, 'figures', 'low', 1, 2, '', '')`,
          )
          .run(id, at, kind)
    }
    expect(await since(1000)).toMatchObject({ becameLow: 1, recovered: 1 })
  })

  it('tells of no other connection', async () => {
    await sync(1000, 10, 10)
    await sync(2000, 9, 9)
    expect(await countSince(shop.db, '0b7d3c1e-8f5a-4c3e-9b21-6d2f0a9e7c11', 0)).toEqual({
      figuresChanged: 0,
      productsChanged: 0,
      becameLow: 0,
      recovered: 0,
    })
  })
})
