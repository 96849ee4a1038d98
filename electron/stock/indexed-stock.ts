import { Cursor, grown, Interned } from './index-columns'
import type { LevelRow, ProductBlock, ProductRow, ReorderRow, SupplierRow } from './index-reader'
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
  /** Names by id. */
  suppliers: ReadonlyMap<number, string>
  /** When the whole stock list was last confirmed; null: not yet, so what is absent is not known to be zero. */
  confirmedAt: number | null = null
  /** See `StockMarks.gapsAt`. */
  gapsAt: number | null = null
  /** See `dayOf`. */
  today = 0

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
  /** When the stock of a slot's product was last read alone; 0: never. */
  readAt = new Float64Array()
  /** Since when figures of a delivery stand that nothing has confirmed; 0: none do. */
  provisionalAt = new Float64Array()
  levelStart = new Int32Array()
  levelCount = new Int32Array()

  /** Places in `locations`. */
  levelLocation = new Int32Array()
  /** NaN: the provider never listed the pair; it stands here for its reorder point. */
  levelChangedAt = new Float64Array()
  /** The day of the next delivery; NaN: none is known. */
  levelDeliveryAt = new Float64Array()
  /** The location's own level; 0: not set. See `effectiveReorderPoint`. */
  levelReorderPoint = new Float64Array()
  /** `FIGURES` numbers a level, in the order of `figureNames`. */
  levelFigures = new Float64Array()
  /** Units that leave in a day in stock; 0: too little is known. */
  levelPerDay = new Float64Array()
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
    this.readAt = grown(this.readAt, products)
    this.provisionalAt = grown(this.provisionalAt, products)
    this.levelStart = grown(this.levelStart, products)
    this.levelCount = grown(this.levelCount, products)
    this.levelLocation = grown(this.levelLocation, levels)
    this.levelChangedAt = grown(this.levelChangedAt, levels)
    this.levelDeliveryAt = grown(this.levelDeliveryAt, levels)
    this.levelReorderPoint = grown(this.levelReorderPoint, levels)
    this.levelFigures = grown(this.levelFigures, levels * FIGURES)
    this.levelPerDay = grown(this.levelPerDay, levels)
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
      this.supplierListOf[slot] = this.#putSuppliers(suppliers.goTo(product[0]))
      const hasStock = this.#putLevels(slot, levels.goTo(product[0]), reorderPoints.goTo(product[0]))
      const isListed = product[7] < MISSED_LISTS_TO_HIDE
      this.isShown[slot] = Number(product[5] !== SERVICE && (isListed || hasStock))
      return slot
    })
    this.nameOrder.add(slots.filter((slot) => slot >= sizeBefore))
    return slots
  }

  slots(): Uint32Array {
    return new Uint32Array(this.size).map((_, slot) => slot)
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

  #putSuppliers(suppliers: Cursor<SupplierRow>): number {
    return this.supplierLists.add(suppliers.rows().map((row) => row[1]))
  }

  #putProduct(slot: number, product: ProductRow, isKnown: boolean): void {
    const [, sku, name, barcode, category, , reorderPoint, , readAt, provisionalAt] = product
    if (isKnown && this.names[slot] !== name) this.nameOrder.move(slot)
    this.skus[slot] = sku
    this.names[slot] = name
    this.barcodes[slot] = barcode
    this.searchTexts[slot] = foldText(`${name}\n${sku}\n${barcode}`)
    this.categoryOf[slot] = this.categories.add(category)
    this.reorderPoints[slot] = reorderPoint
    this.readAt[slot] = readAt
    this.provisionalAt[slot] = provisionalAt
  }

  /** Returns whether the product holds anything anywhere. */
  #putLevels(slot: number, levels: Cursor<LevelRow>, reorderPoints: Cursor<ReorderRow>): boolean {
    const own = reorderPoints.isEmpty ? null : new Map(reorderPoints.rows().map((row) => [row[1], row[2]]))
    let count = levels.length + (own?.size ?? 0)
    for (let index = levels.first; own && index < levels.end; index++) {
      if (own.has(levels.all[index]![1])) count--
    }
    let level = this.#roomForLevels(slot, count)
    let holdsAnything = false
    for (let index = levels.first; index < levels.end; index++) {
      const row = levels.all[index]!
      this.#putLevel(level, row, own?.get(row[1]) ?? 0)
      own?.delete(row[1])
      holdsAnything ||= this.#holdsAnything(level)
      level++
    }
    for (const [locationId, reorderPoint] of own ?? []) {
      this.#putLevel(level++, [0, locationId, Number.NaN, 0, 0, 0, 0, 0, null, 0], reorderPoint)
    }
    return holdsAnything
  }

  #putLevel(level: number, row: LevelRow, reorderPoint: number): void {
    this.levelLocation[level] = this.#placeOf.get(row[1]) ?? NO_PLACE
    this.levelChangedAt[level] = row[2]
    this.levelDeliveryAt[level] = row[8] ?? Number.NaN
    this.levelReorderPoint[level] = reorderPoint
    this.levelPerDay[level] = row[9]
    for (let figure = 0; figure < FIGURES; figure++) {
      this.levelFigures[level * FIGURES + figure] = row[FIRST_FIGURE + figure] as number
    }
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
