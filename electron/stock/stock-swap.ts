import { figureNames } from '../../shared/domain/stock'
import type { Database } from '../db/database'
import {
  contents,
  figures,
  grain,
  levelColumns,
  list,
  type Origin,
  sums,
  upsertContents,
  upsertLevel,
} from './stock-columns'

/**
 * Asks for all five figures of a pair in one pass: a fifth of the look-ups of one query per figure. A pair
 * without a level was zero, or it was not known and has not changed.
 */
const changedFigures = (
  isAbsentZero: boolean,
) => `SELECT product_id, location_id, figure, before, after FROM (
  SELECT n.product_id, n.location_id, f.figure,
    CASE f.figure ${figures.map((column, index) => `WHEN '${figureNames[index]}' THEN coalesce(l.${column}, 0)`).join(' ')} END AS before,
    CASE f.figure ${figures.map((column, index) => `WHEN '${figureNames[index]}' THEN n.${column}`).join(' ')} END AS after
  FROM temp.next_levels n ${isAbsentZero ? 'LEFT' : 'INNER'} JOIN stock_levels l USING (product_id, location_id)
  CROSS JOIN (${figureNames.map((name) => `SELECT '${name}' AS figure`).join(' UNION ALL ')}) f)
  WHERE before <> after`

export interface SwapResult {
  changes: number
  /** Products with a stock row that differs. */
  productIds: number[]
}

/**
 * Makes a sweep's staged rows the stored ones and brings levels and history in line. Call inside a
 * `write`: this is the one moment at which a run's figures become visible. All of it is set-based SQL
 * over the rows that differ, so its time depends on them alone.
 */
export function applyStagedRows(
  { sqlite }: Database,
  run: {
    id: string
    sweepId: string
    at: number
    source: string
    isRecorded: boolean
    isAbsentZero: boolean
  },
): SwapResult {
  sqlite.exec(`CREATE TEMP TABLE IF NOT EXISTS next_levels
    (product_id, location_id, ${list(contents)}, PRIMARY KEY (product_id, location_id)) WITHOUT ROWID`)
  sqlite.exec('DELETE FROM temp.next_levels')
  sqlite
    .prepare(
      `DELETE FROM stock_rows WHERE id IN (
         SELECT r.id FROM staged_rows s JOIN stock_rows r USING (${list(grain)}) WHERE s.run_id = ? AND s.is_removal)`,
    )
    .run(run.sweepId)
  sqlite
    .prepare(
      `INSERT INTO stock_rows (${list(grain)}, ${list(contents)})
       SELECT ${list(grain)}, ${list(contents)} FROM staged_rows WHERE run_id = ? AND NOT is_removal ${upsertContents}`,
    )
    .run(run.sweepId)
  sqlite
    .prepare(
      `INSERT INTO temp.next_levels
       SELECT pair.product_id, pair.location_id, ${sums}
       FROM (SELECT DISTINCT product_id, location_id FROM staged_rows WHERE run_id = ?) pair
       LEFT JOIN stock_rows r ON r.product_id = pair.product_id AND r.location_id = pair.location_id
       GROUP BY pair.product_id, pair.location_id`,
    )
    .run(run.sweepId)
  const origin: Origin = [run.at, run.source, run.id]
  const changes = run.isRecorded
    ? sqlite
        .prepare(
          `INSERT INTO stock_changes (product_id, location_id, figure, before, after, changed_at, source, run_id)
           SELECT *, ?, ?, ? FROM (${changedFigures(run.isAbsentZero)})`,
        )
        .run(...origin).changes
    : 0
  sqlite
    .prepare(
      `INSERT INTO stock_levels (${levelColumns})
       SELECT product_id, location_id, ${list(contents)}, ?, ?, ? FROM temp.next_levels WHERE true ${upsertLevel}`,
    )
    .run(...origin)
  const productIds = sqlite
    .prepare<[], number>('SELECT DISTINCT product_id FROM temp.next_levels')
    .pluck()
    .all()
  sqlite.exec('DELETE FROM temp.next_levels')
  return { changes, productIds }
}
