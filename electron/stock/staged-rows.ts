import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'

const ROWS_PER_STEP = 1000

/**
 * Removes what runs kept aside, in small steps: of one run, or of all runs at the start of the app,
 * when whatever is there was left behind by runs that no longer live.
 */
export async function forgetStagedRows(
  db: Database,
  { runId, signal }: { runId?: string; signal?: AbortSignal } = {},
): Promise<void> {
  const which = runId === undefined ? 'true' : 'run_id = ?'
  const remove = db.sqlite.prepare(
    `DELETE FROM staged_rows WHERE id IN (SELECT id FROM staged_rows WHERE ${which} LIMIT ${ROWS_PER_STEP})`,
  )
  const parameters = runId === undefined ? [] : [runId]
  while (db.write(() => remove.run(...parameters)).changes > 0) await yieldToLoop(signal)
}
