import type { LevelRow, ProductBlock, ProductRow, ReorderRow } from './index-reader'
import { NameOrder } from './name-order'
import { foldText } from './search-text'

/** A product that two complete lists in a row did not name is hidden, unless it still holds stock. */
const MISSED_LISTS_TO_HIDE = 2
/** Services are never stocked. */
const SERVICE = 'Service'
export const FIGURES = 5
/** Where the figures begin in a `LevelRow`. */
const FIRST_FIGURE = 3
/** A location that was added since; the index is about to be loaded anew. */
const NO_PLACE = -1

export interface IndexedLocation {
  id: number
  name: string
  isDeprecated: boolean
}

/**
 * What the stock view asks for, in columns: text in plain arrays, figures in typed arrays, so that
 * 100,000 products with three locations fit in some 50 MB and are looked through in milliseconds. A
 * product's place is its slot; slots are in the order of product ids. The levels of a slot stand
 * together: `levelCount` of them, from `levelStart` on.
 */
export class IndexedStock {
  readonly locations: readonly IndexedLocation[]
  readonly suppliers: ReadonlyMap<number, string>
  /** When the whole stock list was last confirmed; null: not yet, so what is absent is not known to be zero. */
  confirmedAt: number | null = null

  size = 0
  readonly skus: string[] = []
  readonly names: string[] = []
  readonly barcodes: string[] = []
  /** Folded name, SKU and barcode, one per line. */
  readonly searchTexts: string[] = []
  readonly categories = new Interned<string>((name) => name)
  /** The supplier ids of a product, the primary one first. */
  readonly supplierLists = new Interned<readonly number[]>((ids) => ids.join())
  readonly nameOrder = new NameOrder(this.names)

  ids = new Int32Array()
  isShown = new Uint8Array()
  categoryOf = new Int32Array()
  supplierListOf = new Int32Array()
  reorderPoints = new Float64Array()
  levelStart = new Int32Array()
  levelCount = new Int32Array()

  /** Places in `locations`. */
  levelLocation = new Int32Array()
  /** NaN: the provider never listed the pair; it stands here for its reorder point. */
  levelChangedAt = new Float64Array()
  /** The location's own level; 0: not set. */
  levelReorderPoint = new Float64Array()
  /** `FIGURES` numbers a level, in the order of `figureNames`. */
  levelFigures = new Float64Array()
  #levels = 0
  readonly #inUse: number
  readonly #placeOf: ReadonlyMap<number, number>

  constructor(locations: readonly IndexedLocation[], suppliers: ReadonlyMap<number, string>) {
    this.locations = locations
    this.suppliers = suppliers
    this.#inUse = locations.filter((location) => !location.isDeprecated).length
    this.#placeOf = new Map(locations.map(({ id }, place) => [id, place]))
  }

  /** How many of the locations in view are in use. `place`: of one location alone; null: of all. */
  locationsInUse(place: number | null): number {
    if (place === null) return this.#inUse
    return this.locations[place]?.isDeprecated === false ? 1 : 0
  }

  /** Makes room, so that loading does not copy the columns again and again. */
  reserve(products: number, levels: number): void {
    this.ids = grown(this.ids, products)
    this.isShown = grown(this.isShown, products)
    this.categoryOf = grown(this.categoryOf, products)
    this.supplierListOf = grown(this.supplierListOf, products)
    this.reorderPoints = grown(this.reorderPoints, products)
    this.levelStart = grown(this.levelStart, products)
    this.levelCount = grown(this.levelCount, products)
    this.levelLocation = grown(this.levelLocation, levels)
    this.levelChangedAt = grown(this.levelChangedAt, levels)
    this.levelReorderPoint = grown(this.levelReorderPoint, levels)
    this.levelFigures = grown(this.levelFigures, levels * FIGURES)
  }

  /** Adds new products, which have higher ids than all before, and replaces known ones. Returns the slots. */
  put(block: ProductBlock): number[] {
    const sizeBefore = this.size
    const suppliers = new Cursor(block.suppliers)
    const levels = new Cursor(block.levels)
    const reorderPoints = new Cursor(block.reorderPoints)
    const slots = block.products.map((product) => {
      const slot = this.#slotFor(product[0])
      this.#putProduct(slot, product, slot < sizeBefore)
      const supplierIds = suppliers.take(product[0]).map((row) => row[1])
      this.supplierListOf[slot] = this.supplierLists.add(supplierIds)
      const hasStock = this.#putLevels(slot, levels.take(product[0]), reorderPoints.take(product[0]))
      this.isShown[slot] = Number(product[5] !== SERVICE && (product[7] < MISSED_LISTS_TO_HIDE || hasStock))
      return slot
    })
    this.nameOrder.add(slots.filter((slot) => slot >= sizeBefore))
    return slots
  }

  /** The slot of a product, or -1. */
  find(productId: number): number {
    let low = 0
    let high = this.size
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.ids[middle]! < productId) low = middle + 1
      else high = middle
    }
    return low < this.size && this.ids[low] === productId ? low : -1
  }

  /** The places at which any product holds anything. */
  placesInUse(): Set<number> {
    const places = new Set<number>()
    for (let slot = 0; slot < this.size; slot++) {
      const first = this.levelStart[slot]!
      for (let level = first; level < first + this.levelCount[slot]!; level++) {
        const place = this.levelLocation[level]!
        if (!places.has(place) && this.#holdsAnything(level)) places.add(place)
      }
    }
    return places
  }

  #holdsAnything(level: number): boolean {
    for (let figure = level * FIGURES; figure < (level + 1) * FIGURES; figure++) {
      if (this.levelFigures[figure] !== 0) return true
    }
    return false
  }

  #slotFor(productId: number): number {
    const known = this.find(productId)
    if (known >= 0) return known
    if (this.size === this.ids.length) this.reserve(this.size * 2 + 100, 0)
    this.ids[this.size] = productId
    return this.size++
  }

  #putProduct(slot: number, product: ProductRow, isKnown: boolean): void {
    const [, sku, name, barcode, category, , reorderPoint] = product
    if (isKnown && this.names[slot] !== name) this.nameOrder.move(slot)
    this.skus[slot] = sku
    this.names[slot] = name
    this.barcodes[slot] = barcode
    this.searchTexts[slot] = foldText(`${name}\n${sku}\n${barcode}`)
    this.categoryOf[slot] = this.categories.add(category)
    this.reorderPoints[slot] = reorderPoint
  }

  /** Returns whether the product holds anything anywhere. */
  #putLevels(slot: number, levels: readonly LevelRow[], reorderPoints: readonly ReorderRow[]): boolean {
    const rows = mergeLevels(levels, reorderPoints)
    let level = this.#roomForLevels(slot, rows.length)
    for (const [row, reorderPoint] of rows) {
      const [, locationId, changedAt, ...figures] = row
      this.levelLocation[level] = this.#placeOf.get(locationId) ?? NO_PLACE
      this.levelChangedAt[level] = changedAt
      this.levelReorderPoint[level] = reorderPoint
      this.levelFigures.set(figures, level * FIGURES)
      level++
    }
    return levels.some((row) => row.slice(FIRST_FIGURE).some((figure) => figure !== 0))
  }

  /** A product that outgrew its place gets a new one at the end; the old one is lost until the next loading. */
  #roomForLevels(slot: number, count: number): number {
    if (count > this.levelCount[slot]!) {
      this.levelStart[slot] = this.#levels
      this.#levels += count
      if (this.#levels > this.levelLocation.length) this.reserve(0, this.#levels * 2)
    }
    this.levelCount[slot] = count
    return this.levelStart[slot]!
  }
}

/** A pair with a reorder point that the provider never listed gets a level of zeros. */
function mergeLevels(
  levels: readonly LevelRow[],
  reorderPoints: readonly ReorderRow[],
): (readonly [LevelRow, number])[] {
  if (reorderPoints.length === 0) return levels.map((level) => [level, 0])
  const own = new Map(reorderPoints.map(([, locationId, reorderPoint]) => [locationId, reorderPoint]))
  const merged = levels.map((level) => [level, own.get(level[1]) ?? 0] as const)
  for (const level of levels) own.delete(level[1])
  for (const [locationId, reorderPoint] of own) {
    merged.push([[0, locationId, Number.NaN, 0, 0, 0, 0, 0], reorderPoint])
  }
  return merged
}

/** Walks through rows in the order of product ids. */
class Cursor<T extends readonly [productId: number, ...unknown[]]> {
  readonly #rows: readonly T[]
  #next = 0

  constructor(rows: readonly T[]) {
    this.#rows = rows
  }

  /** The rows of a product. Rows of other connections' products in between are passed over. */
  take(productId: number): readonly T[] {
    while (this.#next < this.#rows.length && this.#rows[this.#next]![0] < productId) this.#next++
    const first = this.#next
    while (this.#next < this.#rows.length && this.#rows[this.#next]![0] === productId) this.#next++
    return this.#rows.slice(first, this.#next)
  }
}

/** Values that many products share, each held once and known by its place. */
export class Interned<T> {
  readonly values: T[] = []
  readonly #places = new Map<unknown, number>()
  readonly #keyOf: (value: T) => unknown

  constructor(keyOf: (value: T) => unknown) {
    this.#keyOf = keyOf
  }

  add(value: T): number {
    const key = this.#keyOf(value)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.values.length)
    return this.values.push(value) - 1
  }

  find(value: T): number | undefined {
    return this.#places.get(this.#keyOf(value))
  }
}

function grown<T extends Int32Array | Float64Array | Uint8Array>(column: T, length: number): T {
  if (column.length >= length) return column
  const larger = new (column.constructor as new (length: number) => T)(length)
  larger.set(column)
  return larger
}
