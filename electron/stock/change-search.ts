import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'
import { foldText } from './search-text'

const CHANGES_PER_STEP = 5000

type Change = [id: number, productId: number, name: string, sku: string]

/**
 * The ids of a run's first changes whose product has every word in its name or SKU. `words` are folded.
 * Works in small steps: a run may have changed hundreds of thousands of figures.
 */
export async function findChanges(
  db: Database,
  asked: { runId: string; words: readonly string[]; limit: number },
): Promise<number[]> {
  const next = db.sqlite
    .prepare<[string, number], Change>(
      `SELECT c.id, c.product_id, p.name, p.sku FROM stock_changes c JOIN products p ON p.id = c.product_id
       WHERE c.run_id = ? AND c.id > ? ORDER BY c.id LIMIT ${CHANGES_PER_STEP}`,
    )
    .raw()
  const isWanted = productTest(asked.words)
  const found: number[] = []
  let changes = next.all(asked.runId, 0)
  while (changes.length > 0 && found.length < asked.limit) {
    for (const change of changes) if (isWanted(change)) found.push(change[0])
    await yieldToLoop()
    changes = next.all(asked.runId, changes.at(-1)![0])
  }
  return found.slice(0, asked.limit)
}

/** Changes of one product stand together, so most need no look at the words. */
function productTest(words: readonly string[]): (change: Change) => boolean {
  let last = { productId: 0, isWanted: false }
  return ([, productId, name, sku]) => {
    if (last.productId !== productId) {
      const text = foldText(`${name}\n${sku}`)
      last = { productId, isWanted: words.every((word) => text.includes(word)) }
    }
    return last.isWanted
  }
}
