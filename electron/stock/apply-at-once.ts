import type { Database } from '../db/database'
import type { Clock } from '../ports'
import { forgetStagedOf } from './staged-rows'
import { applyStagedRows, type SwapResult } from './stock-swap'

interface Deps {
  db: Database
  clock: Pick<Clock, 'now'>
}

/** Makes what was kept aside within this transaction, outside of any list, the stored figures. Call inside a `write`. */
export function applyAtOnce(
  { db, clock }: Deps,
  run: { id: string; sweepId: string; isAbsentZero: boolean },
): SwapResult {
  const result = applyStagedRows(db, { ...run, at: clock.now(), source: 'webhook', isRecorded: true })
  forgetStagedOf(db, run.sweepId)
  return result
}
