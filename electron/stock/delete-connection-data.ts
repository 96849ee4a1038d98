import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'

/** With a product go its stock rows, levels, changes, reorder points and suppliers: some tens of rows, hundreds in time. */
const ROWS_PER_STEP = 100

/** Locations come after products: nothing refers to them any more then, and no index is kept for the question. */
const tables = [
  'staged_rows',
  'low_stock_alerts',
  'reorder_overrides',
  'products',
  'suppliers',
  'categories',
  'locations',
  'purchase_orders',
  'watermarks',
  'held_lists',
  'stock_sweeps',
  'stock_lists',
  'product_sweeps',
  'call_minutes',
  'webhook_deliveries',
]

/**
 * Deletes a connection's catalogue, stock, history and watermarks in small steps: one delete that
 * cascades over 300,000 rows would hold up the app for seconds. The connection's own row and its runs
 * are left to the caller. Stopped half-way, it goes on from there when it is called again.
 */
export async function deleteConnectionData(
  db: Database,
  connectionId: string,
  signal?: AbortSignal,
): Promise<void> {
  for (const table of tables) await deleteRows(db, table, connectionId, signal)
}

async function deleteRows(
  db: Database,
  table: string,
  connectionId: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const remove = db.sqlite.prepare<[string]>(
    `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE connection_id = ? LIMIT ${ROWS_PER_STEP})`,
  )
  while (db.write(() => remove.run(connectionId)).changes > 0) await yieldToLoop(signal)
}
