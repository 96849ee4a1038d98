const BITS_PER_BYTE = 8
const SMALLEST_BYTES = 1024

/** A set of row ids at one bit each: 300,000 dense ids take 38 kB instead of the 12 MB of a `Set`. */
export class IdSet {
  #bits = new Uint8Array(SMALLEST_BYTES)
  #size = 0

  /** What `toBytes` gave. */
  static fromBytes(bytes: Uint8Array): IdSet {
    const set = new IdSet()
    set.#bits = new Uint8Array(bytes)
    set.#size = set.#bits.reduce((sum, byte) => sum + bitsIn(byte), 0)
    return set
  }

  toBytes(): Uint8Array {
    return this.#bits
  }

  get size(): number {
    return this.#size
  }

  /** False: the id was there already. */
  add(id: number): boolean {
    const byte = Math.floor(id / BITS_PER_BYTE)
    if (byte >= this.#bits.length) this.#grow(byte + 1)
    const mask = 1 << (id % BITS_PER_BYTE)
    const bits = this.#bits[byte] ?? 0
    if ((bits & mask) !== 0) return false
    this.#bits[byte] = bits | mask
    this.#size++
    return true
  }

  has(id: number): boolean {
    return ((this.#bits[Math.floor(id / BITS_PER_BYTE)] ?? 0) & (1 << (id % BITS_PER_BYTE))) !== 0
  }

  /** Whether every id from `first` to `last`, both included, is there. */
  hasAll(first: number, last: number): boolean {
    for (let id = first; id <= last; id++) {
      if (!this.has(id)) return false
    }
    return true
  }

  #grow(bytes: number): void {
    const grown = new Uint8Array(Math.max(bytes, this.#bits.length * 2))
    grown.set(this.#bits)
    this.#bits = grown
  }
}

function bitsIn(byte: number): number {
  let count = 0
  for (let rest = byte; rest > 0; rest >>= 1) count += rest & 1
  return count
}
