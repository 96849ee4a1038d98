import { beforeEach, describe, expect, it } from 'vitest'
import { aProduct, aStockRow } from '../testing/factories'
import { StockSetup, signal, whole } from '../testing/stock-setup'
import { HeldLists } from './held-lists'

const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => aStockRow({ sku: `S${from + index}`, onHand: 1 }))

let shop: StockSetup

beforeEach(async () => {
  shop = new StockSetup()
  await shop.sync(rows(0, 400))
})

const held = () => new HeldLists(shop.db, shop.connectionId).all()
const inStock = () => shop.levels().filter(({ onHand }) => onHand > 0).length

async function read(page: ReturnType<typeof rows>) {
  const run = shop.startRun()
  if (page.length > 0) run.putStock(page)
  return run.commitStock(whole, signal)
}

describe('a stock list that is suddenly much shorter', () => {
  it('changes nothing, not even the figures it has, and is remembered', async () => {
    const page = rows(0, 300).map((row) => ({ ...row, onHand: 9 }))
    expect(await read(page)).toEqual({ changes: 0, isHeld: true })
    expect(shop.levels().every(({ onHand }) => onHand === 1)).toBe(true)
    expect(held()).toEqual([{ resource: 'availability', gone: 100, stored: 400, heldAt: 1000 }])
    expect(shop.count('staged_rows')).toBe(0)
    expect(shop.count('stock_sweeps')).toBe(0)
  })

  it('is believed when the next one lacks as many', async () => {
    await read(rows(0, 300))
    expect(await read(rows(0, 298))).toMatchObject({ isHeld: false })
    expect(inStock()).toBe(298)
    expect(held()).toEqual([])
  })

  it('is held again when the next one lacks many more or fewer', async () => {
    await read(rows(0, 300))
    expect((await read(rows(0, 200))).isHeld).toBe(true)
    expect((await read(rows(0, 330))).isHeld).toBe(true)
    expect(inStock()).toBe(400)
  })

  it('is forgotten when the next one is whole again', async () => {
    await read(rows(0, 300))
    await read(rows(0, 400))
    expect(held()).toEqual([])
    expect((await read(rows(0, 300))).isHeld).toBe(true)
  })

  it('is believed when the user says so, but not if still more is gone by then', async () => {
    await read(rows(0, 300))
    new HeldLists(shop.db, shop.connectionId).accept()
    expect((await read(rows(0, 100))).isHeld).toBe(true)
    new HeldLists(shop.db, shop.connectionId).accept()
    expect((await read(rows(0, 100))).isHeld).toBe(false)
    expect(inStock()).toBe(100)
  })

  it('with no row at all is believed only when the user says so', async () => {
    expect((await read([])).isHeld).toBe(true)
    expect((await read([])).isHeld).toBe(true)
    new HeldLists(shop.db, shop.connectionId).accept()
    expect((await read([])).isHeld).toBe(false)
    expect(inStock()).toBe(0)
  })

  it.each([
    ['50 rows', 350],
    ['20 rows', 380],
  ])('is nothing special when it lacks %s', async (_, left) => {
    expect((await read(rows(0, left))).isHeld).toBe(false)
    expect(inStock()).toBe(left)
  })
})

describe('a product list that is suddenly much shorter', () => {
  const products = (count: number) =>
    Array.from({ length: count }, (_, index) => aProduct({ sku: `S${index}` }))
  const finish = (count: number) => {
    const run = shop.startRun()
    run.putProducts(products(count))
    return run.finishList('products', signal)
  }
  const missed = () =>
    shop.db.sqlite.prepare('SELECT count(*) FROM products WHERE missed_lists > 0').pluck().get()

  it('retires no product until a second one agrees', async () => {
    expect((await finish(400)).isHeld).toBe(false)
    expect((await finish(300)).isHeld).toBe(true)
    expect(missed()).toBe(0)
    expect((await finish(300)).isHeld).toBe(false)
    expect(missed()).toBe(100)
  })

  it('retires none when it is empty', async () => {
    await finish(400)
    await finish(0)
    expect((await finish(0)).isHeld).toBe(true)
    expect(missed()).toBe(0)
  })
})
