import type { Away } from '../../shared/domain/today'
import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'

/** Ids that are counted without a pause. */
const IDS_PER_STEP = 20_000

type Counts = Omit<Away, 'since'>

/**
 * What happened to a connection's stock after `since`, epoch ms. Changes are recorded in the order of time, so their ids are
 * halved until the first one is found: `changed_at` alone has no index.
 */
export async function countSince(db: Database, connectionId: string, since: number): Promise<Counts> {
  const ofStep = db.sqlite.prepare<[number, number, string], { productId: number; figures: number }>(
    `SELECT productId, figures FROM (
       SELECT product_id AS productId, count(*) AS figures FROM stock_changes
       WHERE id >= ? AND id < ? GROUP BY product_id
     ) JOIN products p ON p.id = productId WHERE p.connection_id = ?`,
  )
  const last = lastId(db)
  const products = new Set<number>()
  let figuresChanged = 0
  for (let id = firstIdAfter(db, since, last); id <= last; id += IDS_PER_STEP) {
    for (const { productId, figures } of ofStep.all(id, id + IDS_PER_STEP, connectionId)) {
      products.add(productId)
      figuresChanged += figures
    }
    await yieldToLoop()
  }
  return {
    figuresChanged,
    productsChanged: products.size,
    becameLow: countProducts(db, connectionId, since, 'opened'),
    recovered: countProducts(db, connectionId, since, 'resolved'),
  }
}

function firstIdAfter(db: Database, since: number, last: number): number {
  const next = db.sqlite.prepare<[number], { id: number; changedAt: number }>(
    'SELECT id, changed_at AS changedAt FROM stock_changes WHERE id >= ? ORDER BY id LIMIT 1',
  )
  let low = 1
  let high = last + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const found = next.get(middle)
    if (found && found.changedAt <= since) low = found.id + 1
    else high = middle
  }
  return low
}

function lastId(db: Database): number {
  return db.sqlite.prepare<[], number>('SELECT ifnull(max(id), 0) FROM stock_changes').pluck().get() ?? 0
}

/** Without what a reorder point did that was set here or in Cin7: nothing was sold or received. */
function countProducts(
  db: Database,
  connectionId: string,
  since: number,
  kind: 'opened' | 'resolved',
): number {
  const count = db.sqlite.prepare<[number, string, string], number>(
    `SELECT count(DISTINCT a.product_id) FROM alert_events e JOIN low_stock_alerts a ON a.id = e.alert_id
     WHERE e.at > ? AND e.kind = ? AND e.cause <> 'reorderPoint' AND a.connection_id = ?`,
  )
  return count.pluck().get(since, kind, connectionId) ?? 0
}
