/** `slots.filter(test)` in a tenth of the time, which at 100,000 slots is one frame or two. */
export function select(slots: Uint32Array, test: (slot: number) => boolean): Uint32Array {
  const selected = new Uint32Array(slots.length)
  let count = 0
  for (let index = 0; index < slots.length; index++) {
    const slot = slots[index]!
    if (test(slot)) selected[count++] = slot
  }
  return selected.slice(0, count)
}

/** The wanted slots in the order in which `sorted` has them. */
export function pick(sorted: Uint32Array, wanted: Uint32Array): Uint32Array {
  if (wanted.length === sorted.length) return sorted
  const isWanted = new Uint8Array(sorted.length)
  for (let index = 0; index < wanted.length; index++) isWanted[wanted[index]!] = 1
  return select(sorted, (slot) => isWanted[slot] === 1)
}
