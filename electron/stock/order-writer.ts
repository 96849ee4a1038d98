import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'
import { OrderMarks } from './order-marks'
import type { OrderGoodsInput, OrderInput } from './provider-rows'

const ROWS_PER_STEP = 100

/** One reading of the list of purchase orders. */
export interface OrderReading {
  /** Only what changed since the last whole reading was asked for: what it does not name stays. */
  isOfChanges: boolean
  /** The list was read to its end and every entry could be used. */
  isWhole: boolean
  /** When it began, epoch ms by the provider's clock. */
  at: number
}

interface StoredOrder {
  id: number
  externalId: string
  orderNumber: string
  supplier: string
  expectedAt: number | null
  changeStamp: string
  readStamp: string | null
}

/**
 * Takes in a run's purchase orders. Everything is kept in memory (a run reads few orders' goods) and stored by
 * one transaction in `commit`, so that a run that stops half-way leaves what was there.
 */
export class OrderWriter {
  readonly #db: Database
  readonly #connectionId: string
  readonly #runId: string
  readonly #sql: ReturnType<typeof prepare>
  readonly #orders = new Map<string, OrderInput>()
  readonly #goods = new Map<string, OrderGoodsInput>()

  constructor(deps: { db: Database; connectionId: string; runId: string }) {
    this.#db = deps.db
    this.#connectionId = deps.connectionId
    this.#runId = deps.runId
    this.#sql = prepare(deps.db)
  }

  putOrders(page: readonly OrderInput[]): void {
    for (const order of page) this.#orders.set(order.externalId, order)
  }

  /** Open orders whose goods are not known as they are now; at the end those that earlier runs left over. */
  unread({ isOfChanges }: Pick<OrderReading, 'isOfChanges'>): { externalId: string; orderNumber: string }[] {
    const stored = this.#stored()
    const named = [...this.#orders.values()].filter(
      ({ externalId, isOpen, changeStamp }) =>
        isOpen && (changeStamp === '' || stored.get(externalId)?.readStamp !== changeStamp),
    )
    if (!isOfChanges) return named
    const leftOver = [...stored.values()].filter(
      ({ externalId, changeStamp, readStamp }) => !this.#orders.has(externalId) && readStamp !== changeStamp,
    )
    return [...named, ...leftOver]
  }

  putGoods(externalId: string, goods: OrderGoodsInput): void {
    this.#goods.set(externalId, goods)
  }

  commit(reading: OrderReading): { isBelieved: boolean } {
    const stored = this.#stored()
    // Orders stay in the list when they are closed, so an empty list is not believed where there were some.
    const isBelieved = reading.isOfChanges || this.#orders.size > 0 || stored.size === 0
    const isWhole = reading.isWhole && isBelieved
    this.#db.write(() => {
      if (isWhole && !reading.isOfChanges) this.#removeUnnamed(stored)
      for (const order of this.#orders.values()) this.#put(order, stored.get(order.externalId))
      for (const [externalId, goods] of this.#goods) this.#putGoods(externalId, goods)
      new OrderMarks(this.#db, this.#connectionId).put({ at: reading.at, isWhole, runId: this.#runId })
    })
    return { isBelieved }
  }

  /** Removes every order of the connection, in small steps. */
  async forget(signal: AbortSignal): Promise<void> {
    const remove = this.#db.sqlite.prepare<[string]>(
      `DELETE FROM purchase_orders WHERE id IN
         (SELECT id FROM purchase_orders WHERE connection_id = ? LIMIT ${ROWS_PER_STEP})`,
    )
    // First of all, so that half of the orders are never shown as all.
    this.#db.write(() => new OrderMarks(this.#db, this.#connectionId).forget())
    while (this.#db.write(() => remove.run(this.#connectionId)).changes > 0) await yieldToLoop(signal)
  }

  #stored(): Map<string, StoredOrder> {
    const rows = this.#db.sqlite
      .prepare<[string], StoredOrder>(
        `SELECT id, external_id AS externalId, order_number AS orderNumber, supplier, expected_at AS expectedAt,
           change_stamp AS changeStamp, read_stamp AS readStamp
         FROM purchase_orders WHERE connection_id = ? ORDER BY id`,
      )
      .all(this.#connectionId)
    return new Map(rows.map((row) => [row.externalId, row]))
  }

  #removeUnnamed(stored: Map<string, StoredOrder>): void {
    for (const { id, externalId } of stored.values()) {
      if (!this.#orders.has(externalId)) this.#sql.remove.run(id)
    }
  }

  /** Nothing is written where nothing changes. */
  #put(order: OrderInput, stored: StoredOrder | undefined): void {
    if (!order.isOpen) {
      if (stored) this.#sql.remove.run(stored.id)
      return
    }
    const { externalId, orderNumber, supplier, expectedAt, changeStamp } = order
    if (
      stored?.orderNumber === orderNumber &&
      stored.supplier === supplier &&
      stored.expectedAt === expectedAt &&
      stored.changeStamp === changeStamp
    )
      return
    this.#sql.put.run(this.#connectionId, externalId, orderNumber, supplier, expectedAt, changeStamp)
  }

  #putGoods(externalId: string, { location, lines, isWhole }: OrderGoodsInput): void {
    const id = this.#sql.noteRead.get(location, Number(isWhole), this.#connectionId, externalId)
    if (id === undefined) return
    this.#sql.clearLines.run(id)
    for (const { productExternalId, ordered, received } of lines)
      this.#sql.putLine.run(id, productExternalId, ordered, received)
  }
}

function prepare({ sqlite }: Database) {
  return {
    remove: sqlite.prepare<[number]>('DELETE FROM purchase_orders WHERE id = ?'),
    put: sqlite.prepare<[string, string, string, string, number | null, string]>(
      `INSERT INTO purchase_orders
         (connection_id, external_id, order_number, supplier, expected_at, change_stamp, location)
       VALUES (?, ?, ?, ?, ?, ?, '')
       ON CONFLICT (connection_id, external_id) DO UPDATE SET order_number = excluded.order_number,
         supplier = excluded.supplier, expected_at = excluded.expected_at, change_stamp = excluded.change_stamp`,
    ),
    noteRead: sqlite
      .prepare<[string, number, string, string], number>(
        `UPDATE purchase_orders SET location = ?, read_stamp = CASE ? WHEN 1 THEN change_stamp END
         WHERE connection_id = ? AND external_id = ? RETURNING id`,
      )
      .pluck(),
    clearLines: sqlite.prepare<[number]>('DELETE FROM purchase_order_lines WHERE order_id = ?'),
    putLine: sqlite.prepare<[number, string, number, number]>(
      'INSERT INTO purchase_order_lines (order_id, product_external_id, ordered, received) VALUES (?, ?, ?, ?)',
    ),
  }
}
