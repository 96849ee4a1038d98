import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'

const ROWS_PER_STEP = 1000

/**
 * Removes what was kept aside, in small steps: of one sweep, or at the start of the app whatever belongs to
 * no sweep that can go on.
 */
export async function forgetStagedRows(
  db: Database,
  { sweepId, signal }: { sweepId?: string; signal?: AbortSignal } = {},
): Promise<void> {
  const which = sweepId === undefined ? 'run_id NOT IN (SELECT id FROM stock_sweeps)' : 'run_id = ?'
  const remove = db.sqlite.prepare(
    `DELETE FROM staged_rows WHERE id IN (SELECT id FROM staged_rows WHERE ${which} LIMIT ${ROWS_PER_STEP})`,
  )
  const parameters = sweepId === undefined ? [] : [sweepId]
  while (db.write(() => remove.run(...parameters)).changes > 0) await yieldToLoop(signal)
}
