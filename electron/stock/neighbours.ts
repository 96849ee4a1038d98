/** Runs of neighbouring ids: a page of new products is one. */
export function neighbours(ids: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = []
  for (const id of [...ids].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run && id <= run[1] + 1) run[1] = id
    else runs.push([id, id])
  }
  return runs
}
