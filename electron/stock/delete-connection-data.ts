import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'

const ROWS_PER_STEP = 1000

/** Children before parents, by the indexes that exist. */
const byLocation = ['stock_changes', 'stock_rows', 'stock_levels', 'reorder_points']
const byConnection = ['staged_rows', 'products', 'suppliers', 'categories', 'locations', 'watermarks']

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
  const locationIds = db.sqlite
    .prepare<[string], number>('SELECT id FROM locations WHERE connection_id = ?')
    .pluck()
    .all(connectionId)
  for (const table of byLocation) {
    for (const locationId of locationIds) await deleteRows(db, table, 'location_id', locationId, signal)
  }
  for (const table of byConnection) await deleteRows(db, table, 'connection_id', connectionId, signal)
}

async function deleteRows(
  db: Database,
  table: string,
  column: string,
  value: string | number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const remove = db.sqlite.prepare<[string | number]>(
    `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${column} = ? LIMIT ${ROWS_PER_STEP})`,
  )
  while (db.write(() => remove.run(value)).changes > 0) await yieldToLoop(signal)
}
