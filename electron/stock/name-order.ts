/** As people expect: without regard to case first, accents beside their letters, "50 ml" before "100 ml". */
const collator = new Intl.Collator(undefined, { numeric: true })

export const compareText = collator.compare

/**
 * Slots in the order of their names. Comparing names is what a stock view spends most time on, so the
 * order is kept and extended: new slots are sorted among themselves and merged in, larger lists less often.
 */
export class NameOrder {
  readonly #names: readonly string[]
  /** Sorted runs, each at least twice as long as the next. */
  #runs: Uint32Array[] = []
  #moved = new Set<number>()

  constructor(names: readonly string[]) {
    this.#names = names
  }

  add(slots: readonly number[]): void {
    const added = [...slots, ...this.#takeMoved()]
    if (added.length === 0) return
    this.#runs.push(Uint32Array.from(added).sort(this.#compare))
    while (this.#isUneven()) this.#mergeLast()
  }

  /** Does a part of what `all` would have to do, the longest in some 30 ms at 100,000 names. False: nothing is left. */
  mergeStep(): boolean {
    this.add([])
    return this.#mergeLast()
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

  #mergeLast(): boolean {
    const last = this.#runs.at(-1)
    const before = this.#runs.at(-2)
    if (!last || !before) return false
    this.#runs.splice(-2, 2, this.#merge(before, last))
    return true
  }

  #compare = (a: number, b: number): number => compareText(this.#names[a]!, this.#names[b]!) || a - b

  #isUneven(): boolean {
    const last = this.#runs.at(-1)
    const before = this.#runs.at(-2)
    return last !== undefined && before !== undefined && before.length < 2 * last.length
  }

  #merge(a: Uint32Array, b: Uint32Array): Uint32Array {
    const merged = new Uint32Array(a.length + b.length)
    let indexA = 0
    let indexB = 0
    for (let index = 0; index < merged.length; index++) {
      const takesA = indexB >= b.length || (indexA < a.length && this.#compare(a[indexA]!, b[indexB]!) < 0)
      merged[index] = takesA ? a[indexA++]! : b[indexB++]!
    }
    return merged
  }
}
