import type { ReorderChange, ReorderPreview, ReorderRule, ReorderTarget } from '../../shared/domain/reorder'
import { TRUSTED_MS } from '../../shared/staleness'
import type { Database } from '../db/database'
import { yieldToLoop } from '../lib/yield'
import type { Clock } from '../ports'
import { IndexReader } from './index-reader'
import { IndexedStock } from './indexed-stock'
import { neighbours } from './neighbours'
import { isTrusted, type PairNeed, visitPairs } from './pair-needs'
import { ReorderOverrides } from './reorder-overrides'

const EXAMPLES = 20
const PRODUCTS_PER_STEP = 200

interface Deps {
  db: Database
  clock: Pick<Clock, 'now'>
  /** Everything stored of a connection, brought up to date. */
  stock(connectionId: string): Promise<IndexedStock>
  /** Does this while nothing is judged, and judges everything after it. */
  inTurn(connectionId: string, work: () => Promise<void>): Promise<void>
  /** Before they are set, with all that may become low by it. */
  onMoving(connectionId: string, moves: readonly PointMove[]): Promise<void>
  /** The reorder points of these products are others now. null: of more than can be named. */
  onSet(connectionId: string, productIds: readonly number[] | null): Promise<void>
}

/** A pair whose figures are confirmed, with its reorder point as it was and as it is to be. */
export interface PointMove {
  before: PairNeed | undefined
  after: PairNeed
}

/** Both of one product, by location, before and after a change. */
interface Compared {
  slot: number
  before: Map<number, PairNeed>
  after: Map<number, PairNeed>
}

/** Sets reorder points on this computer, and says beforehand what that would do. */
export class ReorderPoints {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Resolves when everything is judged by them. */
  set(change: ReorderChange): Promise<void> {
    return this.#deps.inTurn(change.connectionId, () => this.#set(change))
  }

  async preview(change: ReorderChange): Promise<ReorderPreview> {
    const stock = await this.#deps.stock(change.connectionId)
    const ids = productsOf(stock, change.target)
    const preview: ReorderPreview = { products: ids.length, becomeLow: 0, recover: 0, examples: [] }
    for await (const compared of this.#compare(stock, ids, change)) addTo(preview, stock, compared)
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

  async #set(change: ReorderChange): Promise<void> {
    const { connectionId, target, levels } = change
    const { db, clock, onMoving, onSet } = this.#deps
    const stock = await this.#deps.stock(connectionId)
    const moves: PointMove[] = []
    for await (const compared of this.#compare(stock, productsOf(stock, target), change))
      if (isTrusted(stock, compared.slot, clock.now(), TRUSTED_MS)) moves.push(...movesOf(compared))
    await onMoving(connectionId, moves)
    const overrides = new ReorderOverrides(db, connectionId)
    db.write(() => overrides.put(target, levels, clock.now()))
    await onSet(connectionId, target.kind === 'products' ? target.productIds : null)
  }

  async *#compare(
    stock: IndexedStock,
    ids: readonly number[],
    change: ReorderChange,
  ): AsyncGenerator<Compared> {
    const reader = new IndexReader(this.#deps.db, change.connectionId)
    for (let first = 0; first < ids.length; first += PRODUCTS_PER_STEP) {
      const some = ids.slice(first, first + PRODUCTS_PER_STEP)
      const changed = new IndexedStock(stock.locations, stock.suppliers)
      changed.confirmedAt = stock.confirmedAt
      changed.today = stock.today
      for (const [from, to] of neighbours(some)) changed.put(reader.between(from, to, change))
      for (const id of some)
        yield { slot: stock.find(id), before: pairsOf(stock, id), after: pairsOf(changed, id) }
      await yieldToLoop()
    }
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

function addTo(preview: ReorderPreview, stock: IndexedStock, { slot, before, after }: Compared): void {
  const isLow = (pair: PairNeed | undefined) => pair !== undefined && pair.need !== null
  const places = [...before.keys(), ...after.keys()]
  if (places.some((id) => !isLow(before.get(id)) && isLow(after.get(id)))) preview.becomeLow++
  if (places.some((id) => isLow(before.get(id)) && !isLow(after.get(id)))) preview.recover++
  for (const [locationId, pair] of after) {
    const known = before.get(locationId)
    if (isLow(known) === isLow(pair) || preview.examples.length >= EXAMPLES) continue
    preview.examples.push({
      productId: pair.productId,
      name: stock.names[slot] ?? '',
      sku: stock.skus[slot] ?? '',
      location: stock.locations.find(({ id }) => id === locationId)?.name ?? '',
      available: pair.available,
      before: known?.reorderPoint ?? null,
      after: pair.reorderPoint,
    })
  }
}

/** Without those whose figures a sync has changed since the stock was read: that is not the change's doing. */
function movesOf({ before: known, after }: Compared): PointMove[] {
  return [...after.values()]
    .map((pair) => ({ before: known.get(pair.locationId), after: pair }))
    .filter(
      ({ before, after: { need, available, onOrder } }) =>
        need !== null && (!before || (before.available === available && before.onOrder === onOrder)),
    )
}

function pairsOf(stock: IndexedStock, productId: number): Map<number, PairNeed> {
  const pairs = new Map<number, PairNeed>()
  const slot = stock.find(productId)
  if (slot >= 0) visitPairs(stock, slot, (pair) => pairs.set(pair.locationId, pair))
  return pairs
}
