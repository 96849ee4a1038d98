import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'
import { ProductReadings } from './product-readings'

/** Near its reorder point is what has less than a quarter more. */
const NEAR = 1.25
const PRODUCTS_PER_STEP = 250

interface Worth {
  db: Database
  connectionId: string
  /** Products that the window shows. */
  onScreen: readonly number[]
}

/**
 * External ids of the products whose stock is most worth reading before the rest of the list, at most so many, best first:
 * what is known to be out of date, what is on screen, what is near or under a reorder point. Of several
 * equal ones those that were not asked for the longest.
 */
export async function productsOfWorth(
  { db, connectionId, onScreen }: Worth,
  most: number,
  signal: AbortSignal,
): Promise<string[]> {
  const chosen = new Set(new ProductReadings(db, connectionId).dirty(most))
  for (const externalId of shown(db, connectionId, onScreen)) if (chosen.size < most) chosen.add(externalId)
  if (chosen.size >= most) return [...chosen]
  for (const externalId of await nearReorderPoint(db, connectionId, most, signal))
    if (chosen.size < most) chosen.add(externalId)
  return [...chosen]
}

function shown({ sqlite }: Database, connectionId: string, productIds: readonly number[]): string[] {
  const find = sqlite.prepare<[string, string], string>(
    `SELECT p.external_id FROM products p LEFT JOIN product_readings d ON d.product_id = p.id
     WHERE p.id IN (SELECT value FROM json_each(?)) AND p.connection_id = ? ORDER BY d.asked_at, p.id`,
  )
  return find.pluck().all(JSON.stringify(productIds), connectionId)
}

/** See `effectiveLevels`. */
const setHere = [
  "'product:' || p.id || ':' || l.location_id",
  "'product:' || p.id",
  "'supplier:' || (SELECT supplier_id FROM product_suppliers WHERE product_id = p.id AND position = 0)",
  "'category:' || p.category",
].map(
  (target) =>
    `(SELECT reorder_point FROM reorder_overrides WHERE connection_id = p.connection_id AND target = ${target})`,
)

type Candidate = [id: number, externalId: string, askedAt: number]

/** At a location in use that lists the product, or did once. */
async function nearReorderPoint(
  db: Database,
  connectionId: string,
  most: number,
  signal: AbortSignal,
): Promise<string[]> {
  const lastId = db.sqlite
    .prepare<[string], number>('SELECT coalesce(max(id), 0) FROM products WHERE connection_id = ?')
    .pluck()
    .get(connectionId)!
  const isAnySet = db.sqlite.prepare<[string]>('SELECT 1 FROM reorder_overrides WHERE connection_id = ?')
  const set = isAnySet.get(connectionId) ? setHere : []
  const reorderPoint = `coalesce(${[...set, 'nullif(r.reorder_point, 0)', 'p.reorder_point'].join(', ')})`
  const between = db.sqlite
    .prepare<[string, number, number], Candidate>(
      `SELECT p.id, p.external_id, coalesce(d.asked_at, 0)
       FROM products p LEFT JOIN product_readings d ON d.product_id = p.id
       WHERE +p.connection_id = ? AND p.id BETWEEN ? AND ? AND p.missed_lists < 2 AND EXISTS (
         SELECT 1 FROM stock_levels l JOIN locations o ON o.id = l.location_id AND NOT o.is_deprecated
         LEFT JOIN reorder_points r ON r.product_id = l.product_id AND r.location_id = l.location_id
         WHERE l.product_id = p.id AND ${reorderPoint} > 0 AND l.available <= ${NEAR} * ${reorderPoint})`,
    )
    .raw()
  let best: Candidate[] = []
  for (let first = 1; first <= lastId; first += PRODUCTS_PER_STEP) {
    const found = between.all(connectionId, first, first + PRODUCTS_PER_STEP - 1)
    best = [...best, ...found].sort((a, b) => a[2] - b[2] || a[0] - b[0]).slice(0, most)
    await yieldToLoop(signal)
  }
  return best.map(([, externalId]) => externalId)
}
