import type { ReorderChange, ReorderPreview, ReorderRule, ReorderTarget } from '../../shared/domain/reorder'
import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'
import type { Clock } from '../ports'
import { IndexReader } from './index-reader'
import { IndexedStock } from './indexed-stock'
import { neighbours } from './neighbours'
import { type PairNeed, visitPairs } from './pair-needs'
import { ReorderOverrides } from './reorder-overrides'

const EXAMPLES = 20
const PRODUCTS_PER_STEP = 200

interface Deps {
  db: Database
  clock: Pick<Clock, 'now'>
  /** Everything stored of a connection, brought up to date. */
  stock(connectionId: string): Promise<IndexedStock>
  /** The reorder points of these products are others now. null: of more than can be named. */
  onSet(connectionId: string, productIds: readonly number[] | null): Promise<void>
}

/** Sets reorder points on this computer, and says beforehand what that would do. */
export class ReorderPoints {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Resolves when everything is judged by them. */
  async set({ connectionId, target, levels }: ReorderChange): Promise<void> {
    const { db, clock, onSet } = this.#deps
    const overrides = new ReorderOverrides(db, connectionId)
    db.write(() => overrides.put(target, levels, clock.now()))
    await onSet(connectionId, target.kind === 'products' ? target.productIds : null)
  }

  async preview(change: ReorderChange): Promise<ReorderPreview> {
    const { connectionId, target } = change
    const stock = await this.#deps.stock(connectionId)
    const reader = new IndexReader(this.#deps.db, connectionId)
    const ids = productsOf(stock, target)
    const preview: ReorderPreview = { products: ids.length, becomeLow: 0, recover: 0, examples: [] }
    for (let first = 0; first < ids.length; first += PRODUCTS_PER_STEP) {
      const some = ids.slice(first, first + PRODUCTS_PER_STEP)
      const changed = new IndexedStock(stock.locations, stock.suppliers)
      changed.confirmedAt = stock.confirmedAt
      changed.today = stock.today
      for (const [from, to] of neighbours(some)) changed.put(reader.between(from, to, change))
      for (const id of some) compare(stock, changed, id, preview)
      await yieldToLoop()
    }
    return preview
  }

  async rules(connectionId: string): Promise<ReorderRule[]> {
    const rules = new ReorderOverrides(this.#deps.db, connectionId).rules()
    if (rules.length === 0) return []
    const stock = await this.#deps.stock(connectionId)
    return rules
      .map(({ supplierId, category, ...levels }) => {
        const target: ReorderTarget =
          supplierId === null
            ? { kind: 'category', category: category ?? '' }
            : { kind: 'supplier', supplierId }
        const name = supplierId === null ? (category ?? '') : (stock.suppliers.get(supplierId) ?? '')
        return { target, name, products: productsOf(stock, target).length, ...levels }
      })
      .sort((a, b) => a.name.localeCompare(b.name))
  }
}

/** Ids of the products that are shown and that the target is for. */
function productsOf(stock: IndexedStock, target: ReorderTarget): number[] {
  const isShown = (slot: number) => slot >= 0 && stock.isShown[slot] === 1
  if (target.kind === 'products') return target.productIds.filter((id) => isShown(stock.find(id)))
  const isMeant =
    target.kind === 'category'
      ? (slot: number) => stock.categories.values[stock.categoryOf[slot]!] === target.category
      : (slot: number) => stock.supplierLists.values[stock.supplierListOf[slot]!]?.[0] === target.supplierId
  return [...stock.slots()].filter((slot) => isShown(slot) && isMeant(slot)).map((slot) => stock.ids[slot]!)
}

function compare(
  stock: IndexedStock,
  changed: IndexedStock,
  productId: number,
  preview: ReorderPreview,
): void {
  const before = pairsOf(stock, productId)
  const after = pairsOf(changed, productId)
  const isLow = (pair: PairNeed | undefined) => pair !== undefined && pair.need !== null
  const places = [...before.keys(), ...after.keys()]
  if (places.some((id) => !isLow(before.get(id)) && isLow(after.get(id)))) preview.becomeLow++
  if (places.some((id) => isLow(before.get(id)) && !isLow(after.get(id)))) preview.recover++
  for (const [locationId, pair] of after) {
    const known = before.get(locationId)
    if (isLow(known) === isLow(pair) || preview.examples.length >= EXAMPLES) continue
    const slot = stock.find(productId)
    preview.examples.push({
      productId,
      name: stock.names[slot] ?? '',
      sku: stock.skus[slot] ?? '',
      location: stock.locations.find(({ id }) => id === locationId)?.name ?? '',
      available: pair.available,
      before: known?.reorderPoint ?? null,
      after: pair.reorderPoint,
    })
  }
}

function pairsOf(stock: IndexedStock, productId: number): Map<number, PairNeed> {
  const pairs = new Map<number, PairNeed>()
  const slot = stock.find(productId)
  if (slot >= 0) visitPairs(stock, slot, (pair) => pairs.set(pair.locationId, pair))
  return pairs
}
