/** Walks through rows in the order of product ids. The rows of the current product are `all[first]` to `all[end - 1]`. */
export class Cursor<T extends readonly [productId: number, ...unknown[]]> {
  readonly all: readonly T[]
  first = 0
  end = 0

  constructor(all: readonly T[]) {
    this.all = all
  }

  /** Goes on to a product. Rows of other connections' products in between are passed over. */
  goTo(productId: number): this {
    this.first = this.end
    while (this.first < this.all.length && this.all[this.first]![0] < productId) this.first++
    this.end = this.first
    while (this.end < this.all.length && this.all[this.end]![0] === productId) this.end++
    return this
  }

  get length(): number {
    return this.end - this.first
  }

  get isEmpty(): boolean {
    return this.first === this.end
  }

  rows(): readonly T[] {
    return this.all.slice(this.first, this.end)
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

/** The column itself when it is long enough, else a longer copy. */
export function grown<T extends Int32Array | Float64Array | Uint8Array>(column: T, length: number): T {
  if (column.length >= length) return column
  const larger = new (column.constructor as new (length: number) => T)(length)
  larger.set(column)
  return larger
}
