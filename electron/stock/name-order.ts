/** As people expect: without regard to case first, accents beside their letters, "50 ml" before "100 ml". */
const collator = new Intl.Collator(undefined, { numeric: true })

export const compareText = collator.compare

/** So many names are put in order within some 10 ms. */
const NAMES_PER_STEP = 16_000

/**
 * Slots in the order of their names. Comparing names is what a stock view spends most time on, so the
 * order is kept and extended: new slots are sorted among themselves and merged in, larger lists less often.
 */
export class NameOrder {
  readonly #names: readonly string[]
  readonly #namesPerStep: number
  /** Sorted, the longer ones mostly before the shorter. */
  #runs: Uint32Array[] = []
  /** Of the last two runs. */
  #merge: Merge | null = null
  #moved = new Set<number>()

  constructor(names: readonly string[], namesPerStep = NAMES_PER_STEP) {
    this.#names = names
    this.#namesPerStep = namesPerStep
  }

  /** Sorts new slots and merges them with other short runs. The long ones are left to `mergeStep`. */
  add(slots: readonly number[]): void {
    const added = [...slots, ...this.#takeMoved()]
    if (added.length === 0) return
    this.#merge = null
    this.#runs.push(Uint32Array.from(added).sort(this.#compare))
    while (this.#areLastShort()) this.#mergePart()
  }

  /** Does a part of what `all` would have to do. False: nothing is left. */
  mergeStep(): boolean {
    this.add([])
    return this.#mergePart()
  }

  /** The slot's name is another one now, or is about to be. */
  move(slot: number): void {
    this.#moved.add(slot)
  }

  /** All slots. Equal names are in the order of the slots. */
  all(): Uint32Array {
    while (this.mergeStep());
    return this.#runs[0] ?? new Uint32Array()
  }

  /** Out of the runs first: one slot under a new name among the others, and a run is sorted no longer. */
  #takeMoved(): readonly number[] {
    if (this.#moved.size === 0) return []
    const moved = this.#moved
    this.#moved = new Set()
    this.#runs = this.#runs.map((run) => run.filter((slot) => !moved.has(slot)))
    return [...moved]
  }

  #compare = (a: number, b: number): number => compareText(this.#names[a]!, this.#names[b]!) || a - b

  /** Runs of like length are merged, so that each slot is merged a few times only. */
  #areLastShort(): boolean {
    const [before, last] = this.#runs.slice(-2)
    if (!before || !last) return false
    return before.length < 2 * last.length && before.length + last.length <= this.#namesPerStep
  }

  #mergePart(): boolean {
    const [before, last] = this.#runs.slice(-2)
    if (!before || !last) return false
    this.#merge ??= new Merge(before, last, this.#compare)
    if (this.#merge.goOn(this.#namesPerStep)) {
      this.#runs.splice(-2, 2, this.#merge.merged)
      this.#merge = null
    }
    return true
  }
}

/** Two sorted runs on their way to become one. */
class Merge {
  readonly merged: Uint32Array
  readonly #a: Uint32Array
  readonly #b: Uint32Array
  readonly #compare: (a: number, b: number) => number
  #indexA = 0
  #indexB = 0

  constructor(a: Uint32Array, b: Uint32Array, compare: (a: number, b: number) => number) {
    this.merged = new Uint32Array(a.length + b.length)
    this.#a = a
    this.#b = b
    this.#compare = compare
  }

  /** Merges some more slots. True: it is done. */
  goOn(slots: number): boolean {
    const [a, b, merged] = [this.#a, this.#b, this.merged]
    let index = this.#indexA + this.#indexB
    const end = Math.min(index + slots, merged.length)
    for (; index < end; index++) merged[index] = this.#takesA() ? a[this.#indexA++]! : b[this.#indexB++]!
    return end === merged.length
  }

  #takesA(): boolean {
    if (this.#indexA === this.#a.length) return false
    if (this.#indexB === this.#b.length) return true
    return this.#compare(this.#a[this.#indexA]!, this.#b[this.#indexB]!) < 0
  }
}
