import type { Database } from '../db/database'
import {
  type Contents,
  contents,
  type Grain,
  grain,
  levelColumns,
  list,
  marks,
  type Origin,
  type RunKey,
  type StoredRow,
  sums,
  upsertContents,
  upsertLevel,
} from './stock-columns'

/** The statements that read, write and set aside single stock rows. Call them inside a `write`. */
export class RowStatements {
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database) {
    this.#sql = prepare(db)
  }

  find(grain: Grain): StoredRow | undefined {
    return this.#sql.find.get(...grain)
  }

  ofProduct(productId: number): { id: number; grain: Grain; contents: Contents }[] {
    return this.#sql.ofProduct.all(productId).map(([id, ...columns]) => ({
      id,
      grain: columns.slice(0, grain.length) as Grain,
      contents: columns.slice(grain.length) as Contents,
    }))
  }

  put(grain: Grain, contents: Contents): void {
    this.#sql.put.run(...grain, ...contents)
  }

  /** Sums up these products anew from their stock rows. A level whose figures stay keeps its origin. */
  putLevels(productIds: Iterable<number>, origin: Origin): void {
    this.#sql.putLevels.run(...origin, JSON.stringify([...productIds]))
  }

  stage(run: RunKey, grain: Grain, contents: Contents): void {
    this.#sql.stage.run(run.runId, run.connectionId, ...grain, ...contents)
  }

  unstage(run: RunKey, grain: Grain): void {
    this.#sql.unstage.run(run.runId, ...grain)
  }

  unstageProduct(run: RunKey, productId: number): void {
    this.#sql.unstageProduct.run(run.runId, productId)
  }

  unstageRemovals(run: Pick<RunKey, 'runId'>): void {
    this.#sql.unstageRemovals.run(run.runId)
  }

  stageRemoval(run: RunKey, rowId: number): void {
    this.#sql.stageRemoval.run(run.runId, run.connectionId, rowId)
  }
}

function prepare({ sqlite }: Database) {
  return {
    find: sqlite
      .prepare<Grain, StoredRow>(
        `SELECT id, ${list(contents)} FROM stock_rows WHERE (${list(grain)}) = (${marks(grain)})`,
      )
      .raw(),
    ofProduct: sqlite
      .prepare<[number], [number, ...Grain, ...Contents]>(
        `SELECT id, ${list(grain)}, ${list(contents)} FROM stock_rows WHERE product_id = ?`,
      )
      .raw(),
    put: sqlite.prepare<[...Grain, ...Contents]>(
      `INSERT INTO stock_rows (${list(grain)}, ${list(contents)})
       VALUES (${marks(grain)}, ${marks(contents)}) ${upsertContents}`,
    ),
    putLevels: sqlite.prepare<[...Origin, string]>(
      `INSERT INTO stock_levels (${levelColumns})
       SELECT r.product_id, r.location_id, ${sums}, ?, ?, ? FROM stock_rows r
       WHERE r.product_id IN (SELECT value FROM json_each(?)) GROUP BY r.product_id, r.location_id ${upsertLevel}`,
    ),
    stage: sqlite.prepare<[string, string, ...Grain, ...Contents]>(
      `INSERT INTO staged_rows (run_id, connection_id, is_removal, ${list(grain)}, ${list(contents)})
       VALUES (?, ?, 0, ${marks(grain)}, ${marks(contents)})
       ON CONFLICT (run_id, ${list(grain)}) DO UPDATE
         SET (is_removal, ${list(contents)}) = (0, ${list(contents, 'excluded.')})`,
    ),
    unstage: sqlite.prepare<[string, ...Grain]>(
      `DELETE FROM staged_rows WHERE run_id = ? AND (${list(grain)}) = (${marks(grain)})`,
    ),
    unstageProduct: sqlite.prepare<[string, number]>(
      `DELETE FROM staged_rows WHERE run_id = ? AND product_id = ?`,
    ),
    unstageRemovals: sqlite.prepare<[string]>('DELETE FROM staged_rows WHERE run_id = ? AND is_removal'),
    stageRemoval: sqlite.prepare<[string, string, number]>(
      `INSERT INTO staged_rows (run_id, connection_id, is_removal, ${list(grain)}, ${list(contents)})
       SELECT ?, ?, 1, ${list(grain)}, ${list(contents)} FROM stock_rows WHERE id = ?`,
    ),
  }
}
