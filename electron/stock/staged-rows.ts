import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'

const ROWS_PER_STEP = 1000

/**
 * Drops what other sweeps keep aside of a product: they read it before. Call inside a `write`. There are few sweeps and many
 * rows: each step of `sweeps` finds the next one by the index.
 */
export function forgetStagedElsewhere({ sqlite }: Database, productId: number, ownId: string): void {
  sqlite
    .prepare(
      `WITH RECURSIVE sweeps(id) AS (
         SELECT min(run_id) FROM staged_rows
         UNION ALL SELECT (SELECT min(run_id) FROM staged_rows WHERE run_id > sweeps.id) FROM sweeps WHERE sweeps.id IS NOT NULL)
       DELETE FROM staged_rows
       WHERE run_id IN (SELECT id FROM sweeps WHERE id <> ?) AND product_id = ?`,
    )
    .run(ownId, productId)
}

/** Of a sweep that begins and ends within this transaction. */
export function forgetStagedOf({ sqlite }: Database, sweepId: string): void {
  sqlite.prepare('DELETE FROM staged_rows WHERE run_id = ?').run(sweepId)
}

/**
 * Removes what was kept aside, in small steps: whatever belongs to no sweep that can go on, of all connections at
 * the start of the app and of one connection after a sweep, then with the rows of that sweep itself.
 */
export async function forgetStagedRows(
  db: Database,
  { sweep, signal }: { sweep?: { id: string; connectionId: string }; signal?: AbortSignal } = {},
): Promise<void> {
  const isLeftOver = 'run_id NOT IN (SELECT id FROM stock_sweeps)'
  const which = sweep ? `connection_id = ? AND (run_id = ? OR ${isLeftOver})` : isLeftOver
  const remove = db.sqlite.prepare(
    `DELETE FROM staged_rows WHERE id IN (SELECT id FROM staged_rows WHERE ${which} LIMIT ${ROWS_PER_STEP})`,
  )
  const parameters = sweep ? [sweep.connectionId, sweep.id] : []
  while (db.write(() => remove.run(...parameters)).changes > 0) await yieldToLoop(signal)
}
